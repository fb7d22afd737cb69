"""What can happen in matching."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(Event):
    """A round was begun."""

    round_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChanged(Event):
    """What matters in a round was changed."""

    round_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PairChosen(Event):
    """A coordinator locked, moved or forbade a pair."""

    round_id: UUID
    kind: str
    mentor_id: UUID
    mentee_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFreed(Event):
    """A coordinator took back what she had decided about a pair."""

    round_id: UUID
    mentor_id: UUID
    mentee_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingAsked(Event):
    """A coordinator asked for the plan of a large round; the clock makes it."""

    round_id: UUID
    matching_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingCancelled(Event):
    """A coordinator took back what she had asked of the clock."""

    round_id: UUID
    matching_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingDone(Event):
    """The clock made the plan that was asked of it."""

    round_id: UUID
    matching_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingFailed(Event):
    """The clock could not make the plan that was asked of it; nothing was changed."""

    round_id: UUID
    matching_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMatched(Event):
    """A plan was made and stored."""

    round_id: UUID
    run_id: UUID
    served: int
    unserved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioSaved(Event):
    """A plan was given a name."""

    round_id: UUID
    scenario_id: UUID
    run_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAdopted(Event):
    """A named plan became the round's plan."""

    round_id: UUID
    scenario_id: UUID
    run_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPublished(Event):
    """Proposals were made to both sides; those withdrawn were in an earlier plan only."""

    round_id: UUID
    run_id: UUID
    proposal_ids: tuple[UUID, ...]
    withdrawn_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Event):
    """A round ended; what nobody had answered lapsed."""

    round_id: UUID
    lapsed_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAnswered(Event):
    """A side said yes or no."""

    proposal_id: UUID
    side: str
    is_yes: bool
    is_by_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOverturned(Event):
    """A lead replaced the answer that was taken by phone."""

    proposal_id: UUID
    side: str
    is_yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted(Event):
    """Both sides said yes."""

    proposal_id: UUID
    pairing_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsMoved(Event):
    """Two entries became one organization: what tied the other to somebody ties `organization_id` now."""

    organization_id: UUID
    other_id: UUID
    proposals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLapsed(Event):
    """Somebody had not answered when the days of a proposal were over."""

    proposal_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Event):
    """A coordinator took a proposal back."""

    proposal_id: UUID
