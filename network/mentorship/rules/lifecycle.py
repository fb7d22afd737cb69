"""How rounds and proposals go from one state to the next, and who still has a say."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from network.kernel.refusals import Conflict
from network.kernel.words import Words, words
from network.pairings.rules.states import Side


class RoundState(StrEnum):
    """Where a round stands."""

    DRAFT = "draft"
    MATCHED = "matched"
    PUBLISHED = "published"
    CONFIRMING = "confirming"
    CLOSED = "closed"


class ProposalState(StrEnum):
    """Where a proposal stands. Accepted = by both; withdrawn = by a coordinator; lapsed = the
    round closed, or its days were over, first."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class ChoiceKind(StrEnum):
    """What a coordinator can decide about a pair."""

    LOCKED = "locked"
    MOVED = "moved"
    FORBIDDEN = "forbidden"


OPEN_PROPOSALS = frozenset({ProposalState.PROPOSED, ProposalState.ACCEPTED})

ROUND_WORDS: Mapping[RoundState, Words] = {
    RoundState.DRAFT: words("Draft"),
    RoundState.MATCHED: words("Matched"),
    RoundState.PUBLISHED: words("Published"),
    RoundState.CONFIRMING: words("Answers are coming in"),
    RoundState.CLOSED: words("Closed"),
}
PROPOSAL_WORDS: Mapping[ProposalState, Words] = {
    ProposalState.PROPOSED: words("Waiting for an answer"),
    ProposalState.ACCEPTED: words("Accepted by both"),
    ProposalState.DECLINED: words("Declined"),
    ProposalState.WITHDRAWN: words("Withdrawn"),
    ProposalState.LAPSED: words("Lapsed"),
}
NOT_THIS_TIME = words("Not this time.")
SAID_HOW: Mapping[str, Words] = {
    "phone": words("By phone"),
    "text": words("By text message"),
    "mail": words("By e-mail"),
    "in-person": words("In person"),
    "post": words("By letter"),
}
"""How an answer can reach a coordinator."""


def insist_open(state: str) -> None:
    """Raise Conflict for a closed round."""
    if state == RoundState.CLOSED:
        raise Conflict(words("This round is closed. Open a new one to go on."))


def after_matching(state: str) -> RoundState:
    """A first plan makes a draft matched; a new plan later changes nothing about what was published."""
    insist_open(state)
    return RoundState.MATCHED if state == RoundState.DRAFT else RoundState(state)


def after_publishing(state: str) -> RoundState:
    """Raises Conflict when there is no plan to publish."""
    insist_open(state)
    if state == RoundState.DRAFT:
        raise Conflict(words("There is no plan yet. Match first."))
    return RoundState.CONFIRMING if state == RoundState.CONFIRMING else RoundState.PUBLISHED


def after_answer(state: str) -> RoundState:
    """The first answer of all starts the confirming."""
    insist_open(state)
    return RoundState.CONFIRMING


def insist_answerable(state: str) -> None:
    """Raise Conflict for a proposal that no longer waits for answers."""
    if state != ProposalState.PROPOSED:
        raise Conflict(words("This proposal is no longer open."))


def outcome(answers: Mapping[Side, bool]) -> ProposalState:
    """One no is enough to decline; it takes two to accept."""
    if not all(answers.values()):
        return ProposalState.DECLINED
    return ProposalState.ACCEPTED if len(answers) == len(Side) else ProposalState.PROPOSED


def insist_place(capacity: int, taken: int) -> None:
    """Raise Conflict when the mentor's places are all taken. `taken` leaves out the pair in question."""
    if taken >= capacity:
        raise Conflict(words("The last place was just taken. Nothing was lost: talk with your coordinator about the next one."))


def lapses_at(published_at: datetime, days: int) -> datetime:
    """When a proposal that still waits for an answer lapses."""
    return published_at + timedelta(days=days)


def insist_lapsed(published_at: datetime, now: datetime, days: int) -> None:
    """Raise Conflict for a proposal whose days are not over yet."""
    if now < lapses_at(published_at, days):
        raise Conflict(words("This proposal still waits for answers."))


def overturn_until(answered_at: datetime, days: int) -> datetime:
    """When an answer taken by phone becomes final."""
    return answered_at + timedelta(days=days)


def insist_overturnable(is_by_phone: bool, answered_at: datetime, now: datetime, days: int) -> None:
    """Raise Conflict for an answer that the lead gave herself, or that is final by now."""
    if not is_by_phone:
        raise Conflict(words("Only an answer that was taken by phone can be replaced here. Talk with your coordinator."))
    if now >= overturn_until(answered_at, days):
        raise Conflict(words("The %(days)s days to replace this answer are over. Talk with your coordinator.", days=days))


def told_to_side(state: str, mine: bool | None) -> Words:
    """Where a proposal stands, for one side. `mine` is its own answer.

    Whatever ended a proposal from elsewhere reads the same: it must not show who said no, nor that a coordinator had a reason.
    """
    if state == ProposalState.ACCEPTED:
        return words("Both sides said yes.")
    if mine is False:
        return words("You said no.")
    if state != ProposalState.PROPOSED:
        return NOT_THIS_TIME
    return words("You said yes. The other side has not answered yet.") if mine else words("Waiting for your answer.")
