"""Files as other rooms' pages show them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from network.cleaning.kinds import BY_CODE, Family
from network.files.models import StoredFile
from network.files.queries.scanner import has_scanner
from network.files.queries.sight import unhidden, visible_to
from network.files.queries.wording import left_words, name_of, removed_words
from network.files.rules.states import FileState, may_be_had
from network.kernel.actor import Actor
from network.kernel.words import Words
from network.storage.db import db

DOWNLOAD, PICTURE = "files.download", "files.picture"


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file in a line. `size` in bytes; `kind` and `state` are codes; `is_open`: its bytes can be had now.

    `endpoint` with `values` is its address, which never names it. `picture` is true where it can be shown in a page.
    """

    id: UUID
    space_id: UUID
    name: str
    size: int
    kind: str
    media_type: str
    state: FileState
    is_open: bool
    removed: tuple[Words, ...]
    left: tuple[Words, ...]
    created_at: datetime
    endpoint: str = DOWNLOAD

    @property
    def values(self) -> Mapping[str, Any]:
        """What `url_for` needs beside the endpoint."""
        return {"file_id": self.id, "name": f"file.{BY_CODE[self.kind].endings[0]}"}

    @property
    def is_picture(self) -> bool:
        """Whether the endpoint PICTURE shows it."""
        return BY_CODE[self.kind].family is Family.IMAGE


def described(actor: Actor, file_ids: Collection[UUID]) -> dict[UUID, FileCard]:
    """Those of the files that she may see. One statement, and those by which the rooms above answer for their own."""
    if not file_ids:
        return {}
    cards = cards_of(visible_to(actor).where(StoredFile.id.in_(tuple(file_ids))))
    seen = unhidden(actor, tuple(cards))
    return {file_id: card for file_id, card in cards.items() if file_id in seen}


def cards_of(asked: Select[tuple[StoredFile]]) -> dict[UUID, FileCard]:
    """The files that a statement finds, in its order. Whoever asks has made sure that they may be seen."""
    is_scanned = has_scanner()
    return {row.id: card_of(row, is_scanned=is_scanned) for row in db.session.scalars(asked)}


def card_of(row: StoredFile, *, is_scanned: bool) -> FileCard:
    """One file."""
    return FileCard(
        id=row.id,
        space_id=row.space_id,
        name=name_of(row.name_sealed, "stored_file", row.id),
        size=row.size,
        kind=row.kind,
        media_type=BY_CODE[row.kind].media_type,
        state=FileState(row.state),
        is_open=may_be_had(row.state, row.scan_code, has_scanner=is_scanned),
        removed=removed_words(row.removed),
        left=left_words(row.left),
        created_at=row.created_at,
    )
