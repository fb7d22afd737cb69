"""What can become of a goal."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from network.kernel.refusals import Conflict
from network.kernel.words import Words, words


class GoalState(StrEnum):
    """Where a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    LET_GO = "let-go"


GOAL_WORDS: Mapping[GoalState, Words] = {
    GoalState.OPEN: words("Open"),
    GoalState.REACHED: words("Reached"),
    GoalState.LET_GO: words("Let go"),
}
ADVISED = 3
MOST = 20


def insist_open_goal(state: str) -> None:
    """Only what is open is reached, let go or changed. Raises Conflict."""
    if state != GoalState.OPEN:
        raise Conflict(words("This goal is closed. Open it again first."))


def insist_closed_goal(state: str) -> None:
    """Only what is closed is opened again. Raises Conflict."""
    if state == GoalState.OPEN:
        raise Conflict(words("This goal is open already."))


def insist_few_goals(number: int) -> None:
    """Goals that nobody can oversee are none. Raises Conflict."""
    if number >= MOST:
        raise Conflict(words("There are %(most)s open goals. Let one go before you set another.", most=MOST))


def is_late(state: GoalState, due_on: date | None, today: date) -> bool:
    """Whether it is open and its day is over."""
    return state is GoalState.OPEN and due_on is not None and due_on < today


def advice(open_goals: int) -> Words:
    """How many goals are good, said where one sets the next."""
    if open_goals < ADVISED:
        return words("Three goals are enough for a year. Choose what would change most.")
    return words("You have %(count)s open goals. You may set another; few goals are reached more often.", count=open_goals)
