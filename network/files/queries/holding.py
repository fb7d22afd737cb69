"""What files hold about a person."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select

from network.files.models import StagedFile, StoredFile
from network.kernel.holding import Held
from network.kernel.words import words
from network.storage.db import db

COLUMNS = frozenset({"stored_file.uploaded_by_id", "staged_file.person_id"})


def holds_about(person_id: UUID) -> Iterator[Held]:
    """How many files she sent. One statement."""
    kept = select(func.count()).where(StoredFile.uploaded_by_id == person_id).scalar_subquery()
    sent = select(func.count()).where(StagedFile.person_id == person_id).scalar_subquery()
    said = (words("Files that you shared"), words("Files that you sent within a day"))
    counts = zip(said, db.session.execute(select(kept, sent)).one(), strict=True)
    rows = tuple((what, int(count)) for what, count in counts if count)
    yield Held(words("Files"), (words("What"), words("How many")), rows)
