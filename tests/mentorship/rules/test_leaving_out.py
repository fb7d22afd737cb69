"""Who is left out, why, and what would change it: counts, names and sentences at their edges."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from network.kernel.words import plain, words
from network.mentorship.rules.answers import RuleCount, UnservedReasons
from network.mentorship.rules.arcs import Arcs, arcs_of
from network.mentorship.rules.leaving_out import Shortage, count_words, relaxing_words, shortened, smallest_cover
from network.mentorship.rules.planning import match
from network.mentorship.rules.residual import Residual
from network.mentorship.rules.values import Problem, Rules, Strategy, Tier
from tests.mentorship.rules.building import (
    Enumerated,
    best_of,
    every_plan,
    mentee,
    mentor,
    mentors_of,
    problem,
    small_arcs,
    standing_on,
)


def unserved(given_problem: Problem) -> dict[str, UnservedReasons]:
    explanation = match(given_problem).explanation
    assert explanation is not None
    return dict(explanation.unserved)


def texts(said: tuple) -> list[str]:
    return [str(each) for each in said]


def test_the_fewest_rules_explain() -> None:
    broken = [frozenset({"language", "way"}), frozenset({"way", "topic"}), frozenset({"way"})]
    assert smallest_cover(broken) == {"way"}
    assert smallest_cover([frozenset({"language"}), frozenset({"topic"})]) == {"language", "topic"}
    assert smallest_cover([frozenset({"topic", "language"})]) == {"language"}
    assert smallest_cover([]) == frozenset()


def test_who_is_excluded_by_a_rule_is_not_counted_among_those_who_wait_for_a_place() -> None:
    strangers = [mentee("n3", languages=frozenset({"fr"})), mentee("n4", languages=frozenset({"fr"}))]
    reasons = unserved(problem([mentor()], [mentee("n1"), mentee("n2"), *strangers]))
    assert (reasons["n2"].sharing, reasons["n2"].places) == (2, 1)
    assert (reasons["n2"].mentee_id, reasons["n2"].tier.tier) == ("n2", Tier.THIRD)
    shut_out = reasons["n3"]
    assert (shut_out.mentee_id, shut_out.tier.tier, shut_out.depends_on) == ("n3", Tier.THIRD, ())


@pytest.mark.parametrize(("minutes", "is_said"), [(0, False), (1, True)])
def test_who_said_no_times_is_asked_for_them_where_any_minute_together_is_wanted(minutes: int, is_said: bool) -> None:
    rules = Rules(min_overlap_minutes=minutes)
    reasons = unserved(problem([], [mentee(availability=())], rules=rules))["n1"]
    assert ("Say when you are free." in texts(reasons.for_members)) is is_said


@pytest.mark.parametrize(
    ("strategy", "said"),
    [
        (Strategy.COVERAGE, "Those placed there come first by tier, then by total fit."),
        (Strategy.MOST_SERVED, "Those placed there give the better total fit."),
        (Strategy.BEST_FIT, "Those placed there give the better total fit."),
    ],
)
def test_what_came_first_is_said_as_the_strategy_has_it(strategy: Strategy, said: str) -> None:
    reasons = unserved(problem([mentor()], [mentee("n1"), mentee("n2")], strategy=strategy))["n2"]
    assert texts(reasons.why)[1] == said


@pytest.mark.parametrize(
    ("number", "said"), [(1, "m0"), (3, "m0, m1 and m2"), (4, "m0, m1, m2 and m3"), (5, "m0, m1, m2 and 2 others")]
)
def test_names_beyond_three_are_counted_unless_it_is_one(number: int, said: str) -> None:
    names = tuple(f"m{index}" for index in range(number))
    assert plain(shortened(names, number)) == said


@pytest.mark.parametrize(
    ("excludes", "mentors", "said"),
    [
        (1, 2, "1 mentor: no shared language."),
        (2, 3, "2 mentors: no shared language."),
        (2, 2, "Every mentor: no shared language."),
    ],
)
def test_how_many_mentors_a_rule_excludes(excludes: int, mentors: int, said: str) -> None:
    assert str(count_words(RuleCount("language", words("no shared language"), excludes, 0), mentors)) == said


def test_how_many_mentors_a_rule_alone_keeps_away() -> None:
    counts = tuple(RuleCount("language", words("no shared language"), 3, alone) for alone in (0, 1, 2))
    assert texts(relaxing_words(counts)) == [
        "Without this rule, 1 mentor: no shared language.",
        "Without this rule, 2 mentors: no shared language.",
    ]


def test_what_an_entry_says_of_itself_is_no_rule_to_do_without() -> None:
    resting = RuleCount("mentee-active", words("the mentee is not active"), 3, 2)
    assert str(count_words(resting, 3)) == "It takes no part: the mentee is not active."
    one = RuleCount("mentee-active", words("the mentee is not active"), 3, 1)
    assert texts(relaxing_words((resting,))) == ["2 mentors are possible once that changes."]
    assert texts(relaxing_words((one,))) == ["1 mentor is possible once that changes."]


@settings(max_examples=120, deadline=None)
@given(small_arcs((Strategy.COVERAGE,)))
def test_places_that_would_help_come_with_the_best_for_the_whole_plan_first(arcs: Arcs) -> None:
    """As solving again says, when one more place is to serve this one and nobody is to lose a mentor."""
    standing = standing_on(arcs)
    shortage = Shortage(Residual(standing))
    served = {who for who, at in enumerate(mentors_of(standing)) if at is not None}
    for who in range(len(arcs.mentees)):
        mentors = sorted(shortage.depends_on(who))
        if who in served or not mentors or shortage.has_free_place(mentors):
            continue
        best: dict[str, Enumerated] = {}
        for mentor_at in mentors:
            wider = replace(arcs, places=tuple(count + (at == mentor_at) for at, count in enumerate(arcs.places)))
            with_it = [
                plan
                for plan in every_plan(wider)
                if {one for one, at in enumerate(plan.mentors) if at is not None} == served | {who}
            ]
            best[arcs.mentors[mentor_at]] = best_of(with_it)
        openings = shortage.openings(who, mentors)
        assert {each.mentor_id for each in openings} == set(best)
        goals = [best[each.mentor_id].goal for each in openings]
        assert goals == sorted(goals, reverse=True)


def fits(**by_mentor: dict[str, int]) -> Arcs:
    """Numbers of mentors with one place each and mentees of one tier, from {mentee: fit} by mentor."""
    pairs = [(teacher, seeker, fit, False) for teacher, row in by_mentor.items() for seeker, fit in row.items()]
    seekers = sorted({seeker for row in by_mentor.values() for seeker in row})
    return arcs_of(
        [(teacher, 1, 0) for teacher in by_mentor], [(one, Tier.THIRD) for one in seekers], pairs, 0, Strategy.COVERAGE
    )


TWO_WAIT = fits(m1={"n1": 400, "n2": 100, "n3": 500, "n4": 200}, m2={"n1": 100, "n2": 200, "n4": 200})
"""n3 and n2 have the places. Nobody could move, so one more place serves at its own fit."""
ONE_MOVES = fits(m1={"n1": 600, "n2": 300, "n3": 400, "n4": 400}, m2={"n2": 500, "n3": 100, "n4": 600})
"""n1 and n4 have the places. With one more at m1, n4 can go there and leave its place to n2."""


@pytest.mark.parametrize(
    ("arcs", "who", "found"),
    [
        (TWO_WAIT, "n1", [("m1", 400), ("m2", 100)]),
        (TWO_WAIT, "n4", [("m1", 200), ("m2", 200)]),
        (ONE_MOVES, "n2", [("m2", 500), ("m1", 500)]),
        (ONE_MOVES, "n3", [("m1", 400), ("m2", 100)]),
    ],
)
def test_each_place_that_would_help_is_told_with_the_fit_it_would_give(
    arcs: Arcs, who: str, found: list[tuple[str, int]]
) -> None:
    shortage = Shortage(Residual(standing_on(arcs)))
    mentee_at = arcs.mentees.index(who)
    openings = shortage.openings(mentee_at, sorted(shortage.depends_on(mentee_at)))
    assert [(each.mentor_id, each.fit) for each in openings] == found
