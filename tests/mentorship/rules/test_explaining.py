"""Reasons are true, small, and tell members nothing that is hidden."""

from dataclasses import replace

from hypothesis import assume, given, settings

from network.mentorship.rules.answers import Explanation
from network.mentorship.rules.planning import match
from network.mentorship.rules.values import Constraints, Problem, Rules, Strategy, Tier, Wanted, Weights
from tests.mentorship.rules.building import (
    mentee,
    mentor,
    problem,
    problems,
)


def explained(given_problem: Problem) -> Explanation:
    explanation = match(given_problem).explanation
    assert explanation is not None
    return explanation


def texts(said: tuple) -> list[str]:
    return [str(each) for each in said]


@settings(max_examples=80, deadline=None)
@given(problems())
def test_everyone_is_explained_and_points_add_up(given_problem: Problem) -> None:
    plan = match(given_problem)
    assert plan.explanation is not None
    assert set(plan.explanation.served) == set(plan.mentor_of)
    assert set(plan.explanation.unserved) == set(plan.unserved)
    for pair in plan.pairs:
        assert sum(each.points for each in plan.explanation.served[pair.mentee_id].criteria) == pair.fit


@settings(max_examples=80, deadline=None)
@given(problems())
def test_those_left_out_depend_on_mentors_that_are_full(given_problem: Problem) -> None:
    given_problem = replace(given_problem, strategy=Strategy.COVERAGE)
    plan = match(given_problem)
    assert plan.explanation is not None
    held = [pair.mentor_id for pair in plan.pairs]
    for mentee_id, reasons in plan.explanation.unserved.items():
        if not reasons.depends_on:
            continue
        assert reasons.sharing > reasons.places
        assert reasons.places == sum(held.count(mentor_id) for mentor_id in reasons.depends_on)
        inside = [pair for pair in plan.pairs if pair.mentor_id in reasons.depends_on]
        assert all(pair.tier >= plan.tiers[mentee_id] for pair in inside)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_one_more_place_there_serves_one_more_at_least_as_urgent(given_problem: Problem) -> None:
    given_problem = replace(given_problem, strategy=Strategy.COVERAGE)
    plan = match(given_problem)
    assert plan.explanation is not None
    for mentee_id, reasons in plan.explanation.unserved.items():
        for opening in reasons.one_more_place_at:
            wider = tuple(
                replace(party, capacity=party.capacity + 1) if party.id == opening.mentor_id else party
                for party in given_problem.mentors
            )
            after = match(replace(given_problem, mentors=wider))
            assert len(after.pairs) == len(plan.pairs) + 1
            newly = set(after.mentor_of) - set(plan.mentor_of)
            assert all(plan.tiers[who] >= plan.tiers[mentee_id] for who in newly)


@settings(max_examples=80, deadline=None)
@given(problems())
def test_members_read_the_same_whether_a_hidden_reason_exists_or_not(given_problem: Problem) -> None:
    open_rules = replace(given_problem.constraints, do_not_pair=frozenset(), forbidden=frozenset())
    open_problem = replace(given_problem, constraints=open_rules)
    with_hidden, without = match(given_problem), match(open_problem)
    assume(given_problem != open_problem)
    assert with_hidden.explanation is not None
    assert without.explanation is not None
    for mentee_id, reasons in with_hidden.explanation.unserved.items():
        if mentee_id in without.explanation.unserved:
            assert reasons.for_members == without.explanation.unserved[mentee_id].for_members
    for mentee_id, mentor_id in with_hidden.mentor_of.items():
        if without.mentor_of.get(mentee_id) == mentor_id:
            served = with_hidden.explanation.served[mentee_id]
            assert served.for_members == without.explanation.served[mentee_id].for_members


def test_members_never_read_of_a_note_or_of_other_mentors() -> None:
    hidden = Constraints(do_not_pair=frozenset({("m1", "n1")}))
    left_out = explained(problem([mentor()], [mentee()], constraints=hidden)).unserved["n1"]
    crowded = explained(problem([mentor(capacity=0)], [mentee()])).unserved["n1"]
    assert texts(left_out.for_members) == ["There is no place for you in this round. You keep your place in line."]
    assert left_out.for_members == crowded.for_members
    assert [count.code for count in left_out.rules if count.hidden] == ["do-not-pair"]
    assert texts(left_out.why) == ["Every mentor: a coordinator's note says not to pair the two."]
    assert texts(left_out.changes) == ["Without this rule, 1 mentor: a coordinator's note says not to pair the two."]


def test_the_smallest_explanation_names_mentors_and_places() -> None:
    mentors = [mentor("m1", teaches=frozenset({"funding"})), mentor("m2", teaches=frozenset({"outreach"}))]
    outreach = (Wanted("outreach"),)
    mentees = [mentee("n1"), mentee("n2"), mentee("n3"), mentee("n4", wants=outreach)]
    reasons = explained(problem(mentors, mentees)).unserved["n3"]
    assert (reasons.depends_on, reasons.places, reasons.sharing) == (("m1",), 1, 3)
    assert [(each.mentor_id, each.fit) for each in reasons.one_more_place_at] == [("m1", 500)]
    assert texts(reasons.why) == [
        "3 organizations depend on Mentor m1, with 1 free place in all.",
        "Those placed there come first by tier, then by total fit.",
    ]
    assert texts(reasons.changes) == ["One more place at Mentor m1 (fit 500)."]


def test_a_mentor_without_places_is_where_one_more_would_help() -> None:
    reasons = explained(problem([mentor(capacity=0)], [mentee()])).unserved["n1"]
    assert texts(reasons.why)[0] == "It depends on Mentor m1, with 0 free places; no other organization does."
    assert [each.mentor_id for each in reasons.one_more_place_at] == ["m1"]


def test_help_may_come_through_another_mentor() -> None:
    """Only m1 teaches n2; a place at m2 would let n1 move there."""
    mentors = [mentor("m1"), mentor("m2", capacity=0, teaches=frozenset({"outreach"}))]
    mentees = [
        mentee("n1", wants=(Wanted("funding"), Wanted("outreach")), nearest_sex_work_km=900),
        mentee("n2"),
    ]
    reasons = explained(problem(mentors, mentees)).unserved["n2"]
    assert {each.mentor_id: each.fit for each in reasons.one_more_place_at} == {"m1": 500, "m2": 500}
    assert (reasons.places, reasons.sharing) == (1, 2)


def test_many_mentors_are_counted_after_the_first_three() -> None:
    mentors = [mentor(f"m{index}", capacity=0) for index in range(6)]
    left_out = explained(problem(mentors, [mentee()])).unserved["n1"]
    assert texts(left_out.why)[0].startswith("It depends on Mentor m0, Mentor m1, Mentor m2 and 3 others, with")
    assert texts(left_out.changes)[0].startswith("One more place at one of these: Mentor m0 (fit 500), Mentor m1 (fit 500),")
    four = texts(explained(problem(mentors[:4], [mentee()])).unserved["n1"].why)
    assert four[0].startswith("It depends on Mentor m0, Mentor m1, Mentor m2 and Mentor m3, with")


def test_a_free_place_that_adds_nothing_is_said() -> None:
    load = Weights(100, 0, 0, 0, 0, 0, 0, 0, fair_load=100)
    mentors = [mentor(capacity=2, mentoring=20)]
    reasons = explained(problem(mentors, [mentee()], weights=load, strategy=Strategy.BEST_FIT)).unserved["n1"]
    assert texts(reasons.why) == ["A place is free, but filling it would not raise the total fit."]
    assert reasons.changes == ()


def test_rules_that_exclude_everyone_are_counted() -> None:
    mentors = [
        mentor("m1", languages=frozenset({"fr"})),
        mentor("m2", languages=frozenset({"fr"}), ways=frozenset({"visit"})),
        mentor("m3", ways=frozenset({"visit"})),
    ]
    reasons = explained(problem(mentors, [mentee()])).unserved["n1"]
    assert [(each.code, each.excludes, each.would_open) for each in reasons.counts] == [("language", 2, 1), ("way", 2, 1)]
    assert texts(reasons.why) == ["2 mentors: no shared language.", "2 mentors: no shared way to meet."]
    assert texts(reasons.changes) == [
        "Without this rule, 1 mentor: no shared language.",
        "Without this rule, 1 mentor: no shared way to meet.",
    ]


def test_a_round_without_mentors_says_so() -> None:
    left_out = explained(problem([], [mentee()])).unserved["n1"]
    assert (texts(left_out.why), left_out.changes) == (["No mentor takes part in this round."], ())


def test_members_read_what_their_own_entry_lacks() -> None:
    blank = mentee(wants=(), languages=frozenset(), ways=frozenset(), wants_mentor=False, is_active=False)
    reasons = explained(problem([mentor()], [blank], rules=Rules(min_overlap_minutes=30)))
    assert texts(reasons.unserved["n1"].for_members)[1:] == [
        "Your entry says that you do not want a mentor now.",
        "Your entry says that you are not active now.",
        "Say what you want to learn.",
        "Say which languages you speak.",
        "Say how you can meet.",
        "Say when you are free.",
    ]
    off = Rules(shared_language=False, shared_way=False, wanted_topic=False)
    quiet = explained(problem([], [replace(blank, wants_mentor=True, is_active=True)], rules=off))
    assert len(quiet.unserved["n1"].for_members) == 1


def test_a_pair_says_how_much_choice_there_was() -> None:
    only = explained(problem([mentor()], [mentee()])).served["n1"]
    assert (only.possible, only.next_best, texts(only.for_coordinators)) == (1, None, ["The only possible mentor."])
    two = explained(problem([mentor("m1"), mentor("m2", contexts=frozenset({"a"}))], [mentee(contexts=frozenset({"a"}))]))
    assert texts(two.served["n1"].for_coordinators) == [
        "2 mentors were possible.",
        "The next best is Mentor m1, with a fit of 500.",
    ]


def test_a_better_fit_that_costs_the_plan_is_named() -> None:
    mentors = [mentor("m1", contexts=frozenset({"a"})), mentor("m2", teaches=frozenset({"outreach"}))]
    both = mentee("n1", wants=(Wanted("funding"), Wanted("outreach")), contexts=frozenset({"a"}))
    served = explained(problem(mentors, [both, mentee("n2")])).served["n1"]
    assert served.mentor_id == "m2"
    assert texts(served.for_coordinators)[1] == "Mentor m1 would fit better (650), but the whole plan would be worse."


def test_a_locked_pair_has_reasons_too() -> None:
    given_problem = problem([mentor("m1"), mentor("m2")], [mentee()], constraints=Constraints(locked=frozenset({("m2", "n1")})))
    served = explained(given_problem).served["n1"]
    assert (served.mentor_id, served.possible, served.next_best and served.next_best.mentor_id) == ("m2", 2, "m1")


def test_members_read_what_speaks_for_the_pair_but_not_who_asked_for_whom() -> None:
    wished = mentor(preferred=frozenset({"n1"}))
    one_sided = explained(problem([wished], [mentee()])).served["n1"]
    assert texts(one_sided.for_members) == [
        "Teaches the one topic wanted: funding.",
        "Both speak en.",
        "Both can meet by: phone.",
    ]
    both = mentee(preferred=frozenset({"m1"}))
    for mentor_side in (wished, mentor()):
        for mentee_side in (both, mentee()):
            assert explained(problem([mentor_side], [mentee_side])).served["n1"].for_members == one_sided.for_members


def test_the_tier_is_part_of_the_reasons() -> None:
    served = explained(problem([mentor()], [mentee(nearest_sex_work_km=200)])).served["n1"]
    assert served.tier.tier is Tier.SECOND
    assert texts(served.tier.signs) == ["200 km in a straight line to the nearest sex work organization."]
