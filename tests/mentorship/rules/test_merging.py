"""What keeps two entries from becoming one organization, case by case."""

import pytest

from network.mentorship.rules.merging import EACH_OTHER, Tie, contradictions
from network.pairings.rules.states import Side

MENTOR, MENTEE = Side.MENTOR, Side.MENTEE
NAMES = {"t": "Aspen Peers", "r": "Winter round"}
BOTH_TIED = "Both are tied to Aspen Peers. End or withdraw one of the two first."
BOTH_PLACED = "Both have a mentor in the round “Winter round”. Withdraw or free one of the two first."
BOTH_SECOND = "Both have a second mentor in the round “Winter round”. Withdraw one of the two first."


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ([], [], []),
        ([Tie(MENTOR, "t")], [], []),
        ([Tie(MENTOR, "o")], [Tie(MENTEE, "k")], [str(EACH_OTHER)]),
        ([], [Tie(MENTEE, "k", "r")], [str(EACH_OTHER)]),
        ([Tie(MENTOR, "o", "r", is_lock=True)], [], [str(EACH_OTHER)]),
        ([Tie(MENTOR, "t")], [Tie(MENTOR, "t")], [BOTH_TIED]),
        ([Tie(MENTOR, "t")], [Tie(MENTOR, "t", "r", is_second=True)], [BOTH_TIED]),
        ([Tie(MENTEE, "t")], [Tie(MENTEE, "t", "r")], [BOTH_TIED]),
        ([Tie(MENTOR, "t")], [Tie(MENTEE, "t")], []),
        ([Tie(MENTOR, "t", "r", is_lock=True)], [Tie(MENTOR, "t", "r", is_lock=True)], []),
        ([Tie(MENTOR, "t", "r")], [Tie(MENTOR, "u", "r")], []),
        ([Tie(MENTEE, "t", "r")], [Tie(MENTEE, "u", "r")], [BOTH_PLACED]),
        ([Tie(MENTEE, "t", "r")], [Tie(MENTEE, "u", "s")], []),
        ([Tie(MENTEE, "t", "r")], [Tie(MENTEE, "u", "r", is_second=True)], []),
        ([Tie(MENTEE, "t", "r", is_second=True)], [Tie(MENTEE, "u", "r", is_second=True)], [BOTH_SECOND]),
        ([Tie(MENTEE, "t", "r")], [Tie(MENTEE, "u", "r", is_lock=True)], [BOTH_PLACED]),
        ([Tie(MENTEE, "t", "r")], [Tie(MENTOR, "u", "r")], []),
        ([Tie(MENTEE, "t")], [Tie(MENTEE, "u", "r")], []),
        ([Tie(MENTEE, "t", "r")], [Tie(MENTEE, "t", "r")], [BOTH_TIED, BOTH_PLACED]),
    ],
)
def test_what_contradicts(mine: list[Tie], theirs: list[Tie], expected: list[str]) -> None:
    for ties in ({"k": mine, "o": theirs}, {"o": theirs, "k": mine}):
        assert [str(each) for each in contradictions(ties, NAMES)] == expected
