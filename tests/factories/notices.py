"""Notices for tests."""

from datetime import datetime
from uuid import UUID, uuid4

from network.accounts.notices.roles import ROLE_GIVEN
from network.kernel import clock
from network.notifications.models import Notification
from network.storage.db import db


def make_notice(person_id: UUID, template: str = ROLE_GIVEN, *, made_at: datetime | None = None, **about: str) -> UUID:
    """A notice in somebody's inbox, unread."""
    row = Notification(
        id=uuid4(),
        entry_id=0,
        recipient_id=person_id,
        template=template,
        about=about or {"role": "coordinator"},
        is_urgent=False,
        made_at=made_at or clock.now(),
    )
    db.session.add(row)
    db.session.commit()
    return row.id
