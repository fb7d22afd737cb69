"""Short checks: which are due, and what of them can be seen. One side never learns of the other's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.pairings.models import MentoringSession, Pairing, PairingCheck
from network.pairings.queries.pairings import get_pairing
from network.pairings.rules.checks import CheckAnswer, CheckMoment, Course, due, newest
from network.pairings.rules.states import PairingState, Side
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.storage.db import db
from network.storage.reading import rows

C = PairingCheck


class Asked(NamedTuple):
    """What the policy asks of a check: the organization that is asked."""

    id: UUID


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check as a reader may see it."""

    id: UUID
    side: Side
    moment: CheckMoment
    due_on: date
    answer: CheckAnswer | None
    note: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueCheck:
    """A check that both sides are to be asked."""

    pairing_id: UUID
    moment: CheckMoment
    due_on: date


def checks_visible_to(actor: Actor) -> Select[tuple[PairingCheck]]:
    """A member sees those that her own organization is asked; coordinators all, but of their own organization's pairings no more.

    Whoever coordinates and belongs to a side is the other side to the other.
    """
    mine = tuple(actor.organization_ids)
    asked = select(C).join(Pairing, Pairing.id == C.pairing_id)
    of_mentor = and_(C.side == Side.MENTOR.value, Pairing.mentor_id.in_(mine))
    own = or_(of_mentor, and_(C.side == Side.MENTEE.value, Pairing.mentee_id.in_(mine)))
    if can(actor, Permission.CHECK_READ):
        return asked.where(or_(own, and_(Pairing.mentor_id.not_in(mine), Pairing.mentee_id.not_in(mine)))) if mine else select(C)
    return asked.where(own)


def checks(actor: Actor, pairing_id: UUID) -> tuple[CheckLine, ...]:
    """Of one pairing, the oldest first. Two statements. Raises NotFound."""
    get_pairing(actor, pairing_id)
    found = db.session.scalars(checks_visible_to(actor).where(C.pairing_id == pairing_id).order_by(C.due_on, C.moment, C.side))
    return tuple(_line(row) for row in found)


def get_check(actor: Actor, pairing_id: UUID, check_id: UUID) -> PairingCheck:
    """One of them. Raises NotFound."""
    row = db.session.scalar(checks_visible_to(actor).where(C.pairing_id == pairing_id, C.id == check_id))
    if row is None:
        raise NotFound(str(check_id))
    return row


def asked_of(check: PairingCheck) -> Asked:
    """The organization that it asks."""
    return Asked(db.session.get_one(Pairing, check.pairing_id).organization_of(check.side))


def moment_of(check: PairingCheck) -> CheckMoment:
    """When it is asked."""
    return CheckMoment(check.moment)


def is_asked(pairing_id: UUID, moment: CheckMoment) -> bool:
    """Whether both sides were asked."""
    return db.session.scalar(select(C.id).where(C.pairing_id == pairing_id, C.moment == moment).limit(1)) is not None


def due_now() -> tuple[DueCheck, ...]:
    """What is due and not asked yet. Two statements."""
    first = select(func.min(MentoringSession.held_on)).where(MentoringSession.pairing_id == Pairing.id).scalar_subquery()
    states = (PairingState.TRIAL, PairingState.ACTIVE, PairingState.COMPLETED)
    asked: Select[Any] = select(Pairing.id, Pairing.state, Pairing.began_on, first, Pairing.ends_on, Pairing.ended_on)
    known = {(id, moment) for id, moment in rows(select(C.pairing_id, C.moment))}
    days, today = catalogue().get("pairing_days"), clock.today()
    found: Sequence[Any] = rows(asked.where(Pairing.state.in_(states)).order_by(Pairing.began_on, Pairing.id))
    courses = {
        row[0]: Course(PairingState(row[1]), began_on=row[2], first_on=row[3], ends_on=row[4], ended_on=row[5], days=days)
        for row in found
    }
    return tuple(
        DueCheck(id, moment, day)
        for id, course in courses.items()
        for moment, day in due(course, today).items()
        if (id, moment) not in known
    )


def is_troubled(check_id: UUID) -> bool:
    """Whether an answer needs a coordinator. One statement."""
    answer = db.session.scalar(select(C.answer).where(C.id == check_id))
    return answer in (CheckAnswer.NOT_WORKING, CheckAnswer.NOT_SURE)


def open_sides(pairing_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """By pairing: the organizations that have still to answer. One statement."""
    asked = (
        select(C.pairing_id, C.side, Pairing.mentor_id, Pairing.mentee_id)
        .join(Pairing, Pairing.id == C.pairing_id)
        .where(C.pairing_id.in_(tuple(pairing_ids)), C.answer.is_(None))
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for pairing_id, side, mentor_id, mentee_id in rows(asked):
        found[pairing_id].add(mentor_id if side == Side.MENTOR else mentee_id)
    return dict(found)


def said_of(actor: Actor, pairing_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What the checks say to a pairing's health, by pairing; answers to coordinators alone. One statement."""
    reads = can(actor, Permission.CHECK_READ)
    answers: defaultdict[UUID, list[tuple[str, date, CheckAnswer]]] = defaultdict(list)
    found: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    scope = checks_visible_to(actor) if reads else select(C)
    asked = scope.where(C.pairing_id.in_(tuple(pairing_ids))).with_only_columns(C.pairing_id, C.side, C.due_on, C.answer)
    for pairing_id, side, due_on, answer in rows(asked.order_by(C.due_on, C.moment)):
        if answer is None:
            found[pairing_id].setdefault("check_open_since", due_on)
        elif reads:
            answers[pairing_id].append((side, due_on, CheckAnswer(answer)))
    for pairing_id, said in answers.items():
        last = set(newest(said).values())
        found[pairing_id] |= {
            "says_not_working": CheckAnswer.NOT_WORKING in last,
            "says_not_sure": CheckAnswer.NOT_SURE in last,
        }
    return dict(found)


def _line(row: PairingCheck) -> CheckLine:
    return CheckLine(
        id=row.id,
        side=Side(row.side),
        moment=CheckMoment(row.moment),
        due_on=row.due_on,
        answer=CheckAnswer(row.answer) if row.answer else None,
        note=row.note,
        answered_at=row.answered_at,
    )
