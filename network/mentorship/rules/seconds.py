"""Second mentors: a further matching, with the places left, for topics that the first mentor doesn't teach."""

from collections import Counter
from dataclasses import replace

from network.mentorship.rules.answers import Plan
from network.mentorship.rules.values import Party, Problem, Second


def first_problem(problem: Problem) -> Problem:
    """What the first matching is about: places of second mentors that stay are not free, and such a pair can't be a first one."""
    if problem.second is None:
        return problem
    stays = problem.second.kept
    held = Counter(mentor for mentor, _ in stays)
    constraints = replace(problem.constraints, forbidden=problem.constraints.forbidden | stays)
    return replace(
        problem, second=None, constraints=constraints, mentors=tuple(_with_fewer(each, held) for each in problem.mentors)
    )


def second_problem(problem: Problem, plan: Plan) -> Problem:
    """What the second matching is about, once the first has its plan; never the first mentor again.

    Those take part who have a mentor and still want a topic, and those whose second mentor stays. Rules and weights are the same.
    """
    second, held = problem.second or Second(), Counter(pair.mentor_id for pair in plan.pairs)
    constraints = replace(
        problem.constraints,
        locked=second.kept,
        kept=second.kept,
        forbidden=problem.constraints.forbidden | {pair.key for pair in plan.pairs},
    )
    return replace(
        problem,
        second=None,
        mentors=tuple(_with_fewer(each, held) for each in problem.mentors),
        mentees=_seekers(problem, second, plan),
        constraints=constraints,
        rules=replace(problem.rules, wanted_topic=True),
    )


def _seekers(problem: Problem, second: Second, plan: Plan) -> tuple[Party, ...]:
    first, stays = plan.mentor_of, {mentee for _, mentee in second.kept}
    teaches = {party.id: party.teaches for party in problem.mentors}
    found = []
    for party in problem.mentees:
        taught = teaches.get(first.get(party.id, ""), frozenset())
        missing = tuple(wanted for wanted in party.wants if wanted.topic not in taught)
        if party.id in stays or (party.id in first and missing and party.id not in second.has):
            found.append(replace(party, wants=missing))
    return (*found, *(party for party in second.mentees if party.wants or party.id in stays))


def _with_fewer(mentor: Party, held: Counter[str]) -> Party:
    """The mentor with the places left when those are held."""
    return replace(mentor, capacity=mentor.capacity - held[mentor.id], mentoring=mentor.mentoring + held[mentor.id])
