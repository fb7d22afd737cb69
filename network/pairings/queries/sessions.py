"""The log of mentoring sessions: what of it can be seen by whom, and how much it comes to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.kernel.refusals import NotFound
from network.organizations.models import Organization, OrganizationChoice
from network.pairings.models import MentoringSession, Pairing, SessionTopic
from network.pairings.queries.pairings import PairingFacts, facts_of, get_pairing, visible_to
from network.pairings.rules.sessions import VISIT, LogSpan
from network.pairings.rules.states import PairingState
from network.places.models import Community
from network.places.queries import today_in
from network.policy import Permission, can
from network.settings.queries import catalogue
from network.storage.db import db
from network.storage.reading import first, once, rows

PAGE = 20
S = MentoringSession


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in the log. `note` and `next_step` are None for who is of neither side."""

    id: UUID
    held_on: date
    how: str
    minutes: int
    topics: tuple[str, ...]
    next_on: date | None
    next_step: str | None
    note: str | None
    in_kind_minutes: int
    travel_minutes: int
    travel_km: int
    travel_cents: int
    funding: str | None
    logged_side: str
    may_correct: bool

    @property
    def is_visit(self) -> bool:
        """Whether somebody went there."""
        return self.how == VISIT


@dataclass(frozen=True, slots=True)
class SessionTotals:
    """What a log comes to."""

    sessions: int = 0
    minutes: int = 0
    visits: int = 0
    last_on: date | None = None
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class LogInShort:
    """What the pairing's page shows of its log."""

    totals: SessionTotals
    lines: tuple[SessionLine, ...]
    may_log: bool


@dataclass(frozen=True, slots=True)
class TopicsOfPair:
    """Codes of topics: those that the one teaches and the other wants, then what else is wanted or taught."""

    shared: tuple[str, ...]
    others: tuple[str, ...]


def sessions_visible_to(actor: Actor) -> Select[tuple[MentoringSession]]:
    """The sessions of every pairing that can be seen; of what they hold, `sessions` shows what the reader may read."""
    return select(S).where(S.pairing_id.in_(visible_to(actor).with_only_columns(Pairing.id)))


def session_facts(row: MentoringSession, facts: PairingFacts) -> PairingFacts:
    """What the policy asks of one entry."""
    return replace(facts, written_by_id=row.logged_by_id)


def get_session(actor: Actor, pairing_id: UUID, session_id: UUID) -> tuple[MentoringSession, PairingFacts]:
    """One entry of this pairing's log, with what the policy asks of it. Raises NotFound."""
    found = sessions_visible_to(actor).where(S.pairing_id == pairing_id, S.id == session_id)
    row = db.session.scalar(found)
    if row is None:
        raise NotFound(str(session_id))
    pairing = get_pairing(actor, pairing_id)
    return row, session_facts(row, facts_of([pairing])[pairing_id])


def sessions(
    actor: Actor, pairing_id: UUID, *, after: str | None = None, before: str | None = None, most: int = PAGE
) -> Page[SessionLine]:
    """A page of the log, the newest first. Four statements. Raises NotFound."""
    pairing = get_pairing(actor, pairing_id)
    facts = facts_of([pairing])[pairing_id]
    asked, start = select(S).where(S.pairing_id == pairing_id), _key_in(after or before)
    if start is not None:
        asked = asked.where(_later(*start) if before else _earlier(*start))
    in_order = (S.held_on, S.id.desc()) if before and start else (S.held_on.desc(), S.id)
    found = db.session.scalars(asked.order_by(*in_order).limit(most + 1)).all()
    lines = _lines(actor, found, facts)
    return cut(
        lines, most, lambda line: f"{line.held_on}_{line.id}", after=after if start else None, before=before if start else None
    )


def log_in_short(actor: Actor, pairing_id: UUID, most: int = 3) -> LogInShort:
    """The newest sessions, what all come to, whether the actor may add one. Six statements. Raises NotFound."""
    totals = totals_of([pairing_id], today_of(pairing_id)).get(pairing_id, SessionTotals())
    return LogInShort(totals, sessions(actor, pairing_id, most=most).items, takes_sessions(actor, pairing_id))


def session_line(actor: Actor, pairing_id: UUID, session_id: UUID) -> SessionLine:
    """One entry as the actor may see it. Raises NotFound."""
    row, facts = get_session(actor, pairing_id, session_id)
    return _lines(actor, [row], facts)[0]


def totals_of(pairing_ids: Iterable[UUID], today: date) -> dict[UUID, SessionTotals]:
    """What the logs of these pairings come to; one without a session is left out. One statement."""
    visits = func.sum(case((S.how == VISIT, 1), else_=0))
    coming = func.min(case((S.next_on >= today, S.next_on)))
    asked = select(S.pairing_id, func.count(), func.sum(S.minutes), visits, func.max(S.held_on), coming)
    found = rows(asked.where(S.pairing_id.in_(tuple(pairing_ids))).group_by(S.pairing_id))
    return {
        id: SessionTotals(count, int(minutes), int(went), last, coming_on) for id, count, minutes, went, last, coming_on in found
    }


def same_day(pairing_id: UUID, held_on: date, but: UUID | None = None) -> MentoringSession | None:
    """Another session of the same day, if one is logged."""
    asked = select(S).where(S.pairing_id == pairing_id, S.held_on == held_on)
    return db.session.scalars(asked.where(S.id != but) if but else asked).first()


def last_way(pairing_id: UUID) -> str:
    """How the two met last; empty when they haven't. One statement."""
    found = first(select(S.how).where(S.pairing_id == pairing_id).order_by(S.held_on.desc(), S.id).limit(1))
    return found[0] if found else ""


def takes_sessions(actor: Actor, pairing_id: UUID) -> bool:
    """Whether the actor may add to this log today. Raises NotFound."""
    pairing = get_pairing(actor, pairing_id)
    span = LogSpan(PairingState(pairing.state), pairing.began_on, pairing.ended_on, catalogue().get("late_log_days"))
    allowed = can(actor, Permission.SESSION_LOG, facts_of([pairing])[pairing_id])
    return allowed and span.problem_at(today_of(pairing_id)) is None


def topics_of(pairing_id: UUID) -> TopicsOfPair:
    """What the two can work on. One statement."""
    chosen = OrganizationChoice
    asked = (
        select(chosen.list, chosen.code)
        .join(Pairing, or_(Pairing.mentor_id == chosen.organization_id, Pairing.mentee_id == chosen.organization_id))
        .where(
            Pairing.id == pairing_id,
            or_(
                and_(chosen.organization_id == Pairing.mentee_id, chosen.list == "wants"),
                and_(chosen.organization_id == Pairing.mentor_id, chosen.list == "teaches"),
            ),
        )
        .order_by(chosen.list.desc(), chosen.position)  # what is wanted comes first
    )
    by_list: defaultdict[str, list[str]] = defaultdict(list)
    for name, code in rows(asked):
        by_list[name].append(code)
    taught = set(by_list["teaches"])
    shared = [code for code in by_list["wants"] if code in taught]
    others = dict.fromkeys(code for name in ("wants", "teaches") for code in by_list[name] if code not in shared)
    return TopicsOfPair(tuple(shared), tuple(others))


def today_of(pairing_id: UUID) -> date:
    """What day it is where the mentee is at home. One statement, however many of a page's questions need it."""
    asked = (
        select(Community.time_zone)
        .join(Organization, Organization.community_id == Community.id)
        .join(Pairing, Pairing.mentee_id == Organization.id)
        .where(Pairing.id == pairing_id)
    )
    found = once(("zone of a pairing", pairing_id), lambda: first(asked))
    return today_in(found[0] if found else None)


def _lines(actor: Actor, found: Sequence[MentoringSession], facts: PairingFacts) -> list[SessionLine]:
    topics: defaultdict[UUID, list[str]] = defaultdict(list)
    asked = select(SessionTopic.session_id, SessionTopic.code).where(SessionTopic.session_id.in_([row.id for row in found]))
    for session_id, code in rows(asked.order_by(SessionTopic.code)):
        topics[session_id].append(code)
    reads_all = can(actor, Permission.SESSION_READ, facts)
    return [
        SessionLine(
            id=row.id,
            held_on=row.held_on,
            how=row.how,
            minutes=row.minutes,
            topics=tuple(topics[row.id]),
            next_on=row.next_on,
            next_step=row.next_step if reads_all else None,
            note=row.note if reads_all else None,
            in_kind_minutes=row.in_kind_minutes,
            travel_minutes=row.travel_minutes,
            travel_km=row.travel_km,
            travel_cents=row.travel_cents,
            funding=row.funding,
            logged_side=row.logged_side,
            may_correct=can(actor, Permission.SESSION_CORRECT, session_facts(row, facts)),
        )
        for row in found
    ]


def _key_in(text: str | None) -> tuple[date, UUID] | None:
    """The day and id in a key of a page; None for anything else."""
    day, _, id = (text or "").partition("_")
    try:
        return date.fromisoformat(day), UUID(id)
    except ValueError:
        return None


def _earlier(day: date, id: UUID) -> ColumnElement[bool]:
    return or_(S.held_on < day, and_(S.held_on == day, S.id > id))


def _later(day: date, id: UUID) -> ColumnElement[Any]:
    return or_(S.held_on > day, and_(S.held_on == day, S.id < id))
