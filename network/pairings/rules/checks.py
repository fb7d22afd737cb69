"""Short checks: when a side is asked how it fits, and what it may answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from network.kernel.words import Words, words
from network.pairings.rules.states import PairingState


class CheckMoment(StrEnum):
    """When a side is asked."""

    FIRST = "first"
    MONTH = "month"
    MIDPOINT = "midpoint"
    CLOSING = "closing"


class CheckAnswer(StrEnum):
    """How a side says that it fits."""

    GOOD = "good"
    NOT_SURE = "not-sure"
    NOT_WORKING = "not-working"


MOMENT_WORDS: Mapping[CheckMoment, Words] = {
    CheckMoment.FIRST: words("After the first session"),
    CheckMoment.MONTH: words("After 30 days"),
    CheckMoment.MIDPOINT: words("At the midpoint"),
    CheckMoment.CLOSING: words("At the end"),
}
ANSWER_WORDS: Mapping[CheckAnswer, Words] = {
    CheckAnswer.GOOD: words("Good"),
    CheckAnswer.NOT_SURE: words("Not sure"),
    CheckAnswer.NOT_WORKING: words("Not working"),
}
MONTH = timedelta(days=30)
LATEST = timedelta(days=60)
"""After so long a moment is over: who began long before she was entered here is not asked three things at once."""
ASKED = frozenset({PairingState.TRIAL, PairingState.ACTIVE})


@dataclass(frozen=True, slots=True)
class Course:
    """The days of a pairing that decide when its sides are asked. `days` is how long one runs where no end was said."""

    state: PairingState
    began_on: date
    first_on: date | None
    ends_on: date | None
    ended_on: date | None
    days: int

    @property
    def end(self) -> date:
        """The day on which it ended, is to end, or usually would."""
        return self.ended_on or self.ends_on or self.began_on + timedelta(days=self.days)


def due(course: Course, today: date) -> dict[CheckMoment, date]:
    """The checks that are due by today, each with its day. A pairing that rests or broke off is asked nothing."""
    if course.state is PairingState.COMPLETED:
        return {CheckMoment.CLOSING: course.end} if course.end <= today <= course.end + LATEST else {}
    if course.state not in ASKED:
        return {}
    days = {
        CheckMoment.MONTH: course.began_on + MONTH,
        CheckMoment.MIDPOINT: course.began_on + (course.end - course.began_on) / 2,
    }
    if course.first_on is not None:
        days[CheckMoment.FIRST] = course.first_on
    if days[CheckMoment.MIDPOINT] <= days[CheckMoment.MONTH]:
        del days[CheckMoment.MIDPOINT]  # a short one is asked once, not twice in a few days
    return {moment: day for moment, day in days.items() if day <= today <= day + LATEST}


def newest(answers: Iterable[tuple[str, date, CheckAnswer]]) -> dict[str, CheckAnswer]:
    """By side: what it said last, of (side, day, answer)."""
    found: dict[str, tuple[date, CheckAnswer]] = {}
    for side, day, answer in answers:
        if side not in found or day >= found[side][0]:
            found[side] = day, answer
    return {side: answer for side, (_, answer) in found.items()}
