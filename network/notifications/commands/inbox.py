"""What somebody does with her own inbox."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from network.journal.command import command, record, touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.notifications.events import MailChosen
from network.notifications.models import MailChoice, Notification
from network.policy import Permission, authorize
from network.storage.db import db


@touch
def mark_read(actor: Actor, notification_id: UUID) -> None:
    """Note that one of her own was read; another's is left alone."""
    _mark(actor, Notification.id == notification_id)


@touch
def mark_all_read(actor: Actor, until: datetime) -> None:
    """Note that all her notices up to a moment were read: what came after the page was made stays unread."""
    _mark(actor, Notification.made_at <= until)


@command
def choose_mail(actor: Actor, is_mailed: bool) -> None:
    """Be told by mail that there is something, or not at all."""
    authorize(actor, Permission.MAIL_CHOOSE)
    if actor.person_id is None:
        raise AssertionError("only a person has a mailbox")
    db.session.merge(MailChoice(person_id=actor.person_id, is_mailed=is_mailed))
    record(actor, MailChosen(person_id=actor.person_id, is_mailed=is_mailed))


def _mark(actor: Actor, which: object) -> None:
    mine = (Notification.recipient_id == actor.person_id, Notification.read_at.is_(None), which)
    db.session.execute(update(Notification).where(*mine).values(read_at=clock.now()))  # type: ignore[arg-type]
