"""Two plans side by side."""

from network.mentorship.rules.answers import Pair, Plan, Proof
from network.mentorship.rules.planning import match
from network.mentorship.rules.scenarios import Move, compare, figures
from network.mentorship.rules.values import Strategy, Tier
from tests.mentorship.rules.building import mentee, mentor, problem


def plan(*pairs: tuple[str, str, int, int | None], unserved: tuple[str, ...] = ()) -> Plan:
    made = tuple(Pair(offer, seeker, fit, Tier.SECOND, km) for offer, seeker, fit, km in pairs)
    tiers = dict.fromkeys([pair.mentee_id for pair in made] + list(unserved), Tier.SECOND)
    return Plan(Strategy.COVERAGE, made, unserved, tiers, 0, Proof({}, 0, 0))


def test_who_gains_who_loses_and_what_moved() -> None:
    before = plan(("m1", "n1", 500, 1), ("m2", "n2", 400, 1), ("m2", "n3", 300, 1), unserved=("n4", "n5"))
    after = plan(("m2", "n1", 550, 1), ("m2", "n2", 400, 1), ("m1", "n4", 100, 1), ("m3", "n6", 1, 1), unserved=("n3",))
    found = compare(before, after)
    assert found.gains == ("n4", "n6")
    assert found.loses == ("n3",)
    assert found.moved == (Move("n1", "m1", "m2", 50),)
    assert found.same == ("n2",)
    assert (found.joined, found.left) == (("n6",), ("n5",))


def test_figures_of_a_plan() -> None:
    found = figures(plan(("m1", "n1", 500, 600), ("m1", "n2", 401, 601), ("m2", "n3", 0, None), unserved=("n4",)))
    assert (found.served, found.unserved, found.fit, found.mean_fit) == (3, 1, 901, 300)
    assert (found.far_pairs, found.mentors_used) == (1, 2)
    assert found.served_by_tier == {Tier.FIRST: 0, Tier.SECOND: 3, Tier.THIRD: 0}


def test_the_mean_fit_is_rounded_to_the_nearest_point() -> None:
    assert figures(plan(("m1", "n1", 1, 1), ("m1", "n2", 2, 1))).mean_fit == 2
    assert figures(plan(("m1", "n1", 1, 1), ("m1", "n2", 1, 1), ("m1", "n3", 2, 1))).mean_fit == 1


def test_an_empty_plan_has_no_mean() -> None:
    assert figures(plan()).mean_fit == 0


def test_a_lost_mentor_is_seen() -> None:
    people = [mentee("n1"), mentee("n2")]
    before, after = match(problem([mentor("m1"), mentor("m2")], people)), match(problem([mentor("m1")], people))
    found = compare(before, after)
    assert (found.loses, found.before.served, found.after.served) == (("n2",), 2, 1)
