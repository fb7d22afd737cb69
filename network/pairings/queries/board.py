"""The board: all pairings that can be seen, by what needs doing, in a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.organizations.rules.folding import fold
from network.pairings.models import MentoringSession, Pairing
from network.pairings.queries.agreements import papers_of
from network.pairings.queries.checks import said_of
from network.pairings.queries.pairings import Mentee, MenteeHome, Mentor, MentorHome, PairingLine, line_at, visible_to, with_sides
from network.pairings.queries.sessions import SessionTotals, totals_of
from network.pairings.rules.health import ORDER, Group, Health, HealthFacts, Thresholds, health_of
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue
from network.storage.reading import rows
from network.storage.searching import holds

PAGE = 50
MONTHS = 6
GROUPS = {group: number for number, group in enumerate(Group)}
_MORE = (
    Mentor.status,
    Mentor.capacity,
    Mentee.status,
    Pairing.nudged_on,
    Pairing.paused_until,
    Pairing.resumed_on,
    Pairing.ends_on,
    Pairing.ended_why,
)


@dataclass(frozen=True, slots=True)
class BoardNarrowing:
    """What was asked to see. Without a state those that run, and of these one group if it is named."""

    group: Group | None = None
    state: PairingState | None = None
    region: str = ""
    sought: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """A pairing with how it goes. `months`: minutes of each of the last six months, the oldest first, filled for a page only."""

    line: PairingLine
    health: Health
    facts: HealthFacts
    totals: SessionTotals
    nudged_on: date | None
    ended_why: str | None
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the board, how many are in each group, and how many have ended."""

    page: Page[Watched]
    counts: Mapping[Group, int]
    ended: Mapping[PairingState, int]


def board(actor: Actor, narrowing: BoardNarrowing, after: str = "") -> Board:
    """One page. Eight statements. Raises Denied."""
    authorize(actor, Permission.PAIRING_WATCH)
    found = watched(actor, narrowing)
    shown = [each for each in found if narrowing.group in (None, each.health.group)]
    begin = next((number + 1 for number, each in enumerate(shown) if str(each.line.id) == after), 0)
    part = cut(shown[begin : begin + PAGE + 1], PAGE, lambda each: str(each.line.id), after=after if begin else None)
    months = _months([each.line.id for each in part.items], clock.today())
    items = tuple(_with_months(each, months[each.line.id]) for each in part.items)
    counts = Counter(each.health.group for each in found)
    ended = _ended(actor)
    return Board(Page(items, part.older, None), {group: counts[group] for group in Group}, ended)


def watched(actor: Actor, narrowing: BoardNarrowing, only: Collection[UUID] | None = None) -> list[Watched]:
    """All that fit, those that need most first; `only` these, if it is given. Five statements."""
    today = clock.today()
    asked = _narrowed(with_sides(visible_to(actor)).add_columns(*_MORE), narrowing)
    found = rows(asked if only is None else asked.where(Pairing.id.in_(tuple(only))))
    totals, mentees = totals_of([row[0] for row in found], today), _mentees_now()
    lines = [line_at(row) for row in found]
    said, papers = said_of(actor, [line.id for line in lines]), papers_of({line.id: line.began_on for line in lines})
    known = {line.id: {**said.get(line.id, {}), **papers[line.id]} for line in lines}
    made = [_watched(row, today, totals, mentees, (thresholds(), known)) for row in found]
    return sorted(made, key=_rank)


def watched_one(actor: Actor, pairing_id: UUID) -> Watched | None:
    """How one that runs goes, for who watches over it; None for all others. Five statements."""
    if not can(actor, Permission.PAIRING_WATCH):
        return None
    return next(iter(watched(actor, BoardNarrowing(), (pairing_id,))), None)


def thresholds() -> Thresholds:
    """The days that the network has chosen."""
    known = catalogue()
    return Thresholds(
        first_session=known.get("first_session_days"),
        next_session=known.get("next_session_days"),
        check_answer=known.get("check_answer_days"),
        agreement=known.get("agreement_days"),
    )


def _watched(
    row: Any, today: date, totals: Mapping[UUID, SessionTotals], mentees: Mapping[UUID, int], more: tuple[Thresholds, Any]
) -> Watched:
    line, mine = line_at(row), totals.get(row[0], SessionTotals())
    mentor_status, capacity, mentee_status, nudged_on, paused_until, resumed_on, ends_on, why = row[-len(_MORE) :]
    facts = HealthFacts(
        state=line.state,
        today=today,
        began_on=line.began_on,
        last_on=mine.last_on,
        next_on=mine.next_on,
        paused_until=paused_until,
        resumed_on=resumed_on,
        ends_on=ends_on,
        mentor_status=mentor_status,
        mentee_status=mentee_status,
        mentees=mentees.get(line.mentor.id, 0),
        capacity=capacity,
        **more[1][line.id],
    )
    return Watched(line, health_of(facts, more[0]), facts, mine, nudged_on, why)


def _rank(each: Watched) -> tuple[Any, ...]:
    first = each.health.first
    return GROUPS[each.health.group], ORDER[first] if first else len(ORDER), fold(each.line.mentee.name), str(each.line.id)


def _narrowed(asked: Select[Any], narrowing: BoardNarrowing) -> Select[Any]:
    states = (narrowing.state,) if narrowing.state else tuple(RUNNING_PAIRINGS)
    asked = asked.where(Pairing.state.in_(states))
    if narrowing.region:
        asked = asked.where(or_(MentorHome.region_code == narrowing.region, MenteeHome.region_code == narrowing.region))
    if sought := fold(narrowing.sought):
        names = (Mentor.folded, Mentee.folded, MentorHome.folded, MenteeHome.folded)
        asked = asked.where(or_(*(holds(name, sought) for name in names)))
    return asked


def _mentees_now() -> dict[UUID, int]:
    """How many each mentor has, seen or not. One statement."""
    asked = select(Pairing.mentor_id, func.count()).where(Pairing.state.in_(tuple(RUNNING_PAIRINGS)))
    return dict(rows(asked.group_by(Pairing.mentor_id)))


def _ended(actor: Actor) -> dict[PairingState, int]:
    ended = (PairingState.COMPLETED, PairingState.ENDED_EARLY)
    asked = visible_to(actor).where(Pairing.state.in_(ended)).with_only_columns(Pairing.state, func.count())
    found = dict(rows(asked.group_by(Pairing.state)))
    return {state: found.get(state, 0) for state in ended}


def _months(pairing_ids: Sequence[UUID], today: date) -> dict[UUID, tuple[int, ...]]:
    """Minutes of each of the last six months, by pairing. One statement."""
    begins = _month_before(today, MONTHS - 1)
    asked = select(MentoringSession.pairing_id, MentoringSession.held_on, MentoringSession.minutes).where(
        MentoringSession.pairing_id.in_(pairing_ids), MentoringSession.held_on >= begins, MentoringSession.held_on <= today
    )
    found: defaultdict[UUID, list[int]] = defaultdict(lambda: [0] * MONTHS)
    for pairing_id, held_on, minutes in rows(asked):
        found[pairing_id][(held_on.year - begins.year) * 12 + held_on.month - begins.month] += minutes
    return {id: tuple(found[id]) for id in pairing_ids}


def _month_before(today: date, months: int) -> date:
    number = today.year * 12 + today.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _with_months(each: Watched, months: tuple[int, ...]) -> Watched:
    return Watched(each.line, each.health, each.facts, each.totals, each.nudged_on, each.ended_why, months)
