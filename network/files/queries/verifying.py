"""Whether the bytes of files are those that were kept: for operators, and after a restored back-up."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from network.files.models import StoredBytes
from network.files.queries.working import content_key
from network.storage.blobs import Gone, blobs
from network.storage.db import db
from network.storage.transaction import rest


class Bytes(StrEnum):
    """Whole, not there, or other than they were."""

    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Looked:
    """One content: the id of its row, its name in the store, and how it is."""

    bytes_id: UUID
    name: str
    state: Bytes


def verified() -> Iterator[Looked]:
    """Read all bytes of all files, one after the other. Raises `Unreachable`. No transaction is held meanwhile."""
    rows = db.session.execute(select(StoredBytes).order_by(StoredBytes.made_at, StoredBytes.id)).scalars().all()
    known = [(row.id, row.name, row.content_key, row.size) for row in rows]
    rest()
    for bytes_id, name, key, size in known:
        digest, read = hashlib.sha256(), 0
        try:
            for piece in blobs().pieces(name):
                digest.update(piece)
                read += len(piece)
        except Gone:
            yield Looked(bytes_id, name, Bytes.MISSING)
            continue
        is_whole = read == size and content_key(digest.hexdigest()) == key
        yield Looked(bytes_id, name, Bytes.WHOLE if is_whole else Bytes.CHANGED)
