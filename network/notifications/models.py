"""Notices in inboxes, mails on their way, and how far the journal has been passed on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Index, Integer, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Moment, UtcDateTime, json_type, refers
from network.storage.db import Row

_UNREAD = text("read_at is null")


class Notification(Row):
    """One notice in one inbox. `about` holds ids and codes: its words are made when it is looked at."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("entry_id", "recipient_id", "template"),
        Index("ix_notification_recipient_id_made_at_id", "recipient_id", "made_at", "id"),
        Index("ix_notification_unread", "recipient_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
    )

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(BigInteger)
    recipient_id: Mapped[UUID] = refers("person.id", index=False, ondelete="CASCADE")
    template: Mapped[Code]
    about: Mapped[Any] = mapped_column(json_type())
    is_urgent: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[Moment] = mapped_column(index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Mail(Row):
    """A mail to be posted: who writes it (`kind`) and out of which row. It holds no address, no words and no link.

    Whoever posts it holds it by a lease, and only with the newest `claim` may say what became of it.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("entry_id", "kind", "row_id"),
        Index("ix_mail_state_due_at", "state", "due_at"),
        Index("ix_mail_row_id_kind", "row_id", "kind"),
    )

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[Code]
    row_id: Mapped[UUID] = mapped_column(Uuid)
    is_urgent: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[Code]
    tries: Mapped[int] = mapped_column(Integer, default=0)
    made_at: Mapped[Moment] = mapped_column(index=True)
    due_at: Mapped[Moment]
    claim: Mapped[UUID | None] = mapped_column(Uuid)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailChoice(Row):
    """Whether somebody is told by mail that there is something. Without a row she is."""

    __tablename__ = "mail_choice"

    person_id: Mapped[UUID] = refers("person.id", index=False, ondelete="CASCADE", primary_key=True)
    is_mailed: Mapped[bool] = mapped_column(Boolean)


class MailStanding(Row):
    """Whether the server that takes mail does so: one row, there from the first trouble on."""

    __tablename__ = "mail_standing"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    failing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    why: Mapped[str | None] = mapped_column(String(80))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_told: Mapped[bool] = mapped_column(Boolean, default=False)


class RelayPosition(Row):
    """Up to this entry, all that concerns anybody was passed on: one row."""

    __tablename__ = "relay_position"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigInteger)


class RelayedEntry(Row):
    """An entry above the position that was passed on: the row is the right to do so, so that two relays have one effect."""

    __tablename__ = "relayed_entry"

    entry_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
