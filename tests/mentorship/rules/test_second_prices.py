"""Locking, moving or forbidding a second pair costs what matching again says, and never a first mentor."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from network.kernel.refusals import Invalid
from network.mentorship.rules.answers import Plan, Price
from network.mentorship.rules.child import answer_to
from network.mentorship.rules.planning import match, settle_plan
from network.mentorship.rules.prices import PriceList
from network.mentorship.rules.problem_file import problem_of, problem_text
from network.mentorship.rules.seconds import first_problem, second_problem
from network.mentorship.rules.values import Constraints, PairKey, Problem, Second, Strategy, Tier, Wanted
from tests.mentorship.rules.building import best_of, every_plan, mentee, mentor, problem, problems

FUNDING, OUTREACH = Wanted("funding"), Wanted("outreach")
M1, M2, M3 = (
    mentor(f"m{number}", teaches=frozenset({topic})) for number, topic in ((1, "funding"), (2, "outreach"), (3, "outreach"))
)
WANTS_BOTH = mentee("n1", wants=(FUNDING, OUTREACH))
HELD = Constraints(locked=frozenset({("m1", "n1")}))


def both(given_problem: Problem) -> tuple[Plan, Plan]:
    """The plan of first mentors and that of second ones."""
    plan = match(first_problem(given_problem))
    return plan, match(second_problem(given_problem, plan))


def locking(given_problem: Problem, *pairs: PairKey) -> Problem:
    return replace(given_problem, second=replace(given_problem.second or Second(), locked=frozenset(pairs)))


def goal(plan: Plan) -> tuple[int, ...]:
    """What the strategy sees of a plan, first level first."""
    by_tier = tuple(plan.served_by_tier.values())
    served = {Strategy.COVERAGE: by_tier, Strategy.MOST_SERVED: (sum(by_tier),), Strategy.BEST_FIT: ()}
    return (*served[plan.strategy], plan.fit - plan.load, sum(pair.kept for pair in plan.pairs))


def stated(price: Price, strategy: Strategy) -> tuple[int, ...]:
    by_tier = tuple(price.served_lost.get(tier, 0) for tier in sorted(Tier, reverse=True))
    served = {Strategy.COVERAGE: by_tier, Strategy.MOST_SERVED: (sum(by_tier),), Strategy.BEST_FIT: ()}
    return (*served[strategy], price.fit_lost, price.kept_lost)


def lost(before: Plan, after: Plan) -> tuple[int, ...]:
    return tuple(one - other for one, other in zip(goal(before), goal(after), strict=True))


@settings(max_examples=80, deadline=None)
@given(problems())
def test_locking_a_second_pair_costs_what_matching_again_says_and_no_first_mentor(given_problem: Problem) -> None:
    given_problem = replace(given_problem, second=Second())
    first, second = both(given_problem)
    standing, _ = settle_plan(second_problem(given_problem, first))
    arcs = standing.draft.arcs
    plans = list(every_plan(arcs)) if len(arcs.mentor) <= 12 else []
    for (mentor_id, mentee_id), price in PriceList(standing).force_all():
        if not price.possible:
            continue
        again, then = both(locking(given_problem, (mentor_id, mentee_id)))
        assert again.pairs == first.pairs
        assert (mentor_id, mentee_id) in {pair.key for pair in then.pairs if pair.locked}
        assert stated(price, second.strategy) == lost(second, then)
        assert then.proof.holds
        if plans:
            who, whom = arcs.mentees.index(mentee_id), arcs.mentors.index(mentor_id)
            best = best_of([plan for plan in plans if plan.mentors[who] == whom])
            assert goal(then)[-2:] == (best.fit, best.kept)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_forbidding_a_second_pair_costs_what_matching_again_says(given_problem: Problem) -> None:
    given_problem = replace(given_problem, second=Second())
    first, second = both(given_problem)
    prices = PriceList(settle_plan(second_problem(given_problem, first))[0])
    for pair in second.pairs:
        forbidden = replace(given_problem.constraints, forbidden=given_problem.constraints.forbidden | {pair.key})
        again, then = both(replace(given_problem, constraints=forbidden))
        assert again.pairs == first.pairs
        assert stated(prices.forbid(pair.mentee_id), second.strategy) == lost(second, then)


def test_a_place_that_a_first_mentor_uses_is_no_choice() -> None:
    answer = answer_to(
        problem_text(problem([M1, M2], [WANTS_BOTH, mentee("n2", wants=(OUTREACH,))], constraints=HELD, second=Second()))
    )
    assert answer["second_pairs"] == []
    assert "second" not in next(row for row in answer["entries"] if row["mentee"] == "n1")["reasons"]


def test_the_answer_has_every_choice_of_a_second_mentor_with_its_price() -> None:
    wanted = problem([M1, M2, M3], [WANTS_BOTH], constraints=HELD, second=Second())
    (row,) = answer_to(problem_text(wanted))["second_pairs"]
    assert (row["mentor"], row["locked"]) == ("m2", False)
    assert [choice[0] for choice in row["choices"]] == ["m2", "m3"]
    assert row["reasons"]["forbid"]["fit"] == 0
    (moved,) = answer_to(problem_text(locking(wanted, ("m3", "n1"))))["second_pairs"]
    assert (moved["mentor"], moved["locked"], moved["choices"], moved["reasons"]["forbid"]) == ("m3", True, [], None)


def test_who_could_have_a_second_mentor_and_has_none_is_told_what_it_would_cost() -> None:
    held = Constraints(locked=frozenset({("m1", "n1"), ("m4", "n2")}))
    mentors = [M1, M2, mentor("m4", teaches=frozenset({"funding"}))]
    answer = answer_to(
        problem_text(
            problem(mentors, [WANTS_BOTH, replace(WANTS_BOTH, id="n2", name="Other")], constraints=held, second=Second())
        )
    )
    assert [(row["mentor"], row["mentee"]) for row in answer["second_pairs"]] == [("m2", "n1")]
    (choice,) = next(row for row in answer["entries"] if row["mentee"] == "n2")["reasons"]["second"]
    assert (choice[0], choice[2]["drops"]) == ("m2", "n1")


def test_a_locked_second_pair_holds_its_place_against_first_mentors() -> None:
    waiting = mentee("n2", wants=(OUTREACH,))
    first, second = both(locking(problem([M1, M2], [WANTS_BOTH, waiting], constraints=HELD), ("m2", "n1")))
    assert (first.mentor_of, second.mentor_of) == ({"n1": "m1"}, {"n1": "m2"})


@pytest.mark.parametrize("pairs", [(), (("m2", "n1"),)], ids=["free", "locked"])
def test_from_a_second_mentor_only_that_is_wanted_which_the_first_does_not_teach(pairs: tuple[PairKey, ...]) -> None:
    wanted = locking(problem([M1, M2], [WANTS_BOTH], constraints=HELD), *pairs)
    (seeker,) = second_problem(wanted, match(first_problem(wanted))).mentees
    assert seeker.wants == (OUTREACH,)


def test_a_locked_second_pair_stays_where_the_first_mentor_has_come_to_teach_it_too() -> None:
    teaches_all = replace(M1, teaches=frozenset({"funding", "outreach"}))
    assert both(locking(problem([teaches_all, M2], [WANTS_BOTH], constraints=HELD), ("m2", "n1")))[1].mentor_of == {"n1": "m2"}


def test_the_load_of_a_mentor_counts_a_locked_second_pair_after_the_first_ones() -> None:
    """Locking it changes no first pair, though a second mentee there would cost the first one points."""
    busy, other = mentor("m1", capacity=2), mentor("m2", teaches=frozenset({"funding"}))
    wanted = problem([busy, other], [mentee("n1"), mentee("n2", wants=(FUNDING, OUTREACH))], second=Second())
    first, _ = both(wanted)
    again, second = both(locking(wanted, ("m1", "n2"))) if first.mentor_of["n2"] == "m2" else both(wanted)
    assert again.pairs == first.pairs
    assert second.proof.holds


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("m2", "n1"), ("m2", "n2")], "Mentor m2 has fewer places than locked pairs."),
        ([("m2", "n1"), ("m3", "n1")], "Mentee n1 is locked to two mentors."),
        ([("m9", "n1")], "A locked pair names an organization that is not in this round."),
    ],
)
def test_what_can_not_be_is_refused_in_words(pairs: list[PairKey], said: str) -> None:
    mentees = [WANTS_BOTH, replace(WANTS_BOTH, id="n2", name="Other")]
    held = Constraints(locked=frozenset({("m1", "n1")}))
    with pytest.raises(Invalid) as refused:
        both(locking(problem([M1, M2, M3], mentees, constraints=held), *pairs))
    assert (refused.value.field, str(refused.value.message)) == ("locked", said)


def test_who_has_a_second_pair_that_stays_takes_part_though_nothing_is_left_to_want() -> None:
    settled, idle = mentee("n1", wants=()), mentee("n2", wants=())
    wanted = problem([M2], [], second=Second(mentees=(settled, idle), kept=frozenset({("m2", "n1")})))
    _, second = both(wanted)
    assert (second.mentor_of, set(second.tiers)) == ({"n1": "m2"}, {"n1"})


def test_the_second_matching_wants_no_third() -> None:
    wanted = problem([M1, M2], [WANTS_BOTH], constraints=HELD, second=Second())
    first = first_problem(wanted)
    assert (first.second, second_problem(wanted, match(first)).second) == (None, None)


def test_who_stays_weighs_on_its_mentors_load_and_who_is_only_locked_does_not() -> None:
    mentors = [M1, replace(M2, capacity=3, mentoring=1)]
    other = replace(WANTS_BOTH, id="n2", name="Other")
    wish = Second(kept=frozenset({("m2", "n1")}), locked=frozenset({("m2", "n2")}))
    wanted = problem(mentors, [WANTS_BOTH, other], constraints=HELD, second=wish)
    first = first_problem(wanted)
    assert {party.id: (party.capacity, party.mentoring) for party in first.mentors} == {"m1": (1, 0), "m2": (1, 2)}
    second = second_problem(wanted, match(first))
    assert {party.id: (party.capacity, party.mentoring) for party in second.mentors} == {"m1": (0, 1), "m2": (3, 1)}


def test_locked_second_pairs_are_written_and_read_and_texts_without_them_are_as_before() -> None:
    plain = problem([M1, M2], [WANTS_BOTH], second=Second())
    assert '"locked":[]' in problem_text(plain)  # that of first pairs; the second ones say nothing
    assert problem_text(plain).count('"locked"') == 1
    text = problem_text(locking(plain, ("m2", "n1")))
    assert problem_of(text).second == Second(locked=frozenset({("m2", "n1")}))
