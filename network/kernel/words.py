"""Text that pure code speaks: a message and its values, translated where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """A translatable sentence. `msgid` uses %(name)s for its values; `plural` is chosen by the value `num`.

    A value may itself be Words, or a tuple of Words and strings, which the page joins with commas.
    """

    msgid: str
    values: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None

    def __hash__(self) -> int:
        """Of what it says and of its values, each of which can't change."""
        return hash((self.msgid, self.plural, tuple(self.values.items())))

    def __str__(self) -> str:
        """The English sentence, for command lines and logs; pages translate instead."""
        chosen = self.plural if self.plural is not None and self.values.get("num") != 1 else self.msgid
        return chosen % {name: plain(value) for name, value in self.values.items()} if self.values else chosen


def plain(value: Any) -> Any:
    """A value as English text: a tuple becomes "a, b and c"."""
    if isinstance(value, tuple):
        parts = [str(part) for part in value]
        return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""
    return str(value) if isinstance(value, Words) else value


def words(msgid: str, **values: Any) -> Words:
    """A sentence with its values. `pybabel` finds the msgid in calls of this function."""
    return Words(msgid, values)


def counted(singular: str, plural: str, num: int, **values: Any) -> Words:
    """A sentence that depends on the number `num`, which both forms may show as %(num)s."""
    return Words(singular, {"num": num, **values}, plural)


def to_json(value: Any) -> Any:
    """Words as plain JSON values, to be kept in a database or sent to another process; text and numbers stay as they are."""
    if isinstance(value, Words):
        kept = {"says": value.msgid, "values": {name: to_json(item) for name, item in value.values.items()}}
        return kept if value.plural is None else {**kept, "plural": value.plural}
    return [to_json(item) for item in value] if isinstance(value, tuple | list) else value


def from_json(kept: Any) -> Any:
    """The inverse of `to_json`: an object becomes Words, a list becomes a tuple."""
    if isinstance(kept, Mapping):
        values = {name: from_json(item) for name, item in kept["values"].items()}
        return Words(kept["says"], values, kept.get("plural"))
    return tuple(from_json(item) for item in kept) if isinstance(kept, list) else kept
