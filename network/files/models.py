"""Uploads that wait, files that are kept, their bytes, their text, and what is still to be shredded."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage import secrets
from network.storage.columns import Code, Key, Moment, Prose, UtcDateTime, json_type, refers
from network.storage.db import Row


class StoredBytes(Row):
    """The bytes of one content, however many files have it. `name` is theirs in the store, `content_key` a keyed hash of them.

    `is_missing`: the store had nothing of this name when it was last looked through.
    """

    __tablename__ = "stored_bytes"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(32), unique=True)
    content_key: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    is_missing: Mapped[bool] = mapped_column(Boolean, default=False)
    made_at: Mapped[Moment]


class StagedFile(Row):
    """An upload of one person that hangs on nothing yet. Its row stays for a day, since a day's uploads are counted.

    `removed` and `left` are codes of what its cleaning took away and could not take away. `step`: how far the work is.
    """

    __tablename__ = "staged_file"

    id: Mapped[Key]
    person_id: Mapped[UUID] = refers("person.id", ondelete="CASCADE")
    name_sealed: Mapped[Prose]
    kind: Mapped[Code]
    size: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[Code] = mapped_column(index=True)
    step: Mapped[int] = mapped_column(Integer, default=0)
    turn: Mapped[int] = mapped_column(Integer, default=0)
    scan_code: Mapped[Code] = mapped_column(default="not_scanned")
    refusal_code: Mapped[Code] = mapped_column(default="")
    removed: Mapped[list[Any]] = mapped_column(json_type(), default=list)
    left: Mapped[list[Any]] = mapped_column(json_type(), default=list)
    bytes_id: Mapped[UUID | None] = refers("stored_bytes.id", nullable=True)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    staged_at: Mapped[Moment] = mapped_column(index=True)


class StoredFile(Row):
    """A file that hangs on something of a space. One found infected has no bytes any more."""

    __tablename__ = "stored_file"
    __table_args__ = (
        Index("ix_stored_file_text_state", "text_state"),
        Index("ix_stored_file_scan_code", "scan_code"),
    )

    id: Mapped[Key]
    space_id: Mapped[UUID] = refers("space.id")
    organization_id: Mapped[UUID | None] = refers("organization.id", nullable=True)
    uploaded_by_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    name_sealed: Mapped[Prose]
    kind: Mapped[Code]
    size: Mapped[int] = mapped_column(BigInteger)
    bytes_id: Mapped[UUID | None] = refers("stored_bytes.id", nullable=True)
    state: Mapped[Code]
    scan_code: Mapped[Code]
    scanned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed: Mapped[list[Any]] = mapped_column(json_type(), default=list)
    left: Mapped[list[Any]] = mapped_column(json_type(), default=list)
    text_state: Mapped[Code]
    created_at: Mapped[Moment]


class StoredFileText(Row):
    """What can be read in a file, for the search."""

    __tablename__ = "stored_file_text"

    file_id: Mapped[UUID] = refers("stored_file.id", index=False, ondelete="CASCADE", primary_key=True)
    text: Mapped[Prose]
    changed_at: Mapped[Moment] = mapped_column(index=True)


class FileTombstone(Row):
    """Bytes that no row needs any more, until they are gone from the store too."""

    __tablename__ = "file_tombstone"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(32), index=True)
    buried_at: Mapped[Moment]


for table in ("staged_file", "stored_file"):
    secrets.register(table, "name_sealed", secrets.Ring.ACCOUNTS)
