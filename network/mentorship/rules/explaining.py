"""Why each pair, why not, and what would change it: for coordinators, and what members may read of it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from network.kernel.words import Words, counted, words
from network.mentorship.rules.answers import Criterion, Explanation, OtherMentor, ServedReasons
from network.mentorship.rules.eligibility import rules_in_force
from network.mentorship.rules.facts import Side
from network.mentorship.rules.leaving_out import Shortage, left_out
from network.mentorship.rules.residual import Residual
from network.mentorship.rules.scoring import criteria, fit, maxima
from network.mentorship.rules.standing import Draft, Standing

COORDINATORS_ONLY = frozenset({"mutual"})
"""Criteria of which no side reads: each would learn from it what the other wished."""


def explain(standing: Standing, residual: Residual | None = None) -> Explanation:
    """The reasons of the whole plan. `residual` is that of the same standing, if it is known already."""
    arcs = standing.draft.arcs
    shortage = Shortage(residual or Residual(standing))
    served = {
        arcs.mentees[mentee]: arcs.mentors[mentor]
        for mentee in range(len(arcs.mentees))
        if (mentor := standing.mentor_of(mentee)) is not None
    }
    pairs = sorted({**served, **standing.draft.locked}.items())
    return Explanation(
        served={mentee: why_this_pair(standing.draft, mentor, mentee) for mentee, mentor in pairs},
        unserved={mentee: left_out(shortage, index) for index, mentee in enumerate(arcs.mentees) if mentee not in served},
    )


def why_this_pair(draft: Draft, mentor_id: str, mentee_id: str) -> ServedReasons:
    mentor, mentee = draft.mentors[mentor_id], draft.mentees[mentee_id]
    given = criteria(mentor, mentee, draft.problem.weights, draft.problem.labels)
    fits = possible_fits(draft, mentee_id)
    others = [OtherMentor(other, points) for other, points in fits.items() if other != mentor_id]
    next_best = min(others, key=lambda other: (-other.fit, other.mentor_id), default=None)
    return ServedReasons(
        mentor_id=mentor_id,
        mentee_id=mentee_id,
        criteria=given,
        tier=draft.tiers[mentee_id],
        possible=len(fits),
        next_best=next_best,
        for_coordinators=choice_words(draft, sum(each.points for each in given), len(fits), next_best),
        for_members=words_for_members(given),
    )


def possible_fits(draft: Draft, mentee_id: str) -> Mapping[str, int]:
    """Every mentor within the hard rules and the fit it would give; a locked mentee has no arcs, so it is worked out."""
    if mentee_id in draft.locked:
        return scored(draft, draft.mentees[mentee_id])
    arcs = draft.arcs
    return {arcs.mentors[arcs.mentor[arc]]: arcs.fit[arc] for arc in arcs.of(bisect_left(arcs.mentees, mentee_id))}


def scored(draft: Draft, mentee: Side) -> Mapping[str, int]:
    rules, most = rules_in_force(draft.problem), maxima(draft.problem.weights)
    return {
        id_: fit(mentor, mentee, most)
        for id_, mentor in draft.mentors.items()
        if all(rule.holds(mentor, mentee, draft.problem) for rule in rules)
    }


def choice_words(draft: Draft, points: int, possible: int, next_best: OtherMentor | None) -> tuple[Words, ...]:
    """How much choice there was."""
    if next_best is None:
        return (words("The only possible mentor."),)
    name = draft.mentors[next_best.mentor_id].party.name
    choice = counted("%(num)s mentor was possible.", "%(num)s mentors were possible.", possible)
    if next_best.fit > points:
        better = words("%(name)s would fit better (%(fit)s), but the whole plan would be worse.", name=name, fit=next_best.fit)
        return choice, better
    return choice, words("The next best is %(name)s, with a fit of %(fit)s.", name=name, fit=next_best.fit)


def words_for_members(given: Sequence[Criterion]) -> tuple[Words, ...]:
    """What the two sides may read: what speaks for the pair. Never who else was possible, nor who asked for whom."""
    return tuple(each.reason for each in given if each.points and each.code not in COORDINATORS_ONLY)
