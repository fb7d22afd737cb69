"""The bytes of a file, for who may have them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from network.files.models import StoredBytes
from network.files.queries.cards import FileCard, card_of
from network.files.queries.scanner import has_scanner
from network.files.queries.sight import get
from network.files.rules.states import FileState
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.storage.blobs import Gone, blobs
from network.storage.db import db
from network.storage.secrets import Ring, blind_index

WAITS = words("Nobody has looked for viruses in this file yet, so it can’t be opened. We try again every few minutes.")
INFECTED = words("A virus was found in this file. It was deleted.")
AWAY = words("This file can’t be found in our store. Tell whoever runs this installation.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that can be read. `tag` changes with the bytes, and is another for each file."""

    card: FileCard
    size: int
    tag: str
    _name: str

    def pieces(self, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Its bytes, or a stretch of them. Raises `Conflict` where the store has lost them."""
        try:
            return blobs().pieces(self._name, start, length)
        except Gone:
            raise Conflict(AWAY) from None

    def read(self) -> bytes:
        """All of it at once: for conversions of what is small."""
        return b"".join(self.pieces())


def opened(actor: Actor, file_id: UUID) -> Opened:
    """A file to read from. Rights are asked anew. Raises `NotFound`; `Conflict` while it may not be had. Two statements."""
    row = get(actor, file_id)
    card = card_of(row, is_scanned=has_scanner())
    if card.state is FileState.REFUSED:
        raise Conflict(INFECTED)
    if not card.is_open:
        raise Conflict(WAITS)
    found = db.session.execute(select(StoredBytes.name, StoredBytes.size).where(StoredBytes.id == row.bytes_id)).one_or_none()
    if found is None:
        raise Conflict(AWAY)
    tag = blind_index(Ring.ACCOUNTS, f"{file_id}:{found[0]}", domain="stored_file.tag")
    return Opened(card, found[1], hashlib.sha256(tag.encode()).hexdigest()[:32], found[0])
