"""Taking a mail to post it, and what became of it: each by its own small transaction, none while a server is waited for."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, or_, select, update

from network.journal.command import command, record, touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.notifications import queries, rules
from network.notifications.events import MailFailing, MailMended
from network.notifications.models import Mail, MailStanding, Notification
from network.notifications.rules import Claimed, MailState
from network.policy import Permission, authorize
from network.storage.db import db


@touch
def claim_mail() -> Claimed | None:
    """Take the next mail that is due, urgent ones first. Others that would say the same are dropped. None while mail rests."""
    now = clock.now()
    standing = db.session.get(MailStanding, queries.THE_ONE)
    if standing is not None and standing.next_at is not None and standing.next_at > now:
        return None
    due = select(Mail).where(*_free(now), Mail.due_at <= now, Mail.tries < rules.MOST_TRIES)
    row = db.session.scalar(due.order_by(Mail.is_urgent.desc(), Mail.due_at, Mail.id).limit(1).with_for_update(skip_locked=True))
    if row is None:
        return None
    alike = select(Mail.id).where(*_free(now), Mail.kind == row.kind, Mail.row_id == row.row_id, Mail.id != row.id)
    merged = update(Mail).where(Mail.id.in_(db.session.scalars(alike.with_for_update(skip_locked=True)).all()))
    db.session.execute(merged.values(state=MailState.DROPPED, ended_at=now))
    row.tries += 1
    row.claim, row.leased_until = uuid4(), now + rules.LEASE
    return Claimed(row.id, row.kind, row.row_id, row.tries, row.claim)


@touch
def end_mail(claimed: Claimed, state: MailState) -> None:
    """Note what became of a mail; who lost the lease meanwhile notes nothing."""
    _settle(claimed, state=state, ended_at=clock.now())


@touch
def postpone_mail(claimed: Claimed, jitter: float) -> None:
    """Let a mail rest, or give it up after so many tries."""
    now = clock.now()
    if rules.is_given_up(claimed.tries):
        _settle(claimed, state=MailState.DEAD, ended_at=now)
    else:
        _settle(claimed, due_at=now + rules.wait(claimed.tries, jitter))


@touch
def give_back(claimed: Claimed) -> None:
    """The way out did not open: this mail has not been tried."""
    _settle(claimed, tries=claimed.tries - 1)


@touch
def note_trouble(why: str, jitter: float) -> None:
    """The server is out of order: leave it alone for a while, longer each time."""
    now = clock.now()
    row = db.session.get(MailStanding, queries.THE_ONE) or MailStanding(id=queries.THE_ONE, tries=0, is_told=False)
    row.tries += 1
    row.why, row.failing_since = why, row.failing_since or now
    row.next_at = now + rules.pause(row.tries, jitter)
    db.session.add(row)


@touch
def note_working() -> None:
    """A mail was taken. What administrators were told stays until `tell_of_mending` has taken it back."""
    here = (MailStanding.id == queries.THE_ONE, MailStanding.failing_since.is_not(None))
    db.session.execute(update(MailStanding).where(*here).values(failing_since=None, why=None, tries=0, next_at=None))


@command
def tell_of_mail(actor: Actor, why_code: str | None) -> None:
    """Record once that mail has failed for long (`why_code`), and once that it goes again (None)."""
    authorize(actor, Permission.MAIL_KEEP)
    db.session.execute(update(MailStanding).where(MailStanding.id == queries.THE_ONE).values(is_told=why_code is not None))
    record(actor, MailFailing(why_code=why_code) if why_code is not None else MailMended())


@touch
def forget_old() -> None:
    """Drop mails of two weeks ago, whatever became of them, and notices of half a year ago; give up what was tried too often."""
    now = clock.now()
    spent = (*_free(now), Mail.tries >= rules.MOST_TRIES)
    db.session.execute(update(Mail).where(*spent).values(state=MailState.DEAD, ended_at=now))
    db.session.execute(delete(Mail).where(Mail.made_at < now - rules.MAIL_KEPT))
    db.session.execute(delete(Notification).where(Notification.made_at < now - rules.NOTICES_KEPT))


def _free(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Waits, and nobody holds it."""
    return Mail.state == MailState.WAITING, or_(Mail.leased_until.is_(None), Mail.leased_until < now)


def _settle(claimed: Claimed, **values: object) -> None:
    mine = (Mail.id == claimed.id, Mail.claim == claimed.claim)
    db.session.execute(update(Mail).where(*mine).values(claim=None, leased_until=None, **values))
