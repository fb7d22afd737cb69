"""Which rounds there are, and who would take part in one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, exists, false, func, select
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.mentorship.models import Answer, Pairing, Proposal, Round, RoundChoice, Run
from network.mentorship.rules.lifecycle import RUNNING_PAIRINGS, ProposalState, RoundState, Side
from network.mentorship.rules.parameters import Parameters, from_plain
from network.organizations.models import Organization, OrganizationChoice
from network.places.models import Community, Region
from network.policy import Permission, can
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as pages show it."""

    id: UUID
    title: str
    as_of: date
    state: RoundState
    parameters: Parameters
    version: int
    run_id: UUID | None
    opened_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list of rounds. Counts are of its plan, None before any."""

    id: UUID
    title: str
    as_of: date
    state: RoundState
    served: int | None
    unserved: int | None
    accepted: int
    open: int


@dataclass(frozen=True, slots=True)
class MentorLine:
    """Who can mentor: `capacity` as the organization set it, `taken` by running pairings and accepted proposals."""

    id: UUID
    name: str
    community: str
    region: str
    status: str
    capacity: int
    taken: int
    teaches: int
    version: int

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)


@dataclass(frozen=True, slots=True)
class MenteeLine:
    """Who waits. `mentors` counts those that it has already."""

    id: UUID
    name: str
    community: str
    region: str
    status: str
    waiting_since: date | None
    wants: int
    mentors: int
    version: int


@dataclass(frozen=True, slots=True)
class Pool:
    """Both sides of a round; `places` are free ones of active mentors."""

    mentors: tuple[MentorLine, ...]
    mentees: tuple[MenteeLine, ...]

    @property
    def places(self) -> int:
        return sum(mentor.free for mentor in self.mentors)


def visible_to(actor: Actor) -> Select[tuple[Round]]:
    """Rounds are for coordinators only."""
    return select(Round) if can(actor, Permission.ROUND_MANAGE) else select(Round).where(false())


def get_round(actor: Actor, round_id: UUID) -> Round:
    """One round. Raises NotFound."""
    row = db.session.scalar(visible_to(actor).where(Round.id == round_id))
    if row is None:
        raise NotFound(str(round_id))
    return row


def held_round(actor: Actor, round_id: UUID) -> Round:
    """One round, kept from every other writer until the transaction ends. Raises NotFound."""
    asked = visible_to(actor).where(Round.id == round_id).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(asked)
    if row is None:
        raise NotFound(str(round_id))
    return row


def round_of(actor: Actor, round_id: UUID) -> RoundView:
    """One round as pages show it. Raises NotFound."""
    return as_view(get_round(actor, round_id))


def as_view(row: Round) -> RoundView:
    """A row as a value."""
    return RoundView(
        row.id,
        row.title,
        row.as_of,
        RoundState(row.state),
        from_plain(row.parameters),
        row.version,
        row.current_run_id,
        row.opened_at,
        row.published_at,
    )


def rounds(actor: Actor) -> tuple[RoundLine, ...]:
    """All rounds, the newest first."""

    def counted(state: str) -> Select[tuple[int]]:
        return select(func.count()).where(Proposal.round_id == Round.id, Proposal.state == state)

    asked = (
        visible_to(actor)
        .with_only_columns(
            Round.id,
            Round.title,
            Round.as_of,
            Round.state,
            Run.figures,
            counted(ProposalState.ACCEPTED).scalar_subquery(),
            counted(ProposalState.PROPOSED).scalar_subquery(),
        )
        .outerjoin(Run, Run.id == Round.current_run_id)
        .order_by(Round.opened_at.desc(), Round.id)
    )
    return tuple(
        RoundLine(
            round_id,
            title,
            as_of,
            RoundState(state),
            figures["served"] if figures else None,
            figures["unserved"] if figures else None,
            accepted,
            waiting,
        )
        for round_id, title, as_of, state, figures, accepted, waiting in db.session.execute(asked).tuples()
    )


def pool(actor: Actor, round_id: UUID) -> Pool:
    """Who can mentor and who waits, in three statements. Raises NotFound."""
    get_round(actor, round_id)
    return Pool(_mentors(round_id), _mentees(round_id))


def entries_changed_since(moment: datetime) -> bool:
    """Whether any organization was changed after the moment."""
    return bool(db.session.scalar(select(exists().where(Organization.changed_at > moment))))


def choices_of(round_id: UUID) -> tuple[RoundChoice, ...]:
    """What coordinators decided about pairs, in a fixed order."""
    asked = select(RoundChoice).where(RoundChoice.round_id == round_id)
    return tuple(db.session.scalars(asked.order_by(RoundChoice.kind, RoundChoice.mentee_id, RoundChoice.mentor_id)))


def _number_chosen(name: str) -> Select[tuple[int]]:
    return select(func.count()).where(OrganizationChoice.organization_id == Organization.id, OrganizationChoice.list == name)


def _running(side: object) -> Select[tuple[int]]:
    return select(func.count(Pairing.id)).where(side == Organization.id, Pairing.state.in_(tuple(RUNNING_PAIRINGS)))


def _mentors(round_id: UUID) -> tuple[MentorLine, ...]:
    agreed = aliased(Answer)
    promised = (
        select(func.count(Proposal.id))
        .join(agreed, (agreed.proposal_id == Proposal.id) & (agreed.side == Side.MENTOR))
        .where(
            Proposal.mentor_id == Organization.id,
            Proposal.state == ProposalState.PROPOSED,
            agreed.is_yes,
            agreed.overturned_at.is_(None),
        )
    )
    asked = (
        select(
            Organization.id,
            Organization.name,
            Community.name,
            Region.name,
            Organization.status,
            Organization.capacity,
            _running(Pairing.mentor_id).scalar_subquery() + promised.scalar_subquery(),
            _number_chosen("teaches").scalar_subquery(),
            Organization.version,
        )
        .join(Community, Community.id == Organization.community_id)
        .join(Region, Region.code == Community.region_code)
        .where(Organization.capacity > 0, Organization.status != "closed", Organization.merged_into_id.is_(None))
        .order_by(Organization.folded, Organization.id)
    )
    return tuple(MentorLine(*row) for row in db.session.execute(asked).tuples())


def _mentees(round_id: UUID) -> tuple[MenteeLine, ...]:
    settled = select(Proposal.id).where(
        Proposal.round_id == round_id, Proposal.mentee_id == Organization.id, Proposal.state == ProposalState.ACCEPTED
    )
    asked = (
        select(
            Organization.id,
            Organization.name,
            Community.name,
            Region.name,
            Organization.status,
            Organization.waiting_since,
            _number_chosen("wants").scalar_subquery(),
            _running(Pairing.mentee_id).scalar_subquery(),
            Organization.version,
        )
        .join(Community, Community.id == Organization.community_id)
        .join(Region, Region.code == Community.region_code)
        .where(
            Organization.wants_mentor,
            Organization.status != "closed",
            Organization.merged_into_id.is_(None),
            ~settled.exists(),
        )
        .order_by(Organization.waiting_since.is_(None), Organization.waiting_since, Organization.folded, Organization.id)
    )
    return tuple(MenteeLine(*row) for row in db.session.execute(asked).tuples())
