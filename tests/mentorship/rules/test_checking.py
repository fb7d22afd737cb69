"""What a problem is refused for."""

import pytest

from network.kernel.refusals import Invalid
from network.mentorship.rules.standing import draft_of
from network.mentorship.rules.values import Constraints, Party, Problem, Weights
from tests.mentorship.rules.building import mentee, mentor, problem

PAIR = frozenset({("m1", "n1")})


def refused(given: Problem) -> str:
    with pytest.raises(Invalid) as caught:
        draft_of(given)
    return f"{caught.value.field}: {caught.value.message}"


def test_an_organization_listed_twice() -> None:
    assert (
        refused(problem([mentor("m1", name="Alder"), mentor("m1")], [])) == "mentors: Listed more than once: Alder and Mentor m1."
    )
    assert refused(problem([], [mentee(), mentee()])) == "mentees: Listed more than once: Mentee n1."


def test_the_same_organization_may_stand_on_both_sides() -> None:
    assert draft_of(problem([mentor("x")], [mentee("x")])).arcs.of(0) == range(0)


@pytest.mark.parametrize("places", [-1, 1001])
def test_places_out_of_range(places: int) -> None:
    assert refused(problem([mentor(capacity=places)], [])).startswith(
        "mentors: Mentor m1: places must be a number from 0 to 1000"
    )


@pytest.mark.parametrize("places", [0, 1000])
def test_places_at_the_edge(places: int) -> None:
    assert draft_of(problem([mentor(capacity=places)], [])).arcs.places == (places,)


@pytest.mark.parametrize("interval", [(-1, 5), (5, 5), (6, 5), (10079, 10081)])
def test_hours_outside_the_week(interval: tuple[int, int]) -> None:
    assert (
        refused(problem([], [mentee(availability=(interval,))])) == "mentees: Mentee n1: the free hours must lie within one week."
    )


def test_hours_at_the_edges_of_the_week() -> None:
    assert draft_of(problem([], [mentee(availability=((0, 1), (10079, 10080)))])).mentees["n1"].week.bit_count() == 2


@pytest.mark.parametrize("weight", [-1, 101, 2.5, True])
def test_a_weight_that_is_not_one(weight: object) -> None:
    assert (
        refused(problem([], [], weights=Weights(distance=weight)))
        == "weights.distance: A weight is a whole number from 0 to 100."
    )
    assert refused(problem([], [], weights=Weights(fair_load=weight))).startswith("weights.fair_load")


def test_no_weight_at_all() -> None:
    nothing = Weights(0, 0, 0, 0, 0, 0, 0, 0, fair_load=100)
    assert refused(problem([], [], weights=nothing)) == "weights: Give at least one criterion a weight."


def locked(one: Party, others: list[Party], pairs: frozenset, **more: frozenset) -> Problem:
    return problem([one, mentor("m2")], others, constraints=Constraints(locked=pairs, **more))


def test_a_locked_stranger() -> None:
    assert "not in this round" in refused(locked(mentor(), [mentee()], frozenset({("m1", "n9")})))
    assert "not in this round" in refused(locked(mentor(), [mentee()], frozenset({("m9", "n1")})))


def test_a_mentee_locked_twice() -> None:
    assert refused(locked(mentor(), [mentee()], PAIR | {("m2", "n1")})) == "locked: Mentee n1 is locked to two mentors."


def test_more_locked_pairs_than_places() -> None:
    pairs = PAIR | {("m1", "n2")}
    people = [mentee(), mentee("n2")]
    assert refused(locked(mentor(), people, pairs)) == "locked: Mentor m1 has fewer places than locked pairs."
    assert draft_of(locked(mentor(capacity=2), people, pairs)).arcs.places == (0, 1)


def test_a_locked_pair_that_breaks_a_rule() -> None:
    stranger = mentee(languages=frozenset())
    assert (
        refused(locked(mentor(), [stranger], PAIR)) == "locked: Mentor m1 and Mentee n1 can't be locked: They share no language."
    )


def test_an_accepted_pair_stays_whatever_rule_came_later() -> None:
    assert draft_of(locked(mentor(), [mentee(languages=frozenset())], PAIR, kept=PAIR)).locked == {"n1": "m1"}


@pytest.mark.parametrize("hidden", ["do_not_pair", "forbidden"])
def test_a_pair_that_must_not_be_never_stays(hidden: str) -> None:
    assert refused(locked(mentor(), [mentee()], PAIR, kept=PAIR, **{hidden: PAIR})).startswith("locked: Mentor m1 and Mentee n1")
