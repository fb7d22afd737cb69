"""What the clock finds to do: files to look through, to read, to shred; what lies about; what is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from network.cleaning import apart
from network.cleaning.kinds import BY_CODE
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.files.queries.scanner import has_scanner
from network.files.rules.states import Scan, Staging, TextState, may_be_had
from network.kernel import clock
from network.storage.blobs import Gone, blobs, drop, filled, folders
from network.storage.db import db

WITHOUT_A_ROW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kept file and the name of its bytes."""

    file_id: UUID
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Buried:
    """Bytes to shred."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Audit:
    """Names in the store that no row knows; rows whose bytes are not there, and those whose bytes are there again."""

    unknown: tuple[str, ...]
    missing: tuple[UUID, ...]
    found: tuple[UUID, ...]


def unscanned(most: int) -> Sequence[Waiting]:
    """Files that nobody has looked through for viruses, the oldest first."""
    asked = select(StoredFile.id, StoredBytes.name, StoredFile.kind).join(StoredBytes, StoredBytes.id == StoredFile.bytes_id)
    asked = asked.where(StoredFile.scan_code == Scan.NOT_SCANNED).order_by(StoredFile.created_at, StoredFile.id).limit(most)
    return [Waiting(*each) for each in db.session.execute(asked).tuples()]


def unread(most: int) -> Sequence[Waiting]:
    """Files whose words are not known yet and whose bytes may be had."""
    columns = (StoredFile.id, StoredBytes.name, StoredFile.kind, StoredFile.state, StoredFile.scan_code)
    asked = select(*columns).join(StoredBytes, StoredBytes.id == StoredFile.bytes_id)
    asked = asked.where(StoredFile.text_state == TextState.WAITING).order_by(StoredFile.created_at, StoredFile.id).limit(most)
    is_scanned = has_scanner()
    found = db.session.execute(asked).tuples().all()
    return [Waiting(*each[:3]) for each in found if may_be_had(each[3], each[4], has_scanner=is_scanned)]


def read_words(waiting: Waiting) -> str | None:
    """The words of a file; None where there are none. Outside any transaction."""
    source, result = folders().new(), folders().new()
    try:
        filled(source, blobs().pieces(waiting.name))
        return apart.text_of(source, result, BY_CODE[waiting.kind]).replace("\0", "") or None
    except Gone:
        return None
    finally:
        drop(source)
        drop(result)


def buried(most: int) -> Sequence[Buried]:
    """What is to be shredded, the oldest first."""
    asked = select(FileTombstone.id, FileTombstone.name).order_by(FileTombstone.buried_at, FileTombstone.id).limit(most)
    return [Buried(*each) for each in db.session.execute(asked).tuples()]


def passed_over(age: timedelta) -> Iterator[Path]:
    """Files on their way in that are old, and those whose upload is done or erased."""
    busy = (Staging.WAITING, Staging.WORKING)
    needed = {each.hex for each in db.session.scalars(select(StagedFile.id).where(StagedFile.state.in_(busy)))}
    now = clock.now()
    for place, moment in folders().passing():
        rests = WITHOUT_A_ROW if place.parent.name == "staged" else age  # there a row follows its file at once
        if moment < now - rests and place.name not in needed:
            yield place


def audit(age: timedelta) -> Audit:
    """Compare the store with the rows. What is younger than `age` may be on its way, so the store is listed first."""
    listed = dict(blobs().names())
    before, rows = clock.now() - age, db.session.execute(select(StoredBytes.id, StoredBytes.name, StoredBytes.made_at)).all()
    known = {name for _, name, _ in rows} | set(db.session.scalars(select(FileTombstone.name)))
    return Audit(
        unknown=tuple(name for name, moment in listed.items() if name not in known and moment < before),
        missing=tuple(key for key, name, made_at in rows if name not in listed and made_at < clock.now() - timedelta(minutes=5)),
        found=tuple(key for key, name, _ in rows if name in listed),
    )


def missing_count() -> int:
    """How many files had no bytes when the store was last looked through."""
    asked = select(func.count()).select_from(StoredFile).join(StoredBytes, StoredBytes.id == StoredFile.bytes_id)
    return db.session.scalar(asked.where(StoredBytes.is_missing)) or 0


def kept_in_all() -> tuple[int, int, int]:
    """How many files there are, how many bytes they take, how many of them nobody has looked through."""
    files = select(func.count()).select_from(StoredFile).scalar_subquery()
    size = select(func.coalesce(func.sum(StoredBytes.size), 0)).scalar_subquery()
    unseen = select(func.count()).where(StoredFile.scan_code == Scan.NOT_SCANNED).scalar_subquery()
    count, total, waiting = db.session.execute(select(files, size, unseen)).one()
    return int(count), int(total), int(waiting)
