"""What is asked before a pairing is changed, and what the clock finds."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Organization
from network.pairings.models import Pairing
from network.pairings.queries.pairings import facts_of, get_pairing, visible_to
from network.pairings.rules.changes import Change, Standing, WillMentor, allowed, let_down_by
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.storage.db import db
from network.storage.reading import rows

Mentor, Mentee = aliased(Organization), aliased(Organization)


@dataclass(frozen=True, slots=True)
class LifeView:
    """What the pairing's page says of its course. `changes` are those that the reader may make."""

    state: PairingState
    ends_on: date | None
    paused_until: date | None
    changes: tuple[Change, ...]
    may_change: bool
    may_note: bool
    why: str | None
    asks_to_mentor: bool
    is_waiting_again: bool


def get_for_change(actor: Actor, pairing_id: UUID) -> Pairing:
    """One pairing, held until the command ends. The clock sees all. Raises NotFound."""
    scope = select(Pairing) if actor.is_system else visible_to(actor)
    row = db.session.scalar(scope.where(Pairing.id == pairing_id).with_for_update(of=Pairing))
    if row is None:
        raise NotFound(str(pairing_id))
    return row


def standing_of(pairing: Pairing) -> Standing:
    """How its two organizations stand."""
    mentor = db.session.get_one(Organization, pairing.mentor_id)
    mentee = db.session.get_one(Organization, pairing.mentee_id)
    return Standing(mentor.status, mentee.status, mentor.status_on)


def let_down() -> tuple[UUID, ...]:
    """The running pairings that can't go on: an organization closed, or the mentor rests for long. One statement."""
    asked: Select[Any] = (
        select(Pairing.id, Mentor.status, Mentee.status, Mentor.status_on)
        .join(Mentor, Mentor.id == Pairing.mentor_id)
        .join(Mentee, Mentee.id == Pairing.mentee_id)
        .where(
            Pairing.state.in_(tuple(RUNNING_PAIRINGS)),
            or_(Mentor.status.in_(("closed", "paused")), Mentee.status == "closed"),
        )
        .order_by(Pairing.began_on, Pairing.id)
    )
    days, today = catalogue().get("mentor_rest_days"), clock.today()
    return tuple(id for id, *standing in rows(asked) if let_down_by(Standing(*standing), today, days))


def life_of(actor: Actor, pairing_id: UUID) -> LifeView:
    """Its course as the actor may know and change it. Raises NotFound."""
    row = get_pairing(actor, pairing_id)
    may_change = can(actor, Permission.PAIRING_CHANGE, facts_of([row])[row.id])
    state, mentee = PairingState(row.state), db.session.get_one(Organization, row.mentee_id)
    return LifeView(
        state=state,
        ends_on=row.ends_on,
        paused_until=row.paused_until,
        changes=allowed(state) if may_change else (),
        may_change=may_change,
        may_note=can(actor, Permission.PAIRING_NOTE),
        why=row.ended_why if can(actor, Permission.PAIRING_NOTE) else None,
        asks_to_mentor=row.will_mentor == WillMentor.ASKED and can(actor, Permission.MENTORING_ANSWER, mentee),
        is_waiting_again=state is PairingState.ENDED_EARLY and mentee.wants_mentor,
    )
