"""A fact: something that happened, past tense, ids and codes only."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID


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

    def facts(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    def _values(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(self)]


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return str(value)
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    return value
