"""What happens in pairings, for tests."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from network.kernel import clock
from network.pairings.models import MentoringSession, SessionTopic
from network.storage.db import db


def make_session(pairing_id: UUID, held_on: date | None = None, topics: tuple[str, ...] = (), **more: Any) -> UUID:
    """A session of an hour by video in a pairing's log."""
    usual: dict[str, Any] = {"how": "video", "minutes": 60, "logged_side": "mentee", "logged_at": clock.now()}
    row = MentoringSession(id=uuid4(), pairing_id=pairing_id, held_on=held_on or clock.today(), **{**usual, **more})
    db.session.add(row)
    db.session.flush()
    db.session.add_all(SessionTopic(session_id=row.id, code=code) for code in topics)
    db.session.commit()
    return row.id
