"""Second mentors take places that are left, for topics that are left, and never cost anybody a first mentor."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.mentorship.rules.answers import Plan
from network.mentorship.rules.child import answer_to
from network.mentorship.rules.planning import match, replay
from network.mentorship.rules.problem_file import canonical, problem_of, problem_text
from network.mentorship.rules.seconds import first_problem, second_problem
from network.mentorship.rules.values import Constraints, Party, Problem, Rules, Second, Wanted
from tests.mentorship.rules.building import mentee, mentor, problem, problems

FUNDING, OUTREACH = Wanted("funding"), Wanted("outreach")
TEACHES_FUNDING = mentor("m1", teaches=frozenset({"funding"}))
TEACHES_OUTREACH = mentor("m2", teaches=frozenset({"outreach"}))
WANTS_BOTH = mentee("n1", wants=(FUNDING, OUTREACH))
HELD = Constraints(locked=frozenset({("m1", "n1")}))


def both(given_problem: Problem) -> tuple[Plan, Plan]:
    """The plan of first mentors and that of second ones."""
    plan = match(first_problem(given_problem))
    return plan, match(second_problem(given_problem, plan))


@pytest.mark.parametrize(
    ("mentors", "mentees", "expected"),
    [
        ([TEACHES_FUNDING, TEACHES_OUTREACH], [WANTS_BOTH], {"n1": "m2"}),
        ([TEACHES_FUNDING], [WANTS_BOTH], {}),
        ([TEACHES_FUNDING, TEACHES_OUTREACH], [mentee("n1")], {}),
        ([mentor("m1"), TEACHES_OUTREACH], [WANTS_BOTH], {}),
        ([TEACHES_FUNDING, TEACHES_OUTREACH], [WANTS_BOTH, mentee("n2", wants=(OUTREACH,))], {}),
        ([TEACHES_FUNDING, replace(TEACHES_OUTREACH, capacity=2)], [WANTS_BOTH, mentee("n2", wants=(OUTREACH,))], {"n1": "m2"}),
        ([TEACHES_FUNDING, replace(TEACHES_OUTREACH, languages=frozenset({"fr"}))], [WANTS_BOTH], {}),
    ],
    ids=[
        "for the topic that is left",
        "nobody teaches it",
        "nothing is left to want",
        "the first teaches all",
        "no place is left",
        "the places that are left",
        "a rule keeps it away",
    ],
)
def test_who_gets_a_second_mentor(mentors: list[Party], mentees: list[Party], expected: dict[str, str]) -> None:
    assert both(problem(mentors, mentees, constraints=HELD, second=Second()))[1].mentor_of == expected


def test_a_topic_left_is_insisted_on_even_where_the_first_matching_does_not() -> None:
    free = replace(TEACHES_OUTREACH, teaches=frozenset({"transport"}))
    loose = problem([TEACHES_FUNDING, free], [WANTS_BOTH], constraints=HELD, rules=Rules(wanted_topic=False), second=Second())
    assert both(loose)[1].pairs == ()


def test_what_is_published_as_a_second_pair_stays_and_its_place_is_not_free_for_a_first() -> None:
    mentees = [WANTS_BOTH, mentee("n2", wants=(OUTREACH,))]
    kept = Second(kept=frozenset({("m2", "n1")}))
    first, second = both(problem([TEACHES_FUNDING, TEACHES_OUTREACH], mentees, constraints=HELD, second=kept))
    assert first.mentor_of == {"n1": "m1"}
    assert [(pair.key, pair.locked, pair.kept) for pair in second.pairs] == [(("m2", "n1"), True, True)]


def test_a_second_pair_that_stays_is_never_the_first_too() -> None:
    kept = Second(kept=frozenset({("m1", "n1")}))
    first, second = both(problem([mentor("m1", capacity=2)], [WANTS_BOTH], second=kept))
    assert first.pairs == ()
    assert second.mentor_of == {"n1": "m1"}


def test_who_was_declined_by_its_second_gets_another_though_its_first_is_settled() -> None:
    settled = Second(mentees=(mentee("n1", wants=(OUTREACH,)),))
    declined = Constraints(forbidden=frozenset({("m2", "n1")}))
    third = replace(TEACHES_OUTREACH, id="m3")
    first, second = both(problem([TEACHES_OUTREACH, third], [], constraints=declined, second=settled))
    assert (first.pairs, second.mentor_of) == ((), {"n1": "m3"})


def test_who_has_a_second_mentor_gets_no_third() -> None:
    has = Second(has=frozenset({"n1"}))
    assert both(problem([TEACHES_FUNDING, TEACHES_OUTREACH], [WANTS_BOTH], constraints=HELD, second=has))[1].tiers == {}


@settings(max_examples=80, deadline=None)
@given(problems())
def test_nobody_loses_a_first_mentor_and_no_place_is_used_twice(given_problem: Problem) -> None:
    first, second = both(replace(given_problem, second=Second()))
    assert first == match(given_problem)
    assert second.proof.holds
    used = Counter(pair.mentor_id for pair in (*first.pairs, *second.pairs))
    assert all(used[party.id] <= party.capacity for party in given_problem.mentors)
    teaches = {party.id: party.teaches for party in given_problem.mentors}
    wants = {party.id: {each.topic for each in party.wants} for party in given_problem.mentees}
    for pair in second.pairs:
        before = first.mentor_of[pair.mentee_id]
        assert pair.mentor_id != before
        assert teaches[pair.mentor_id] & (wants[pair.mentee_id] - teaches[before])


@settings(max_examples=30, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_same_problem_gives_the_same_bytes_whatever_its_order(given_problem: Problem, chance: random.Random) -> None:
    wish = Second(mentees=(mentee("n8"), mentee("n9", wants=(OUTREACH,))))
    given_problem = replace(given_problem, second=wish)
    turned = replace(
        given_problem,
        mentors=tuple(chance.sample(given_problem.mentors, len(given_problem.mentors))),
        mentees=tuple(chance.sample(given_problem.mentees, len(given_problem.mentees))),
        second=replace(wish, mentees=wish.mentees[::-1]),
    )
    assert problem_text(turned) == problem_text(given_problem)
    assert canonical(answer_to(problem_text(turned))) == canonical(answer_to(problem_text(given_problem)))


def test_the_wish_is_written_and_read_again_and_texts_of_before_have_none() -> None:
    plain = problem([mentor()], [mentee()])
    assert '"second":' not in problem_text(plain)
    assert problem_of(problem_text(plain)).second is None
    wish = Second((mentee("n9"),), frozenset({("m1", "n9")}), frozenset({"n1"}))
    text = problem_text(replace(plain, second=wish))
    assert problem_of(text).second == wish
    assert replay(text).mentor_of == match(first_problem(replace(plain, second=wish))).mentor_of
