"""Distances, weeks and durations."""

import pytest

from network.mentorship.rules.facts import duration, listed, ready, straight_line_km, week_of
from tests.mentorship.rules.building import mentee, mentor


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        ((49.2827, -123.1207), (49.2827, -123.1207), 0),
        ((49.2827, -123.1207), (54.3150, -130.3208), 746),
        ((0.0, 0.0), (0.0, 180.0), 20015),
        ((49.0, -123.0), (49.0, -123.01), 1),
    ],
)
def test_great_circle_distances(here: tuple[float, float], there: tuple[float, float], km: int) -> None:
    one, other = mentor(latitude=here[0], longitude=here[1]), mentee(latitude=there[0], longitude=there[1])
    assert straight_line_km(ready(one), ready(other)) == km
    assert straight_line_km(ready(other), ready(one)) == km


@pytest.mark.parametrize("missing", [{"latitude": None, "longitude": 1.0}, {"latitude": 1.0, "longitude": None}])
def test_half_a_place_is_no_place(missing: dict) -> None:
    assert straight_line_km(ready(mentor(**missing)), ready(mentee(latitude=1.0, longitude=1.0))) is None


def test_a_place_at_nought_is_known() -> None:
    assert straight_line_km(ready(mentor(latitude=0.0, longitude=0.0)), ready(mentee(latitude=0.0, longitude=0.0))) == 0


def test_an_interval_has_its_start_and_not_its_end() -> None:
    assert week_of([(2, 4)]) == 0b1100
    assert week_of([(0, 1), (3, 4), (3, 4)]) == 0b1001
    assert week_of([]) == 0


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 minutes"), (1, "1 minute"), (59, "59 minutes"), (60, "1 hour"), (61, "1 h 1 min"), (120, "2 hours")],
)
def test_durations_are_said(minutes: int, text: str) -> None:
    assert str(duration(minutes)) == text


def test_codes_are_listed_by_label() -> None:
    assert listed({"b", "a", "z"}, {"b": "Apples", "a": "Pears"}) == ("Apples", "Pears", "z")
