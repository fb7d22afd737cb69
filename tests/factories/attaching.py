"""Files that texts carry, for tests: rows as keeping leaves them, with bytes in the store."""

import hashlib
from uuid import UUID, uuid4

from sqlalchemy import func, select

from network.files.models import StoredBytes, StoredFile
from network.files.queries.wording import sealed_name
from network.files.queries.working import content_key
from network.files.rules.states import FileState, Scan, TextState
from network.kernel import clock
from network.library.models import Document, DocumentVersion, VersionFile
from network.storage.blobs import blobs, filled, folders, new_name
from network.storage.db import db

DATA = b"Tides for the north coast.\n"


def make_bytes(data: bytes = DATA) -> UUID:
    """The row of these bytes, which lie in the store; of one content there is one."""
    key = content_key(hashlib.sha256(data).hexdigest())
    found = db.session.scalar(select(StoredBytes.id).where(StoredBytes.content_key == key))
    if found is not None:
        return found
    place, name = folders().new(), new_name()
    filled(place, [data])
    blobs().put(name, place)
    row = StoredBytes(id=uuid4(), name=name, content_key=key, size=len(data), is_missing=False, made_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row.id


def make_attached(version_id: UUID, name: str = "tides.txt", sender_id: UUID | None = None, size: int = len(DATA)) -> UUID:
    """A file that a text carries, last."""
    version = db.session.get_one(DocumentVersion, version_id)
    document = db.session.get_one(Document, version.document_id)
    row = StoredFile(id=uuid4(), space_id=document.space_id, organization_id=document.organization_id, kind="txt")
    row.uploaded_by_id, row.created_at, row.size, row.bytes_id = sender_id, clock.now(), size, make_bytes()
    row.name_sealed, row.removed, row.left = sealed_name(name, "stored_file", row.id), ["authors"], []
    row.scan_code, row.state, row.text_state = Scan.NOT_SCANNED, FileState.KEPT, TextState.WAITING
    db.session.add(row)
    db.session.flush()
    hang(version_id, row.id)
    return row.id


def hang(version_id: UUID, file_id: UUID) -> None:
    """Let a text carry a file that is there."""
    last = db.session.scalar(select(func.max(VersionFile.position)).where(VersionFile.version_id == version_id))
    db.session.add(VersionFile(version_id=version_id, file_id=file_id, position=0 if last is None else last + 1))
    db.session.commit()
