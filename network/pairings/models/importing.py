"""What files brought in, row by row, so that it can be taken back whole."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Moment, UtcDateTime, json_type, refers
from network.storage.db import Row


class PairingImport(Row):
    """A file of pairings, or of their sessions, that came in. `removed` and `kept`: what undoing it did."""

    __tablename__ = "pairing_import"

    id: Mapped[Key]
    kind: Mapped[Code]
    added: Mapped[int] = mapped_column(Integer)
    done_at: Mapped[Moment] = mapped_column(index=True)
    done_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed: Mapped[int] = mapped_column(Integer, default=0)
    kept: Mapped[int] = mapped_column(Integer, default=0)


class PairingImportRow(Row):
    """One row that came in: the pairing or the session that it made, None once that is gone.

    `after` is the course of the pairing as it came in; `is_activated`: the session ended the trial of its pairing.
    """

    __tablename__ = "pairing_import_row"

    import_id: Mapped[UUID] = refers("pairing_import.id", index=False, ondelete="CASCADE", primary_key=True)
    row_number: Mapped[int] = mapped_column(Integer, primary_key=True)
    pairing_id: Mapped[UUID | None] = refers("pairing.id", ondelete="SET NULL", nullable=True)
    session_id: Mapped[UUID | None] = refers("mentoring_session.id", ondelete="SET NULL", nullable=True)
    after: Mapped[Any] = mapped_column(json_type(), nullable=True)
    is_activated: Mapped[bool] = mapped_column(Boolean, default=False)
