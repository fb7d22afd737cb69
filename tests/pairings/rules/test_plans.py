"""What the rules say of plans: their order, and what they begin with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.kernel.refusals import Conflict
from network.pairings.rules.plans.steps import MOST, insist_few_steps, moved
from network.pairings.rules.plans.templates import TEMPLATES

GROUPS = {"a": 1, "b": 2, "c": 1, "d": 2, "e": 1}


@pytest.mark.parametrize(
    ("moving", "is_up", "after"),
    [
        ("a", True, "abcde"),
        ("a", False, "cbade"),
        ("c", True, "cbade"),
        ("c", False, "abedc"),
        ("d", True, "adcbe"),
        ("e", False, "abcde"),
    ],
)
def test_a_step_passes_its_neighbour_of_the_same_goal(moving: str, is_up: bool, after: str) -> None:
    assert "".join(moved("abcde", GROUPS, moving, is_up=is_up)) == after


@given(st.permutations("abcde"), st.sampled_from("abcde"), st.booleans())
def test_moving_loses_nothing_leaves_other_goals_alone_and_can_be_taken_back(order: list[str], moving: str, is_up: bool) -> None:
    after = moved(order, GROUPS, moving, is_up=is_up)
    assert sorted(after) == sorted(order)
    others = [(place, each) for place, each in enumerate(order) if GROUPS[each] != GROUPS[moving]]
    assert all(after[place] == each for place, each in others)
    assert list(after) == list(order) or list(moved(after, GROUPS, moving, is_up=not is_up)) == list(order)


def test_a_plan_has_an_end() -> None:
    insist_few_steps(MOST)
    with pytest.raises(Conflict):
        insist_few_steps(MOST + 1)


@pytest.mark.parametrize("code", TEMPLATES)
def test_each_template_is_short_in_order_and_fits_its_column(code: str) -> None:
    steps = TEMPLATES[code].steps
    assert 3 <= len(steps) <= 7
    weeks = [step.weeks for step in steps]
    assert weeks == sorted(weeks)
    assert all(len(str(step.text)) <= 100 and 1 <= step.weeks <= 52 for step in steps)
