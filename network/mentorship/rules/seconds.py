"""Second mentors: a further matching, with the places left, for topics that the first mentor doesn't teach."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.mentorship.rules.answers import Plan
from network.mentorship.rules.values import Party, Problem, Second


def first_problem(problem: Problem) -> Problem:
    """What the first matching is about: places of second pairs that stay are not free, and such a pair can't be a first one.

    A place that is locked for a second mentor is gone, but weighs on no load here: so locking a second pair that fits beside the
    first ones leaves them as they are. Raises Invalid where more is locked than there are places.
    """
    if problem.second is None:
        return problem
    second = problem.second
    stays = second.kept | second.locked
    held, gone = Counter(mentor for mentor, _ in second.kept), Counter(mentor for mentor, _ in second.locked - second.kept)
    constraints = replace(problem.constraints, forbidden=problem.constraints.forbidden | stays)
    mentors = tuple(_with_fewer(replace(each, capacity=each.capacity - gone[each.id]), held) for each in problem.mentors)
    for each in mentors:
        if each.capacity < 0 and gone[each.id]:
            raise Invalid("locked", words("%(name)s has fewer places than locked pairs.", name=each.name))
    return replace(problem, second=None, constraints=constraints, mentors=mentors)


def second_problem(problem: Problem, plan: Plan) -> Problem:
    """What the second matching is about, once the first has its plan."""
    return beside(problem, plan.mentor_of)


def beside(problem: Problem, firsts: Mapping[str, str]) -> Problem:
    """The matching of second mentors beside these first ones, {mentee's id: mentor's}; never the first mentor again.

    Those take part who have a mentor and still want a topic, and those whose second mentor stays. Rules and weights are the same.
    """
    second, held = problem.second or Second(), Counter(firsts.values())
    constraints = replace(
        problem.constraints,
        locked=second.kept | second.locked,
        kept=second.kept,
        forbidden=problem.constraints.forbidden | {(mentor, mentee) for mentee, mentor in firsts.items()},
    )
    return replace(
        problem,
        second=None,
        mentors=tuple(_with_fewer(each, held) for each in problem.mentors),
        mentees=_seekers(problem, second, firsts),
        constraints=constraints,
        rules=replace(problem.rules, wanted_topic=True),
    )


def _seekers(problem: Problem, second: Second, first: Mapping[str, str]) -> tuple[Party, ...]:
    """Who was left out before goes first for a first mentor; here everybody has one."""
    stays = {mentee for _, mentee in second.kept | second.locked}
    placed = {mentee: mentor for mentor, mentee in second.locked}
    teaches = {party.id: party.teaches for party in problem.mentors}
    found = []
    for party in problem.mentees:
        taught = teaches.get(first.get(party.id, ""), frozenset())
        missing = tuple(wanted for wanted in party.wants if wanted.topic not in taught)
        if party.id in placed and not teaches.get(placed[party.id], frozenset()) & {wanted.topic for wanted in missing}:
            missing = party.wants  # the first mentor has come to teach it too, and the pair was decided on all the same
        if party.id in stays or (party.id in first and missing and party.id not in second.has):
            found.append(replace(party, wants=missing, missed=None, missed_in=""))
    return (*found, *(party for party in second.mentees if party.wants or party.id in stays))


def _with_fewer(mentor: Party, held: Counter[str]) -> Party:
    """The mentor with the places left when those are held."""
    return replace(mentor, capacity=mentor.capacity - held[mentor.id], mentoring=mentor.mentoring + held[mentor.id])
