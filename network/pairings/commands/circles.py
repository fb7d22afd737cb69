"""What can be done with a circle: open it, let an organization in or out, give it another host, end it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import words
from network.organizations.models import Organization
from network.pairings.events import CircleEnded, CircleHostChanged, CircleJoined, CircleLeft, CircleOpened
from network.pairings.models import Circle, CircleMember
from network.pairings.queries.circles import circle_for_change, today_at
from network.pairings.queries.joining import joiner_of, next_hosts
from network.pairings.rules.circles import CircleState, bar_of, insist_going, insist_host, insist_place, say_bar, state_with
from network.policy import Permission, authorize, can
from network.spaces.commands import close_space, let_in, let_out, open_space
from network.storage.db import db
from network.storage.once import add_once


@dataclass(frozen=True, slots=True)
class OneOrganization:
    """An organization, for the policy."""

    id: UUID


@command
def open_circle(actor: Actor, name: str, host_id: UUID, circle_id: UUID | None = None) -> UUID:
    """Open a circle with its host and its space. `circle_id` is the form's: sent twice, it is one.

    Raises Invalid for a host who can't, and for what is open already.
    """
    authorize(actor, Permission.CIRCLE_KEEP)
    host = db.session.get(Organization, host_id)
    insist_host(
        is_active=host is not None and host.status == "active" and host.merged_into_id is None,
        wants_mentor=host is not None and host.wants_mentor,
    )
    circle = Circle(id=circle_id or uuid4(), name=name, host_id=host_id, opened_at=clock.now(), opened_by_id=actor.person_id)
    add_once(circle, words("This circle is open already: it stands in the list."))
    circle.space_id = open_space(actor, "circle", circle.id, (host_id,))
    record(actor, CircleOpened(circle_id=circle.id, organization_id=host_id))
    return circle.id


@command
def add_to_circle(actor: Actor, circle_id: UUID, organization_id: UUID, joined_on: date | None = None) -> None:
    """Let an organization in. It keeps waiting for a mentor. Raises Invalid with the reason where it can't join.

    `joined_on` is today where it isn't said: one that was in it before it was entered here came earlier.
    """
    db.session.scalar(select(Organization.id).where(Organization.id == organization_id).with_for_update())  # for one circle only
    circle = circle_for_change(actor, circle_id)
    authorize(actor, Permission.CIRCLE_KEEP)
    insist_going(CircleState(circle.state))
    insist_place(_size(circle))
    joiner = joiner_of(circle_id, organization_id)
    if joiner is None:
        raise Invalid("organization_id", words("There is no such organization any more. Choose again."))
    if bar := bar_of(joiner):
        raise Invalid("organization_id", say_bar(bar, is_told=can(actor, Permission.DO_NOT_PAIR)))
    joined_on = joined_on or _today(circle)
    db.session.add(CircleMember(id=uuid4(), circle_id=circle_id, organization_id=organization_id, joined_on=joined_on))
    if circle.space_id is not None:
        let_in(actor, circle.space_id, organization_id)
    _stand(circle, joined_on)
    record(actor, CircleJoined(circle_id=circle_id, organization_id=organization_id, state=circle.state))


@command
def leave_circle(actor: Actor, circle_id: UUID, organization_id: UUID) -> None:
    """Let an organization out, by its lead or a coordinator. That it was in stays. Raises NotFound for one that isn't in."""
    circle = circle_for_change(actor, circle_id)
    current = (CircleMember.circle_id == circle_id, CircleMember.left_on.is_(None))
    row = db.session.scalar(select(CircleMember).where(*current, CircleMember.organization_id == organization_id))
    if row is None:
        raise NotFound(str(organization_id))
    authorize(actor, Permission.CIRCLE_LEAVE, OneOrganization(organization_id))
    insist_going(CircleState(circle.state))
    row.left_on = max(row.joined_on, _today(circle))
    if circle.space_id is not None:
        let_out(actor, circle.space_id, organization_id)
    _stand(circle, row.left_on)
    record(actor, CircleLeft(circle_id=circle_id, organization_id=organization_id, state=circle.state))


@command
def change_host(actor: Actor, circle_id: UUID, host_id: UUID) -> None:
    """Give it another host. The one before is out of its space. Raises Invalid for one who can't."""
    circle = circle_for_change(actor, circle_id)
    authorize(actor, Permission.CIRCLE_KEEP)
    insist_going(CircleState(circle.state))
    if host_id == circle.host_id:
        raise Invalid("host_id", words("It hosts this circle already."))
    if host_id not in {id for id, _ in next_hosts(actor, circle_id)}:
        raise Invalid("host_id", words("This organization can't host the circle as it stands now. Choose again."))
    before, circle.host_id = circle.host_id, host_id
    if circle.space_id is not None:
        let_out(actor, circle.space_id, before)
        let_in(actor, circle.space_id, host_id)
    record(actor, CircleHostChanged(circle_id=circle_id, organization_id=host_id, other_id=before))


@command
def end_circle(actor: Actor, circle_id: UUID) -> None:
    """It meets no more. Who is in it reads on; its space takes nothing new."""
    circle = circle_for_change(actor, circle_id)
    authorize(actor, Permission.CIRCLE_KEEP)
    insist_going(CircleState(circle.state))
    circle.state, circle.ended_on = CircleState.ENDED, _today(circle)
    if circle.space_id is not None:
        close_space(actor, circle.space_id)
    record(actor, CircleEnded(circle_id=circle_id))


def _today(circle: Circle) -> date:
    return today_at(circle.host_id)


def _size(circle: Circle) -> int:
    current = (CircleMember.circle_id == circle.id, CircleMember.left_on.is_(None))
    return db.session.scalar(select(func.count()).select_from(CircleMember).where(*current)) or 0


def _stand(circle: Circle, day: date) -> None:
    """Say how it stands with those who are in it since this day; the first time with three is when it began."""
    db.session.flush()
    circle.state = state_with(CircleState(circle.state), _size(circle))
    if circle.state == CircleState.RUNNING and circle.began_on is None:
        circle.began_on = day
