"""What each criterion gives, in points and in words."""

import hypothesis
import pytest
from hypothesis import strategies as st

from network.mentorship.rules.answers import Criterion
from network.mentorship.rules.facts import ready
from network.mentorship.rules.scoring import ENOUGH_MINUTES, FAR_KM, MEASURES, criteria, fit, maxima
from network.mentorship.rules.values import FULL_FIT, PRESETS, Access, Party, Priority, Wanted, Weights
from tests.mentorship.rules.building import mentee, mentor, parties

LABELS = {"funding": "Funding", "en": "English", "fr": "French", "phone": "Phone", "fly-in": "Fly-in places"}
NOTHING = dict.fromkeys([measure.code for measure in MEASURES], 0)


def only(code: str) -> Weights:
    return Weights(**{**NOTHING, code: 1})


def given(code: str, one: Party, other: Party) -> tuple[int, str]:
    (found,) = criteria(ready(one), ready(other), only(code), LABELS)
    assert found.maximum == FULL_FIT
    assert type(found.points) is int
    assert fit(ready(one), ready(other), maxima(only(code))) == found.points
    return found.points, str(found.reason)


FUNDING_FIRST = (Wanted("funding", Priority.HIGH), Wanted("outreach", Priority.MEDIUM), Wanted("transport", Priority.LOW))


@pytest.mark.parametrize(
    ("teaches", "points", "text"),
    [
        (set(), 0, "Teaches none of the topics wanted."),
        ({"transport"}, 166, "Teaches 1 of 3 topics wanted: transport."),
        ({"funding"}, 500, "Teaches 1 of 3 topics wanted: Funding."),
        ({"outreach", "funding"}, 833, "Teaches 2 of 3 topics wanted: Funding and outreach."),
        ({"transport", "outreach", "funding"}, 1000, "Teaches 3 of 3 topics wanted: Funding, outreach and transport."),
    ],
)
def test_topics_count_by_how_much_they_are_wanted(teaches: set[str], points: int, text: str) -> None:
    assert given("topics", mentor(teaches=frozenset(teaches)), mentee(wants=FUNDING_FIRST)) == (points, text)


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"a": "Apples", "b": "Zebras", "c": "Cedars"}, "Cedars, Zebras and Apples"),
        ({"a": "Apples", "b": "zebras"}, "c, zebras and Apples"),
    ],
)
def test_topics_most_wanted_come_first_then_by_label_or_by_code_without_one(labels: dict[str, str], said: str) -> None:
    wants = (Wanted("a", Priority.LOW), Wanted("b", Priority.HIGH), Wanted("c", Priority.HIGH))
    one, other = ready(mentor(teaches=frozenset("abc"))), ready(mentee(wants=wants))
    (found,) = criteria(one, other, only("topics"), labels)
    assert str(found.reason) == f"Teaches 3 of 3 topics wanted: {said}."


def test_one_topic_wanted_and_none() -> None:
    assert given("topics", mentor(), mentee()) == (1000, "Teaches the one topic wanted: Funding.")
    assert given("topics", mentor(), mentee(wants=())) == (0, "No topics wanted are noted.")


def test_a_topic_listed_twice_counts_once_at_its_higher_priority() -> None:
    wants = (Wanted("funding", Priority.HIGH), Wanted("funding", Priority.LOW), Wanted("outreach", Priority.HIGH))
    assert given("topics", mentor(teaches=frozenset({"funding"})), mentee(wants=wants))[0] == 500


@pytest.mark.parametrize(
    ("code", "field", "none"),
    [
        ("context", "contexts", "No likeness of setting is noted."),
        ("languages", "languages", "No language in common is noted."),
        ("ways", "ways", "No way to meet in common is noted."),
    ],
)
def test_what_the_mentee_has_and_the_mentor_shares(code: str, field: str, none: str) -> None:
    def pair(offered: set[str], needed: set[str]) -> tuple[int, str]:
        return given(code, mentor(**{field: frozenset(offered)}), mentee(**{field: frozenset(needed)}))

    assert pair({"en"}, {"en"})[0] == 1000
    assert pair({"en", "fr", "xx"}, {"en", "fr"})[0] == 1000
    assert pair({"en"}, {"en", "fr", "xx"})[0] == 333
    assert pair({"en"}, {"fr"}) == (0, none)
    assert pair(set(), set()) == (0, none)
    assert pair({"fr", "en"}, {"en", "fr"})[1].endswith(("English and French.", "by: English and French."))


@pytest.mark.parametrize(
    ("code", "text"),
    [("context", "Alike in: English."), ("languages", "Both speak English."), ("ways", "Both can meet by: English.")],
)
def test_what_is_shared_is_said(code: str, text: str) -> None:
    shared = {"contexts": frozenset({"en"}), "languages": frozenset({"en"}), "ways": frozenset({"en"})}
    assert given(code, mentor(**shared), mentee(**shared))[1] == text


HERE = {"latitude": 49.0, "longitude": -123.0}
NORTH_111_KM = {"latitude": 50.0, "longitude": -123.0}
FURTHER_THAN_FAR = {"latitude": 59.0, "longitude": -123.0}


@pytest.mark.parametrize(
    ("one", "other", "points", "text"),
    [
        (HERE, HERE, 1000, "0 km in a straight line."),
        (HERE, NORTH_111_KM, 889, "111 km in a straight line."),
        (HERE, FURTHER_THAN_FAR, 0, "1112 km in a straight line."),
        (HERE, {}, 0, "The distance is not known."),
        ({}, HERE, 0, "The distance is not known."),
        (
            HERE,
            {**NORTH_111_KM, "access": Access.FERRY},
            829,
            "111 km in a straight line; ferry, plane or winter road counts as 60 more.",
        ),
        (
            {**HERE, "access": Access.FLY_IN},
            {**NORTH_111_KM, "access": Access.WINTER_ROAD},
            519,
            "111 km in a straight line; ferry, plane or winter road counts as 370 more.",
        ),
    ],
)
def test_distance(one: dict, other: dict, points: int, text: str) -> None:
    assert given("distance", mentor(**one), mentee(**other)) == (points, text)


def test_far_is_a_thousand_kilometres() -> None:
    assert FAR_KM == 1000


def test_a_shared_community_needs_no_ferry() -> None:
    home = {**HERE, "access": Access.FERRY, "community": "Alert Bay", "region": "island"}
    assert given("distance", mentor(**home), mentee(**home)) == (1000, "In the same community.")
    assert given("distance", mentor(**home), mentee(**{**home, "region": "coast"}))[0] == 880
    assert given("distance", mentor(**{**home, "community": ""}), mentee(**{**home, "community": ""}))[0] == 880


@pytest.mark.parametrize(
    ("minutes", "points", "text"),
    [
        (0, 0, "No hours in common."),
        (1, 4, "Free together for 1 minute a week."),
        (45, 187, "Free together for 45 minutes a week."),
        (60, 250, "Free together for 1 hour a week."),
        (150, 625, "Free together for 2 h 30 min a week."),
        (ENOUGH_MINUTES - 1, 995, "Free together for 3 h 59 min a week."),
        (ENOUGH_MINUTES, 1000, "Free together for 4 hours a week."),
        (ENOUGH_MINUTES + 60, 1000, "Free together for 5 hours a week."),
    ],
)
def test_hours_in_common(minutes: int, points: int, text: str) -> None:
    free = ((600, 600 + minutes),) if minutes else ()
    assert given("availability", mentor(availability=((600, 2000),)), mentee(availability=free)) == (points, text)


def test_overlapping_entries_count_once() -> None:
    twice = ((600, 720), (600, 720), (660, 720))
    assert given("availability", mentor(availability=((0, 10080),)), mentee(availability=twice))[0] == 500


def test_hours_that_only_touch_are_not_in_common() -> None:
    assert given("availability", mentor(availability=((0, 60),)), mentee(availability=((60, 120),)))[0] == 0


@pytest.mark.parametrize(
    ("by_mentor", "by_mentee", "points", "text"),
    [
        (False, False, 0, "Neither asked for the other."),
        (True, False, 500, "The mentor asked for this pair."),
        (False, True, 500, "The mentee asked for this pair."),
        (True, True, 1000, "Each asked for the other."),
    ],
)
def test_wishes(by_mentor: bool, by_mentee: bool, points: int, text: str) -> None:
    one = mentor(preferred=frozenset({"n1"}) if by_mentor else frozenset())
    other = mentee(preferred=frozenset({"m1"}) if by_mentee else frozenset())
    assert given("mutual", one, other) == (points, text)


@pytest.mark.parametrize(
    ("by_mentor", "by_mentee", "points"), [(False, False, 0), (True, False, 1000), (False, True, 1000), (True, True, 1000)]
)
def test_an_earlier_good_pairing(by_mentor: bool, by_mentee: bool, points: int) -> None:
    one = mentor(earlier_with=frozenset({"n1"}) if by_mentor else frozenset())
    other = mentee(earlier_with=frozenset({"m1"}) if by_mentee else frozenset())
    assert given("earlier", one, other) == (points, "An earlier pairing went well." if points else "Not paired before.")


def test_defaults_are_already_a_thousand() -> None:
    assert maxima(Weights()) == (400, 150, 150, 100, 50, 50, 50, 50)


def test_points_left_by_rounding_go_to_the_largest_remainder_then_to_the_first() -> None:
    thirds = Weights(**{**NOTHING, "topics": 1, "distance": 1, "earlier": 1})
    assert maxima(thirds) == (334, 0, 333, 0, 0, 0, 0, 333)
    uneven = Weights(**{**NOTHING, "topics": 1, "distance": 5})
    assert maxima(uneven) == (167, 0, 833, 0, 0, 0, 0, 0)
    assert maxima(Weights(**{**NOTHING, "topics": 1, "distance": 2})) == (333, 0, 667, 0, 0, 0, 0, 0)


weights = st.builds(Weights, **{measure.code: st.integers(0, 100) for measure in MEASURES})


@hypothesis.given(weights)
def test_maxima_always_add_up(chosen: Weights) -> None:
    total = sum(getattr(chosen, measure.code) for measure in MEASURES)
    assert sum(maxima(chosen)) == (FULL_FIT if total else 0)
    assert all((most > 0) <= (getattr(chosen, measure.code) > 0) for most, measure in zip(maxima(chosen), MEASURES, strict=True))


@hypothesis.given(parties("m", 1), parties("n", 1), weights)
def test_points_add_up_to_the_fit_and_stay_within_it(one: list[Party], other: list[Party], chosen: Weights) -> None:
    found: tuple[Criterion, ...] = criteria(ready(one[0]), ready(other[0]), chosen, {})
    assert all(type(measure.share(ready(one[0]), ready(other[0]))) is int for measure in MEASURES)
    assert sum(each.points for each in found) == fit(ready(one[0]), ready(other[0]), maxima(chosen))
    assert all(0 <= each.points <= each.maximum for each in found)


def test_everything_in_common_is_a_full_fit() -> None:
    shared = {
        **HERE,
        "contexts": frozenset({"a"}),
        "availability": ((0, 600),),
        "teaches": frozenset({"funding"}),
        "preferred": frozenset({"m1", "n1"}),
        "earlier_with": frozenset({"m1", "n1"}),
    }
    for preset in PRESETS:
        assert fit(ready(mentor(**shared)), ready(mentee(**shared)), maxima(preset.weights)) == FULL_FIT


def test_a_criterion_without_weight_is_not_mentioned() -> None:
    found = criteria(ready(mentor()), ready(mentee()), only("topics"), LABELS)
    assert [(each.code, str(each.name)) for each in found] == [("topics", "Topics")]


def test_there_are_three_presets_with_their_own_names() -> None:
    assert [preset.code for preset in PRESETS] == ["balanced", "learning", "closeness"]
    assert len({str(preset.name) for preset in PRESETS}) == len(PRESETS)
