"""Reports on pairings: what the figures of a period are, which reports were issued, what changed since."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, false, func, or_, select
from sqlalchemy.orm import undefer

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Organization, OrganizationChoice
from network.pairings.models import (
    Circle,
    CircleMember,
    CircleSession,
    Goal,
    MentoringSession,
    NeedsAssessment,
    NeedsLevel,
    Pairing,
    PairingReport,
    SessionTopic,
)
from network.pairings.rules.goals import GoalState
from network.pairings.rules.reports.changes import Change, changes
from network.pairings.rules.reports.figures import Figures, Naming, figures, from_plain
from network.pairings.rules.reports.outside import for_outside
from network.pairings.rules.reports.periods import Period
from network.pairings.rules.reports.rows import (
    CircleRow,
    CircleSessionRow,
    Facts,
    GoalRow,
    InCircleRow,
    LookRow,
    PairingRow,
    SessionRow,
    WaitingRow,
)
from network.pairings.rules.sessions import VISIT
from network.pairings.rules.states import PairingState
from network.places import queries as place_queries
from network.places.models import Community
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue
from network.storage.db import db
from network.storage.reading import rows

S, R = MentoringSession, PairingReport
MOST = 100


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list of those that were issued."""

    id: UUID
    number: int
    period: Period
    is_outside: bool
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as it was issued, and what changed since in the figures of its period."""

    line: ReportLine
    figures: Figures
    narrative: str
    targets: dict[str, int]
    since: tuple[Change, ...]


def reports_visible_to(actor: Actor) -> Select[tuple[PairingReport]]:
    """Coordinators see all reports, nobody else any."""
    return select(R) if can(actor, Permission.REPORT_VIEW) else select(R).where(false())


def figures_of(actor: Actor, period: Period, *, is_outside: bool = False) -> Figures:
    """What pairings come to in a period, as it would be issued now. 13 statements at most, 14 outside. Raises Denied."""
    authorize(actor, Permission.REPORT_VIEW)
    lists = catalogue()
    names = Naming(
        areas={region.code: region.name for region in place_queries.regions()},
        topics=dict(lists.pairs("topic")),
        funds=dict(lists.pairs("funding_source")),
        reasons=dict(lists.pairs("end_reason")),
    )
    found = figures(_facts_of(period), period, names)
    return for_outside(found, _last_figures(period)) if is_outside else found


def issued(actor: Actor, period: Period | None = None) -> tuple[ReportLine, ...]:
    """The reports that were issued, the newest first. One statement."""
    asked = reports_visible_to(actor).with_only_columns(R.id, R.number, R.first_on, R.last_on, R.is_outside, R.issued_at)
    if period is not None:
        asked = asked.where(R.first_on == period.first, R.last_on == period.last)
    return tuple(
        ReportLine(id, number, Period(first, last), is_outside, at)
        for id, number, first, last, is_outside, at in rows(asked.order_by(R.number.desc()).limit(MOST))
    )


def report_of(actor: Actor, report_id: UUID) -> ReportView:
    """One report. Raises NotFound."""
    row = db.session.scalar(reports_visible_to(actor).where(R.id == report_id).options(undefer(R.figures)))
    if row is None:
        raise NotFound(str(report_id))
    period, then = Period(row.first_on, row.last_on), from_plain(row.figures)
    now = figures_of(actor, period)
    return ReportView(
        line=ReportLine(row.id, row.number, period, row.is_outside, row.issued_at),
        figures=then,
        narrative=row.narrative,
        targets=dict(row.targets),
        since=changes(then, for_outside(now, then) if row.is_outside else now),
    )


def _last_figures(period: Period) -> Figures | None:
    """Of the report of this period that went out last."""
    same = select(R).where(R.first_on == period.first, R.last_on == period.last, R.is_outside.is_(True))
    row = db.session.scalars(same.order_by(R.number.desc()).limit(1).options(undefer(R.figures))).first()
    return from_plain(row.figures) if row else None


def _facts_of(period: Period) -> Facts:
    return Facts(_pairings(period), _sessions(period), _waiting(), _goals(period), _looks(period), *_circles(period))


def _pairings(period: Period) -> tuple[PairingRow, ...]:
    asked = (
        select(
            Pairing.id,
            Pairing.mentee_id,
            Community.region_code,
            Pairing.state,
            Pairing.began_on,
            Pairing.ended_on,
            Pairing.ended_why,
        )
        .join(Organization, Organization.id == Pairing.mentee_id)
        .join(Community, Community.id == Organization.community_id)
        .where(Pairing.began_on <= period.last, or_(Pairing.ended_on.is_(None), Pairing.ended_on >= period.first))
    )
    return tuple(
        PairingRow(id, mentee_id, area, PairingState(state), began, ended, why)
        for id, mentee_id, area, state, began, ended, why in rows(asked)
    )


def _sessions(period: Period) -> tuple[SessionRow, ...]:
    within = S.held_on.between(period.first, period.last)
    topics: defaultdict[UUID, list[str]] = defaultdict(list)
    of_topics = select(SessionTopic.session_id, SessionTopic.code).join(S, S.id == SessionTopic.session_id).where(within)
    for session_id, code in rows(of_topics):
        topics[session_id].append(code)
    asked = select(
        S.id,
        S.pairing_id,
        S.held_on,
        S.minutes,
        S.how,
        S.in_kind_minutes,
        S.travel_minutes,
        S.travel_km,
        S.travel_cents,
        S.funding,
    ).where(within)
    return tuple(
        SessionRow(pairing_id, held_on, minutes, how == VISIT, kind, road, km, cents, funding, tuple(topics[id]))
        for id, pairing_id, held_on, minutes, how, kind, road, km, cents, funding in rows(asked)
    )


def _goals(period: Period) -> tuple[GoalRow, ...]:
    asked = select(Goal.pairing_id, Goal.topic, Goal.closed_on, Goal.service_code)
    reached = asked.where(Goal.state == GoalState.REACHED, Goal.closed_on.between(period.first, period.last))
    return tuple(GoalRow(id, topic, on, bool(service)) for id, topic, on, service in rows(reached) if on is not None)


def _looks(period: Period) -> tuple[LookRow, ...]:
    asked = select(NeedsAssessment.pairing_id, NeedsLevel.topic, NeedsAssessment.answered_on, NeedsLevel.level)
    asked = asked.join(NeedsLevel, NeedsLevel.assessment_id == NeedsAssessment.id)
    return tuple(LookRow(*row) for row in rows(asked.where(NeedsAssessment.answered_on <= period.last)))


def _circles(period: Period) -> tuple[tuple[CircleRow, ...], tuple[InCircleRow, ...], tuple[CircleSessionRow, ...]]:
    at_home = Community.id == Organization.community_id
    hosted = select(Community.region_code).join(Organization, at_home).join(Circle, Circle.host_id == Organization.id)
    begun = hosted.add_columns(Circle.began_on, Circle.ended_on).where(Circle.began_on <= period.last)
    met = hosted.join(CircleSession, CircleSession.circle_id == Circle.id).add_columns(
        CircleSession.held_on, CircleSession.minutes
    )
    until = func.coalesce(CircleMember.left_on, Circle.ended_on)
    members = (
        select(CircleMember.organization_id, Community.region_code, CircleMember.joined_on, Circle.began_on, until)
        .join(Circle, Circle.id == CircleMember.circle_id)
        .join(Organization, Organization.id == CircleMember.organization_id)
        .join(Community, at_home)
        .where(Circle.began_on <= period.last, or_(until.is_(None), until >= Circle.began_on))
    )
    return (
        tuple(CircleRow(area, began, ended) for area, began, ended in rows(begun) if began is not None),
        tuple(InCircleRow(id, area, max(joined, began or joined), left) for id, area, joined, began, left in rows(members)),
        tuple(CircleSessionRow(*row) for row in rows(met.where(CircleSession.held_on.between(period.first, period.last)))),
    )


def _waiting() -> tuple[WaitingRow, ...]:
    waits = (Organization.wants_mentor.is_(True), Organization.status != "closed", Organization.merged_into_id.is_(None))
    wants: defaultdict[UUID, list[str]] = defaultdict(list)
    chosen = select(OrganizationChoice.organization_id, OrganizationChoice.code).where(OrganizationChoice.list == "wants")
    for id, code in rows(chosen.join(Organization, Organization.id == OrganizationChoice.organization_id).where(*waits)):
        wants[id].append(code)
    asked = select(Organization.id, Community.region_code, Organization.waiting_since)
    found = rows(asked.join(Community, Community.id == Organization.community_id).where(*waits))
    return tuple(WaitingRow(id, area, since, tuple(wants[id])) for id, area, since in found)


def last_number() -> int:
    """The number of the newest report; 0 before the first."""
    found: int | None = db.session.scalar(select(R.number).order_by(R.number.desc()).limit(1))
    return found or 0
