"""Reports that were issued: what was said, with what it meant then."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Index, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Key, Moment, Prose, json_type
from network.storage.db import Row


class PairingReport(Row):
    """One report, never changed: `figures` holds the numbers with the definitions of their day, `targets` amounts by line.

    `is_outside`: it was made for somebody outside of the network, without small areas and small numbers.
    """

    __tablename__ = "pairing_report"
    __table_args__ = (Index("ix_pairing_report_first_on_last_on_is_outside", "first_on", "last_on", "is_outside"),)

    id: Mapped[Key]
    number: Mapped[int] = mapped_column(Integer, unique=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    is_outside: Mapped[bool] = mapped_column(Boolean, default=False)
    narrative: Mapped[Prose] = mapped_column(default="")
    figures: Mapped[Any] = mapped_column(json_type(), deferred=True)
    targets: Mapped[Any] = mapped_column(json_type(), default=dict)
    issued_at: Mapped[Moment]
    issued_by_id: Mapped[UUID | None] = mapped_column(Uuid)
