"""What was refused, tried in vain or only read, counted by the hour, so that no flood of it fills the journal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from network.kernel import tokens
from network.kernel.event import Event
from network.storage.columns import Code, Moment
from network.storage.db import Row, db


class Noted(Row):
    """A kind of fact of one actor within one hour: the first stands in the journal, the others are counted here."""

    __tablename__ = "noted"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    event: Mapped[Code]
    actor_id: Mapped[UUID | None] = mapped_column(Uuid)
    about_id: Mapped[UUID | None] = mapped_column(Uuid)
    hour_at: Mapped[Moment] = mapped_column(index=True)
    times: Mapped[int] = mapped_column(Integer)


def hour_of(now: datetime) -> datetime:
    """The hour that a moment lies in."""
    return now.replace(minute=0, second=0, microsecond=0)


def key_of(actor_id: UUID | None, event: Event, now: datetime) -> str:
    """What is counted together: one actor, one kind of fact with what it holds, one hour. Fields `apart` make no difference."""
    named = {name: value for name, value in event.facts().items() if name not in event.apart()}
    return tokens.digest(f"{hour_of(now).isoformat()} {actor_id} {event.name()} {sorted(named.items(), key=_by_name)}")


def is_noted(key: str) -> bool:
    """Whether this stands in the journal already."""
    return db.session.scalar(select(Noted.key).where(Noted.key == key)) is not None


def _by_name(pair: tuple[str, Any]) -> str:
    return pair[0]
