"""A thing as the search reads it: its texts, and by what it can be narrowed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """One thing as its readers read it, as plain text. `attached` is what its files say.

    `language` is what it is written in ("" where nobody said); `languages` are those by which it is found besides.
    `space_id` is where it lies, None where everybody who may see this kind sees it.
    """

    id: UUID
    title: str
    updated_at: datetime
    summary: str = ""
    text: str = ""
    attached: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    region_codes: tuple[str, ...] = ()
    space_id: UUID | None = None
