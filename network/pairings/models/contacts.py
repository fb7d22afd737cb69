"""Whom each side of a pairing can turn to."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from network.storage import secrets
from network.storage.columns import Code, Key, Moment, Prose, refers
from network.storage.db import Row


class PairingContact(Row):
    """Somebody of one side whom the other can turn to, with or without an account.

    Who has none goes by `name_sealed`. How and when to reach her safely is sealed, and gone once she is a contact no more.
    """

    __tablename__ = "pairing_contact"
    __table_args__ = (Index("ix_pairing_contact_pairing_id_side", "pairing_id", "side"),)

    id: Mapped[Key]
    pairing_id: Mapped[UUID] = refers("pairing.id", index=False, ondelete="CASCADE")
    side: Mapped[Code]
    person_id: Mapped[UUID | None] = refers("person.id", nullable=True)
    name_sealed: Mapped[Prose] = mapped_column(default="")
    reach_sealed: Mapped[Prose] = mapped_column(default="")
    is_deputy: Mapped[bool] = mapped_column(Boolean, default=False)
    began_on: Mapped[date]
    added_at: Mapped[Moment]
    added_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    ended_on: Mapped[date | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    handed_to_id: Mapped[UUID | None] = refers("pairing_contact.id", nullable=True, ondelete="SET NULL")


for column in ("name_sealed", "reach_sealed"):
    secrets.register("pairing_contact", column, secrets.Ring.ACCOUNTS)
