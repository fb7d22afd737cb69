"""What the rules say of needs: gaps by topic, and where goals come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.pairings.rules.needs import SUGGESTED, TOP, Moment, asked_first, gap_said, gaps, suggested

START, MIDDLE, END = Moment
LEVELS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, TOP))


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((), None),
        ((2,), None),
        ((2, 2), "As it was"),
        ((1, 3), "2 of 3 steps closed"),
        ((0, 4), "Closed"),
        ((4, 4), "As it was"),
        ((3, 2), "1 step wider"),
        ((4, 1), "3 steps wider"),
        ((1, 0, 2), "1 of 3 steps closed"),
    ],
)
def test_what_became_of_a_gap(levels: tuple[int, ...], said: str | None) -> None:
    told = gap_said(levels)
    assert (str(told) if told else None) == said


def test_topics_come_in_the_order_of_the_list_and_lost_ones_last() -> None:
    looks = {END: {"b": 3, "lost": 1}, START: {"b": 1, "a": 0}}
    lines = gaps(looks, ("a", "b"))
    assert [line.topic for line in lines] == ["a", "b", "lost"]
    assert lines[1].levels == {START: 1, END: 3}
    assert [str(line.said) for line in lines] == ["None", "2 of 3 steps closed", "None"]


@given(LEVELS, st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_goals_are_suggested_where_the_gap_is_widest(levels: dict[str, int], wanted: list[str]) -> None:
    found = suggested(levels, wanted)
    assert len(found) == min(SUGGESTED, sum(level < TOP for level in levels.values()))
    left = [levels[topic] for topic in levels if topic not in found and levels[topic] < TOP]
    assert all(levels[topic] < TOP for topic in found)
    assert not found or not left or max(levels[topic] for topic in found) <= min(left)


def test_of_equal_gaps_the_most_wanted_comes_first() -> None:
    assert suggested({"a": 1, "b": 1, "c": 0, "d": 1}, ("d", "b")) == ("c", "d", "b")


def test_the_tool_is_short_where_something_is_wanted() -> None:
    assert asked_first(("a", "b", "c"), ("c",), {"a"}) == ("a", "c")
    assert asked_first(("a", "b"), (), ()) == ("a", "b")
