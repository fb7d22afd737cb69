"""What the two sides agree on, version by version, and who signed which."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Key, Moment, json_type, refers
from network.storage.db import Row


class AgreementTemplate(Row):
    """What a new agreement begins with, as coordinators last wrote it. `texts` by code of `rules.agreements.SECTIONS`."""

    __tablename__ = "agreement_template"

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(Integer, unique=True)
    texts: Mapped[Any] = mapped_column(json_type())
    written_at: Mapped[Moment]
    written_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class Agreement(Row):
    """One version of a pairing's agreement: never changed; a change is the next version. Read by the two sides only."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("pairing_id", "version"),)

    id: Mapped[Key]
    pairing_id: Mapped[UUID] = refers("pairing.id", index=False, ondelete="CASCADE")
    version: Mapped[int] = mapped_column(Integer)
    texts: Mapped[Any] = mapped_column(json_type())
    review_on: Mapped[date]
    template_version: Mapped[int] = mapped_column(Integer, default=0)
    written_at: Mapped[Moment]
    written_by_id: Mapped[UUID | None] = mapped_column(Uuid)


class AgreementSignature(Row):
    """A lead signed a version for her side."""

    __tablename__ = "agreement_signature"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[str] = mapped_column(String(80), primary_key=True)
    signed_at: Mapped[Moment]
    signed_by_id: Mapped[UUID | None] = mapped_column(Uuid)
