"""A fact: something that happened, past tense, ids and codes only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

E = TypeVar("E", bound="Event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Subclass with ids, codes, counts and dates. Never text, names or addresses: the journal outlives them.

    The first id of a subclass is what its facts are about; where a fact ties two of a kind, the second one's field is `other_id`.
    """

    @classmethod
    def name(cls) -> str:
        """`RoundPublished` -> "round_published"."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def subject(self) -> UUID | None:
        """What the fact is about; None where it is about no single thing."""
        return next((value for value in self._values() if isinstance(value, UUID)), None)

    def other(self) -> UUID | None:
        """The second of the two things that the fact ties; None where it is about one."""
        value = getattr(self, "other_id", None)
        return value if isinstance(value, UUID) else None

    @classmethod
    def apart(cls) -> frozenset[str]:
        """Fields that make no other fact of it where facts of a kind are counted: of a flood over many ids the first is told."""
        return frozenset()

    def facts(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def of(cls: type[E], facts: Mapping[str, Any]) -> E:
        """The event again, out of what `facts` gave; a field that came later has what it has without being said."""
        kind: Any = cls
        hints = _hints(kind)
        return cls(**{name: _typed(facts[name], hint) for name, hint in hints.items() if name in facts})

    def _values(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(self)]


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return str(value)
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _typed(value: Any, hint: Any) -> Any:
    """What `_plain` made plain."""
    if get_origin(hint) is tuple:
        return tuple(_typed(item, get_args(hint)[0]) for item in value)
    kinds = get_args(hint) or (hint,)
    if UUID in kinds and value is not None:
        return UUID(value)
    for kind in (datetime, date):
        if kind in kinds and value is not None:
            return kind.fromisoformat(value)
    return value
