"""What a matching problem must hold to before it is solved; the first fault is refused with words."""

from collections import Counter
from collections.abc import Iterable

from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.mentorship.rules.eligibility import rules_broken
from network.mentorship.rules.facts import Side
from network.mentorship.rules.scoring import MEASURES
from network.mentorship.rules.values import WEEK_MINUTES, Party, Problem, Weights

HEAVIEST = 100
MOST_PLACES = 1000


def check_parties(problem: Problem) -> None:
    """Each organization once on each side, with places and hours that make sense. Raises Invalid."""
    for field, parties in (("mentors", problem.mentors), ("mentees", problem.mentees)):
        repeated = [party for party, count in Counter(party.id for party in parties).items() if count > 1]
        if repeated:
            names = tuple(sorted({party.name for party in parties if party.id in repeated}))
            raise Invalid(field, words("Listed more than once: %(names)s.", names=names))
        for party in parties:
            check_party(field, party)


def check_party(field: str, party: Party) -> None:
    if not 0 <= party.capacity <= MOST_PLACES:
        raise Invalid(field, words("%(name)s: places must be a number from 0 to %(most)s.", name=party.name, most=MOST_PLACES))
    if not all(0 <= start < end <= WEEK_MINUTES for start, end in party.availability):
        raise Invalid(field, words("%(name)s: the free hours must lie within one week.", name=party.name))


def check_weights(weights: Weights) -> None:
    """Weights are whole numbers from 0 to 100, and one at least counts. Raises Invalid."""
    given = {measure.code: getattr(weights, measure.code) for measure in MEASURES}
    for code, weight in {**given, "fair_load": weights.fair_load}.items():
        if type(weight) is not int or not 0 <= weight <= HEAVIEST:
            raise Invalid(f"weights.{code}", words("A weight is a whole number from 0 to %(most)s.", most=HEAVIEST))
    if not any(given.values()):
        raise Invalid("weights", words("Give at least one criterion a weight."))


def check_locks(problem: Problem, mentors: dict[str, Side], mentees: dict[str, Side]) -> None:
    """Locked pairs are known, fit the places, and break no hard rule. Raises Invalid.

    A pair that is already accepted or published may break a rule that came later; a do-not-pair or forbidden pair never stays.
    """
    locked = sorted(problem.constraints.locked)
    for mentor, mentee in locked:
        if mentor not in mentors or mentee not in mentees:
            raise Invalid("locked", words("A locked pair names an organization that is not in this round."))
        refuse_broken(problem, mentors[mentor], mentees[mentee])
    for mentee in over_limit((mentee for _, mentee in locked), dict.fromkeys(mentees, 1)):
        raise Invalid("locked", words("%(name)s is locked to two mentors.", name=mentees[mentee].party.name))
    places = {mentor: side.party.capacity for mentor, side in mentors.items()}
    for mentor in over_limit((mentor for mentor, _ in locked), places):
        raise Invalid("locked", words("%(name)s has fewer places than locked pairs.", name=mentors[mentor].party.name))


def refuse_broken(problem: Problem, mentor: Side, mentee: Side) -> None:
    stays = (mentor.party.id, mentee.party.id) in problem.constraints.kept
    for rule in rules_broken(mentor, mentee, problem):
        if rule.hidden or not stays:
            raise Invalid(
                "locked",
                words(
                    "%(mentor)s and %(mentee)s can't be locked: %(reason)s",
                    mentor=mentor.party.name,
                    mentee=mentee.party.name,
                    reason=rule.says(mentor, mentee, problem),
                ),
            )


def over_limit(uses: Iterable[str], limits: dict[str, int]) -> list[str]:
    """Names used more often than they may be, in order."""
    return [name for name, count in sorted(Counter(uses).items()) if count > limits[name]]
