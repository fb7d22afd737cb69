"""A fact: something that happened, past tense, ids and codes only."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Subclass with ids, codes, counts and dates. Never text, names or addresses: the journal outlives them."""

    @classmethod
    def name(cls) -> str:
        """`RoundPublished` -> "round_published"."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def facts(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return str(value)
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    return value
