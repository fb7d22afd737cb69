"""Circles for tests."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from network.kernel import clock
from network.pairings.models import Circle, CircleAttendance, CircleMember, CircleSession
from network.pairings.rules.circles import CircleState, state_with
from network.spaces.models import Space, SpaceAccess
from network.storage.db import db
from tests.factories.mentorship import AS_OF


def make_circle(host_id: UUID, members: Sequence[UUID] = (), name: str = "Coast circle", **more: Any) -> UUID:
    """A circle with its space, as opening and joining leave it, without asking who may."""
    began: date = more.pop("joined_on", AS_OF)
    state = state_with(CircleState.OPEN, len(members))
    space = Space(id=uuid4(), kind="circle", opened_at=clock.now())
    row = Circle(id=uuid4(), name=name, host_id=host_id, state=state, opened_at=clock.now(), space_id=space.id, **more)
    row.began_on = began if state is CircleState.RUNNING else None
    space.about_id = row.id
    db.session.add(space)
    db.session.flush()
    db.session.add(row)
    db.session.flush()
    db.session.add_all(SpaceAccess(space_id=space.id, organization_id=id) for id in (host_id, *members))
    db.session.add_all(CircleMember(id=uuid4(), circle_id=row.id, organization_id=id, joined_on=began) for id in members)
    db.session.commit()
    return row.id


def make_meeting(circle_id: UUID, came: Sequence[UUID] = (), **more: Any) -> UUID:
    """A logged meeting, without asking who may."""
    values: dict[str, Any] = {"held_on": AS_OF, "how": "video", "minutes": 90, "logged_at": clock.now(), **more}
    row = CircleSession(id=uuid4(), circle_id=circle_id, **values)
    db.session.add(row)
    db.session.flush()
    db.session.add_all(CircleAttendance(session_id=row.id, organization_id=id) for id in came)
    db.session.commit()
    return row.id
