"""Distances agree with those that anyone can look up."""

from math import acos, cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.places.rules.distance import EARTH_RADIUS_KM, in_a_straight_line, kilometres, kilometres_between_all, nearest
from tests.places.rules.data_set import community, data_set


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("Vancouver", "Prince George", 520),
        ("Vancouver", "Victoria", 92),
        ("Prince George", "Prince Rupert", 497),
        ("Vancouver", "Fort Nelson", 1063),
        ("Kelowna", "Cranbrook", 271),
    ],
)
def test_known_distances(one, other, km):
    assert kilometres(community(one), community(other)) == pytest.approx(km, rel=0.012)


def test_a_place_is_no_distance_from_itself():
    assert kilometres(community("Smithers"), community("Smithers")) == 0


@given(st.integers(0, 277), st.integers(0, 277))
def test_distance_is_the_same_both_ways_and_agrees_with_the_law_of_cosines(first, second):
    one, other = data_set().communities[first], data_set().communities[second]
    there = kilometres(one, other)
    assert there == kilometres(other, one)
    a, b, turn = (radians(one.latitude), radians(other.latitude), radians(other.longitude - one.longitude))
    law = EARTH_RADIUS_KM * acos(max(-1.0, min(1.0, sin(a) * sin(b) + cos(a) * cos(b) * cos(turn))))
    assert there == pytest.approx(law, abs=0.2)


def test_the_table_holds_the_same_figures_as_one_by_one():
    places = data_set().communities[:20]
    table = kilometres_between_all(places[:5], places)
    assert [len(row) for row in table] == [20] * 5
    for row, place in zip(table, places, strict=False):
        assert row == pytest.approx([kilometres(place, other) for other in places])


def test_the_nearest_is_found_and_the_first_of_two_as_near():
    towns = [community("Kelowna"), community("Terrace"), community("Prince George")]
    found = nearest(community("Smithers"), towns)
    assert found is not None
    assert found[0].name == "Terrace"
    assert nearest(community("Smithers"), []) is None
    twice = [community("Terrace"), community("Terrace")]
    assert nearest(community("Smithers"), twice)[0] is twice[0]


@pytest.mark.parametrize(
    ("km", "said"),
    [(0, "less than 1 km in a straight line"), (1, "1 km in a straight line"), (518.6, "519 km in a straight line")],
)
def test_a_distance_says_that_it_is_a_straight_line(km, said):
    assert str(in_a_straight_line(km)) == said
