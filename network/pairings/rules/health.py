"""How a pairing goes: each reason why somebody should look at it, whose move it is, and in which group of the board it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from network.kernel.words import Words, counted, words
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState

CLOSED, RESTS = "closed", "paused"


class Group(StrEnum):
    """What needs doing, in the order of the board."""

    NEED_YOU = "need-you"
    WAIT = "wait"
    WELL = "well"
    PAUSED = "paused"
    ENDED = "ended"


class Reason(StrEnum):
    """Why somebody should look, the most pressing first. Sorting a health's reasons goes by this order."""

    MENTOR_CLOSED = "mentor-closed"
    MENTEE_CLOSED = "mentee-closed"
    NOT_WORKING = "not-working"
    STALLED = "stalled"
    NEVER_MET = "never-met"
    PAUSE_OVER = "pause-over"
    MENTOR_RESTS = "mentor-rests"
    MENTEE_RESTS = "mentee-rests"
    NOT_SURE = "not-sure"
    OVER_CAPACITY = "over-capacity"
    END_PASSED = "end-passed"
    FIRST_DUE = "first-due"
    CHECK_OPEN = "check-open"
    AGREEMENT_OPEN = "agreement-open"
    REVIEW_DUE = "review-due"


ORDER = {reason: number for number, reason in enumerate(Reason)}
STOPS = frozenset({Reason.MENTOR_CLOSED, Reason.MENTEE_CLOSED, Reason.NOT_WORKING, Reason.STALLED, Reason.NEVER_MET})
"""Those that are not well; the others wait."""

FOR_SIDES = frozenset({Reason.FIRST_DUE, Reason.CHECK_OPEN, Reason.AGREEMENT_OPEN, Reason.REVIEW_DUE})
"""Those in which a side has the next move; in all others a coordinator."""

FROM_ANSWERS = frozenset({Reason.NOT_WORKING, Reason.NOT_SURE})
"""Those that rest on what a side answered in confidence: for coordinators alone."""

GROUP_WORDS: Mapping[Group, Words] = {
    Group.NEED_YOU: words("Need you"),
    Group.WAIT: words("Wait for a side"),
    Group.WELL: words("Go well"),
    Group.PAUSED: words("Paused"),
    Group.ENDED: words("Ended"),
}
REASON_WORDS: Mapping[Reason, Words] = {
    Reason.MENTOR_CLOSED: words("Mentor closed"),
    Reason.MENTEE_CLOSED: words("Mentee closed"),
    Reason.NOT_WORKING: words("Said “not working”"),
    Reason.STALLED: words("Stalled"),
    Reason.NEVER_MET: words("Never met"),
    Reason.PAUSE_OVER: words("Pause is over"),
    Reason.MENTOR_RESTS: words("Mentor paused"),
    Reason.MENTEE_RESTS: words("Mentee paused"),
    Reason.NOT_SURE: words("Said “not sure”"),
    Reason.OVER_CAPACITY: words("More than its places"),
    Reason.END_PASSED: words("Past its end"),
    Reason.FIRST_DUE: words("First meeting due"),
    Reason.CHECK_OPEN: words("Check not answered"),
    Reason.AGREEMENT_OPEN: words("Agreement open"),
    Reason.REVIEW_DUE: words("Review due"),
}
MOVES: Mapping[Reason, Words] = {
    Reason.MENTOR_CLOSED: words("You: find another mentor"),
    Reason.MENTEE_CLOSED: words("You: end it"),
    Reason.NOT_WORKING: words("You: call that side"),
    Reason.STALLED: words("You: call both"),
    Reason.NEVER_MET: words("You: call both"),
    Reason.PAUSE_OVER: words("You: ask whether it goes on"),
    Reason.MENTOR_RESTS: words("You: pause it, or find another"),
    Reason.MENTEE_RESTS: words("You: pause it, or end it"),
    Reason.NOT_SURE: words("You: ask that side"),
    Reason.OVER_CAPACITY: words("You: ask the mentor"),
    Reason.END_PASSED: words("You: extend it, or complete it"),
    Reason.FIRST_DUE: words("Both: set a date"),
    Reason.CHECK_OPEN: words("A side: answer the check"),
    Reason.AGREEMENT_OPEN: words("A side: sign"),
    Reason.REVIEW_DUE: words("Both: review the agreement"),
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The days that the network has chosen."""

    first_session: int = 10
    next_session: int = 35
    check_answer: int = 10
    agreement: int = 30


@dataclass(frozen=True, slots=True)
class HealthFacts:
    """What is known of one pairing on one day. What a reader may not know is left at its default.

    `check_open_since`: the day from which the oldest check waits that a side has not answered; `agreement_open_since`: the day
    from which a version of the agreement waits to be signed.
    """

    state: PairingState
    today: date
    began_on: date
    last_on: date | None = None
    next_on: date | None = None
    paused_until: date | None = None
    resumed_on: date | None = None
    ends_on: date | None = None
    mentor_status: str = "active"
    mentee_status: str = "active"
    mentees: int = 1
    capacity: int = 1
    says_not_working: bool = False
    says_not_sure: bool = False
    check_open_since: date | None = None
    agreement_open_since: date | None = None
    review_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """The verdict: where it stands on the board, and all reasons, the most pressing first."""

    group: Group
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def first(self) -> Reason | None:
        """The one that the board names."""
        return self.reasons[0] if self.reasons else None


def health_of(facts: HealthFacts, limits: Thresholds) -> Health:
    """Where a pairing stands on the board, and why."""
    if facts.state not in RUNNING_PAIRINGS:
        return Health(Group.ENDED)
    reasons = tuple(sorted(_reasons(facts, limits), key=ORDER.__getitem__))
    if any(reason not in FOR_SIDES for reason in reasons):
        return Health(Group.NEED_YOU, reasons)
    if facts.state is PairingState.PAUSED:
        return Health(Group.PAUSED, reasons)
    return Health(Group.WAIT if reasons else Group.WELL, reasons)


def _reasons(facts: HealthFacts, limits: Thresholds) -> Iterator[Reason]:
    yield from _of_the_two(facts)
    if facts.says_not_working:
        yield Reason.NOT_WORKING
    elif facts.says_not_sure:
        yield Reason.NOT_SURE
    if facts.state is PairingState.PAUSED:
        if facts.paused_until is not None and facts.paused_until < facts.today:
            yield Reason.PAUSE_OVER
        return
    yield from _of_meetings(facts, limits)
    yield from _of_papers(facts, limits)


def _of_the_two(facts: HealthFacts) -> Iterator[Reason]:
    rests = facts.state is not PairingState.PAUSED  # a pairing that rests with its organizations is as it should be
    if facts.mentor_status == CLOSED:
        yield Reason.MENTOR_CLOSED
    elif facts.mentor_status == RESTS and rests:
        yield Reason.MENTOR_RESTS
    if facts.mentee_status == CLOSED:
        yield Reason.MENTEE_CLOSED
    elif facts.mentee_status == RESTS and rests:
        yield Reason.MENTEE_RESTS
    if facts.mentees > facts.capacity and facts.mentor_status != CLOSED:
        yield Reason.OVER_CAPACITY


def _of_meetings(facts: HealthFacts, limits: Thresholds) -> Iterator[Reason]:
    """A pause stops the clock: what is counted begins anew on the day after it."""
    start = max(facts.began_on, facts.resumed_on or facts.began_on)
    if facts.last_on is None:
        late = facts.today > start + timedelta(days=limits.first_session)
        yield Reason.NEVER_MET if late else Reason.FIRST_DUE
    elif facts.today > max(facts.last_on, start) + timedelta(days=limits.next_session):
        yield Reason.STALLED


def _of_papers(facts: HealthFacts, limits: Thresholds) -> Iterator[Reason]:
    if facts.ends_on is not None and facts.ends_on < facts.today:
        yield Reason.END_PASSED
    if _is_late(facts.check_open_since, limits.check_answer, facts.today):
        yield Reason.CHECK_OPEN
    if _is_late(facts.agreement_open_since, limits.agreement, facts.today):
        yield Reason.AGREEMENT_OPEN
    if facts.review_due_on is not None and facts.review_due_on < facts.today:
        yield Reason.REVIEW_DUE


def _is_late(since: date | None, days: int, today: date) -> bool:
    return since is not None and today > since + timedelta(days=days)


def say_last(facts: HealthFacts) -> Words | str:
    """When they met last: 12 days ago."""
    if facts.last_on is None:
        return "–"
    days = (facts.today - facts.last_on).days
    return counted("%(num)s day ago", "%(num)s days ago", days) if days > 0 else words("today")
