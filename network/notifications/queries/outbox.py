"""What waits to be passed on or posted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, func, select

from network.journal.models import JournalEntry
from network.journal.notices import announced
from network.notifications import rules
from network.notifications.models import Mail, MailChoice, MailStanding, Notification, RelayedEntry, RelayPosition
from network.notifications.rules import MailState
from network.storage.db import db

THE_ONE = 1


@dataclass(frozen=True, slots=True)
class MailSummary:
    """How mail stands, for whoever runs the server. `why` is a code of `mail.Why`."""

    waiting: int
    dead: int
    failing_since: datetime | None
    why: str


def position() -> int:
    """Up to which entry all is passed on."""
    return db.session.scalar(select(RelayPosition.entry_id).where(RelayPosition.id == THE_ONE)) or 0


def to_relay(after: int, most: int) -> list[int]:
    """Entries above `after` that somebody is to be told about and that nobody has passed on, in their order."""
    return list(db.session.scalars(unrelayed(after).order_by(JournalEntry.id).limit(most)))


def unrelayed(after: int) -> Select[tuple[int]]:
    """Entries above `after` that concern somebody and were not passed on."""
    done = exists().where(RelayedEntry.entry_id == JournalEntry.id)
    concerns = JournalEntry.event.in_(sorted(announced()))
    return select(JournalEntry.id).where(JournalEntry.id > after, concerns, ~done)


def overdue(now: datetime) -> int:
    """How many facts could not be passed on, though they are old enough."""
    old = unrelayed(position()).where(JournalEntry.occurred_at < now - rules.OVERDUE)
    return db.session.scalar(select(func.count()).select_from(old.subquery())) or 0


def mail_summary() -> MailSummary:
    """How mail stands."""
    counts = dict(db.session.execute(select(Mail.state, func.count()).group_by(Mail.state)).tuples().all())
    standing = db.session.get(MailStanding, THE_ONE)
    return MailSummary(
        counts.get(MailState.WAITING, 0),
        counts.get(MailState.DEAD, 0),
        standing.failing_since if standing else None,
        (standing.why if standing else None) or "",
    )


@dataclass(frozen=True, slots=True)
class MailNews:
    """What administrators have not been told yet: why mail fails, or None when it goes again."""

    why: str | None


def mail_news(now: datetime) -> MailNews | None:
    """What there is to tell about mail, if anything."""
    standing = db.session.get(MailStanding, THE_ONE)
    if standing is None:
        return None
    is_serious = standing.failing_since is not None and now - standing.failing_since >= rules.SERIOUS_AFTER
    if is_serious and not standing.is_told:
        return MailNews(standing.why)
    return MailNews(None) if standing.is_told and standing.failing_since is None else None


def is_mailed(person_id: UUID) -> bool:
    """Whether she is told by mail that there is something."""
    return db.session.scalar(select(MailChoice.is_mailed).where(MailChoice.person_id == person_id)) is not False


def has_unread(person_id: UUID) -> bool:
    """Whether anything in her inbox is unread."""
    unread = select(Notification.id).where(Notification.recipient_id == person_id, Notification.read_at.is_(None))
    return db.session.scalar(unread.limit(1)) is not None
