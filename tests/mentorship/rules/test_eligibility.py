"""Each hard rule at its edge: what holds, what breaks it, what is said."""

from dataclasses import replace

import pytest

from network.mentorship.rules.eligibility import (
    HARD_RULES,
    About,
    HardRule,
    reasons_against,
    reasons_for_members,
    rules_broken,
    rules_in_force,
)
from network.mentorship.rules.facts import ready, straight_line_km
from network.mentorship.rules.values import Constraints, Party, RegionRule, Rules, Wanted
from tests.mentorship.rules.building import mentee, mentor, problem

VANCOUVER = {"latitude": 49.2827, "longitude": -123.1207}
PRINCE_GEORGE = {"latitude": 53.9171, "longitude": -122.7497}
APART_KM = 516
EVERYTHING_OFF = Rules(shared_language=False, shared_way=False, wanted_topic=False)
MONDAY_9_TO_11 = ((540, 660),)
MONDAY_10_TO_12 = ((600, 720),)


def broken(one: Party, other: Party, rules: Rules = EVERYTHING_OFF, constraints: Constraints | None = None) -> list[str]:
    given = problem([one], [other], rules=rules, constraints=constraints or Constraints())
    return [rule.code for rule in rules_broken(ready(one), ready(other), given)]


def said(one: Party, other: Party, rules: Rules = EVERYTHING_OFF, constraints: Constraints | None = None) -> list[str]:
    given = problem([one], [other], rules=rules, constraints=constraints or Constraints(), labels={"funding": "Funding"})
    return [str(reason.text) for reason in reasons_against(ready(one), ready(other), given)]


def test_a_fitting_pair_breaks_nothing() -> None:
    assert broken(mentor(), mentee(), Rules()) == []


def test_an_organization_never_mentors_itself() -> None:
    assert broken(mentor("x"), mentee("x")) == ["not-itself"]


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (mentor(is_active=False), mentee(), "mentor-active"),
        (mentor(), mentee(is_active=False), "mentee-active"),
        (mentor(), mentee(wants_mentor=False), "wants-mentor"),
    ],
)
def test_who_takes_part(one: Party, other: Party, code: str) -> None:
    assert broken(one, other) == [code]


@pytest.mark.parametrize("pair", [("m1", "n1"), ("n1", "m1")])
def test_do_not_pair_holds_in_both_directions(pair: tuple[str, str]) -> None:
    assert broken(mentor(), mentee(), constraints=Constraints(do_not_pair=frozenset({pair}))) == ["do-not-pair"]


def test_a_forbidden_pair_is_forbidden_in_its_own_direction() -> None:
    assert broken(mentor(), mentee(), constraints=Constraints(forbidden=frozenset({("m1", "n1")}))) == ["forbidden"]
    assert broken(mentor(), mentee(), constraints=Constraints(forbidden=frozenset({("n1", "m1")}))) == []


def test_hidden_reasons_are_taken_out_for_members() -> None:
    constraints = Constraints(do_not_pair=frozenset({("m1", "n1")}), forbidden=frozenset({("m1", "n1")}))
    given = problem([mentor(is_active=False)], [mentee()], constraints=constraints)
    reasons = reasons_against(ready(mentor(is_active=False)), ready(mentee()), given)
    assert [reason.code for reason in reasons] == ["mentor-active", "do-not-pair", "forbidden"]
    assert [reason.code for reason in reasons_for_members(reasons)] == ["mentor-active"]


def test_exactly_the_coordinators_choices_are_hidden() -> None:
    assert {rule.code for rule in HARD_RULES if rule.hidden} == {"do-not-pair", "forbidden"}


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (Rules(), ["language", "way", "topic"]),
        (Rules(shared_language=False), ["way", "topic"]),
        (Rules(shared_way=False), ["language", "topic"]),
        (Rules(wanted_topic=False), ["language", "way"]),
    ],
)
def test_languages_ways_and_topics_can_be_switched_off(rules: Rules, code: list[str]) -> None:
    stranger = mentee(languages=frozenset({"fr"}), ways=frozenset({"visit"}), wants=(Wanted("evaluation"),))
    assert broken(mentor(), stranger, rules) == code


def test_nothing_noted_is_nothing_shared() -> None:
    blank = mentee(languages=frozenset(), ways=frozenset(), wants=())
    assert broken(mentor(), blank, Rules()) == ["language", "way", "topic"]
    assert said(mentor(), blank, Rules())[2] == "Mentee n1 has not said what it wants to learn."


def test_topics_are_said_by_their_labels() -> None:
    assert said(mentor(teaches=frozenset()), mentee(), Rules()) == ["Teaches none of the topics wanted: Funding."]


@pytest.mark.parametrize(
    ("here", "there", "within", "outside"),
    [
        ("north", "north", [], ["region"]),
        ("north", "south", ["region"], []),
        ("", "", ["region"], []),
        ("north", "", ["region"], []),
    ],
)
def test_regions(here: str, there: str, within: list[str], outside: list[str]) -> None:
    one, other = mentor(region=here), mentee(region=there)
    assert broken(one, other, replace(EVERYTHING_OFF, region=RegionRule.WITHIN)) == within
    assert broken(one, other, replace(EVERYTHING_OFF, region=RegionRule.OUTSIDE)) == outside
    assert broken(one, other, replace(EVERYTHING_OFF, region=RegionRule.ANY)) == []


def test_regions_are_said_as_they_are_ruled() -> None:
    within, outside = (replace(EVERYTHING_OFF, region=rule) for rule in (RegionRule.WITHIN, RegionRule.OUTSIDE))
    assert said(mentor(region="a"), mentee(region="b"), within) == ["Not in the same region, and pairs stay within a region."]
    assert said(mentor(region="a"), mentee(region="a"), outside) == ["In the same region, and pairs join different regions."]


@pytest.mark.parametrize(("limit", "found"), [(APART_KM - 1, ["distance"]), (APART_KM, []), (APART_KM + 1, []), (None, [])])
def test_the_longest_distance_is_still_allowed(limit: int | None, found: list[str]) -> None:
    assert straight_line_km(ready(mentor(**VANCOUVER)), ready(mentee(**PRINCE_GEORGE))) == APART_KM
    assert broken(mentor(**VANCOUVER), mentee(**PRINCE_GEORGE), replace(EVERYTHING_OFF, max_distance_km=limit)) == found


def test_a_limit_of_nought_still_limits() -> None:
    limit = replace(EVERYTHING_OFF, max_distance_km=0)
    assert broken(mentor(**VANCOUVER), mentee(**VANCOUVER), limit) == []
    assert broken(mentor(**VANCOUVER), mentee(**PRINCE_GEORGE), limit) == ["distance"]


def test_an_unknown_distance_is_not_short_enough() -> None:
    limit = replace(EVERYTHING_OFF, max_distance_km=5000)
    assert said(mentor(**VANCOUVER), mentee(), limit) == ["The distance is not known, and the limit is 5000 km."]
    assert said(mentor(**VANCOUVER), mentee(**PRINCE_GEORGE), replace(limit, max_distance_km=500)) == [
        "516 km apart in a straight line; the limit is 500 km."
    ]


@pytest.mark.parametrize(("least", "found"), [(0, []), (59, []), (60, []), (61, ["overlap"])])
def test_enough_hours_in_common(least: int, found: list[str]) -> None:
    one, other = mentor(availability=MONDAY_9_TO_11), mentee(availability=MONDAY_10_TO_12)
    assert broken(one, other, replace(EVERYTHING_OFF, min_overlap_minutes=least)) == found


def test_hours_that_are_too_few_are_said() -> None:
    one, other = mentor(availability=MONDAY_9_TO_11), mentee(availability=MONDAY_10_TO_12)
    found = said(one, other, replace(EVERYTHING_OFF, min_overlap_minutes=90))
    assert found == ["Free together for 1 hour a week; 1 h 30 min is the least."]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"mentor_kinds": frozenset({"a"})}, []),
        ({"mentor_kinds": frozenset({"b"})}, ["mentor-kind"]),
        ({"mentor_mandates": frozenset({"x"})}, []),
        ({"mentor_mandates": frozenset({"y"})}, ["mentor-kind"]),
        ({"mentee_kinds": frozenset({"b"})}, []),
        ({"mentee_kinds": frozenset({"a"})}, ["mentee-kind"]),
        ({"mentee_mandates": frozenset({"y"})}, []),
        ({"mentee_mandates": frozenset({"x"})}, ["mentee-kind"]),
        ({"mentor_kinds": frozenset({"a"}), "mentor_mandates": frozenset({"y"})}, ["mentor-kind"]),
        ({"mentee_kinds": frozenset({"b"}), "mentee_mandates": frozenset({"x"})}, ["mentee-kind"]),
    ],
)
def test_kinds_and_mandates(rules: dict, code: list[str]) -> None:
    assert broken(mentor(kind="a", mandate="x"), mentee(kind="b", mandate="y"), replace(EVERYTHING_OFF, **rules)) == code


def test_only_rules_that_are_on_are_in_force() -> None:
    basic = ["not-itself", "mentor-active", "mentee-active", "wants-mentor"]
    assert [rule.code for rule in rules_in_force(problem([], [], rules=EVERYTHING_OFF))] == basic
    everything = Rules(
        region=RegionRule.WITHIN,
        max_distance_km=0,
        min_overlap_minutes=1,
        mentor_kinds=frozenset("a"),
        mentee_mandates=frozenset("b"),
    )
    both = Constraints(do_not_pair=frozenset({("m1", "n1")}), forbidden=frozenset({("m1", "n1")}))
    in_force = rules_in_force(problem([], [], rules=everything, constraints=both))
    assert [rule.code for rule in in_force] == [rule.code for rule in HARD_RULES]


@pytest.mark.parametrize("rule", HARD_RULES, ids=lambda rule: rule.code)
def test_a_rule_about_one_side_does_not_look_at_the_other(rule: HardRule) -> None:
    """Whatever the other side is, the answer is the same."""
    everything = Rules(mentor_kinds=frozenset({"a"}), mentee_kinds=frozenset({"a"}), max_distance_km=1, min_overlap_minutes=1)
    given = problem([], [], rules=everything)
    strangers = [ready(party) for party in (mentor(kind="a"), mentee(kind="b", is_active=False, wants_mentor=False))]
    for one in strangers:
        if rule.about is About.MENTOR:
            assert len({rule.holds(one, other, given) for other in strangers}) == 1
        if rule.about is About.MENTEE:
            assert len({rule.holds(other, one, given) for other in strangers}) == 1


@pytest.mark.parametrize(
    ("one", "other", "constraints", "text"),
    [
        (mentor("x"), mentee("x"), Constraints(), "An organization can't mentor itself."),
        (mentor(is_active=False), mentee(), Constraints(), "Mentor m1 is not active now."),
        (mentor(), mentee(is_active=False), Constraints(), "Mentee n1 is not active now."),
        (mentor(), mentee(wants_mentor=False), Constraints(), "Mentee n1 does not want a mentor now."),
        (
            mentor(),
            mentee(),
            Constraints(do_not_pair=frozenset({("m1", "n1")})),
            "A coordinator's note says not to pair the two.",
        ),
        (
            mentor(),
            mentee(),
            Constraints(forbidden=frozenset({("m1", "n1")})),
            "A coordinator has forbidden this pair in this round.",
        ),
    ],
)
def test_what_is_said(one: Party, other: Party, constraints: Constraints, text: str) -> None:
    assert said(one, other, constraints=constraints) == [text]
