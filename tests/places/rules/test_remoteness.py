"""Remoteness counts the nearest support, the nearest large place and the way there, and says so."""

import pytest

from network.places.rules.remoteness import ACCESS_ADDS_KM, centres, remoteness
from network.places.rules.values import Access
from tests.places.rules.data_set import community, data_set

SUPPORT = [community("Victoria"), community("Prince George")]
LARGE = centres(data_set().communities)


def test_large_places_are_those_above_fifty_thousand():
    names = {place.name for place in LARGE}
    assert {"Prince George", "Kamloops", "Nanaimo"} <= names
    assert "Vernon" not in names


def test_distances_to_the_nearest_are_given_with_their_names():
    smithers = remoteness(community("Smithers"), Access.ROAD, SUPPORT, LARGE)
    assert (smithers.support_name, smithers.centre_name) == ("Prince George", "Prince George")
    assert smithers.support_km == pytest.approx(304, abs=4)
    assert smithers.score == round(smithers.support_km * 1.5)


def test_a_ferry_counts_and_a_plane_counts_more():
    scores = [
        remoteness(community("Klemtu"), access, SUPPORT, LARGE).score for access in (Access.ROAD, Access.FERRY, Access.FLY_IN)
    ]
    assert scores == sorted(set(scores))
    assert scores[2] - scores[0] == ACCESS_ADDS_KM[Access.FLY_IN]


def test_every_way_of_arriving_has_a_figure():
    assert set(ACCESS_ADDS_KM) == set(Access)


def test_the_reasons_are_sentences():
    why = [str(part) for part in remoteness(community("Skidegate"), Access.FERRY, SUPPORT, LARGE).why]
    assert why[0].startswith("The nearest organization with a sex work mandate is in Prince George, ")
    assert why[0].endswith(" km in a straight line.")
    assert why[1].startswith("The nearest community above 50,000 people is Prince George, ")
    assert why[2] == "People get there by ferry or boat."


def test_a_road_needs_no_sentence():
    assert len(remoteness(community("Smithers"), Access.ROAD, SUPPORT, LARGE).why) == 2


def test_the_place_itself_may_be_the_nearest():
    victoria = remoteness(community("Victoria"), Access.ROAD, SUPPORT, LARGE)
    assert victoria.score == 0
    assert [str(part) for part in victoria.why] == [
        "An organization with a sex work mandate is in the same community.",
        "It has more than 50,000 people.",
    ]


def test_with_nobody_on_the_list_a_place_is_as_remote_as_can_be():
    alone = remoteness(community("Victoria"), Access.ROAD, [], [])
    assert (alone.support_km, alone.centre_km, alone.score) == (None, None, 2250)
    assert str(alone.why[0]) == "No active organization with a sex work mandate is on the list."
    assert str(alone.why[1]) == "No community above 50,000 people is on the list."
