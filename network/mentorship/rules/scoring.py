"""How well a pair fits: criteria in whole points that add up to 0 to 1000, each with its reason in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from network.kernel.words import Words, counted, words
from network.mentorship.rules.alike import Depends, Facts, named_in
from network.mentorship.rules.answers import Criterion
from network.mentorship.rules.facts import (
    Side,
    access_km,
    duration,
    listed,
    overlap_minutes,
    same_community,
    straight_line_km,
    taught,
)
from network.mentorship.rules.values import FULL_FIT, Weights

FULL_SHARE = 1000
FAR_KM = 1000
"""From here on, distance gives no point."""
ENOUGH_MINUTES = 240
"""Hours in common a week that give all the points."""
ONE_SIDE_PREFERS = FULL_SHARE // 2

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """A criterion: its share of the maximum in thousandths, the reason, and what of the two sides the share depends on."""

    code: str
    name: Words
    share: Callable[[Side, Side], int]
    says: Callable[[Side, Side, Labels], Words]
    depends: Depends


def topics_share(mentor: Side, mentee: Side) -> int:
    """Weighted by how much each topic is wanted."""
    if not mentee.wanted_total:
        return 0
    return FULL_SHARE * sum(mentee.wants[topic] for topic in taught(mentor, mentee)) // mentee.wanted_total


def topics_words(mentor: Side, mentee: Side, labels: Labels) -> Words:
    if not mentee.wanted:
        return words("No topics wanted are noted.")
    topics = taught(mentor, mentee)
    if not topics:
        return words("Teaches none of the topics wanted.")
    wanted_first = sorted(topics, key=lambda topic: (-mentee.wants[topic], labels.get(topic, topic)))
    return counted(
        "Teaches the one topic wanted: %(topics)s.",
        "Teaches %(taught)s of %(num)s topics wanted: %(topics)s.",
        len(mentee.wanted),
        taught=len(topics),
        topics=tuple(labels.get(topic, topic) for topic in wanted_first),
    )


def part_shared(offered: frozenset[str], needed: frozenset[str]) -> int:
    """The part of what the mentee has that the mentor has too."""
    return FULL_SHARE * len(offered & needed) // len(needed) if needed else 0


def context_share(mentor: Side, mentee: Side) -> int:
    return part_shared(mentor.party.contexts, mentee.party.contexts)


def context_words(mentor: Side, mentee: Side, labels: Labels) -> Words:
    shared = mentor.party.contexts & mentee.party.contexts
    if not shared:
        return words("No likeness of setting is noted.")
    return words("Alike in: %(contexts)s.", contexts=listed(shared, labels))


def distance_share(mentor: Side, mentee: Side) -> int:
    km = straight_line_km(mentor, mentee)
    if km is None:
        return 0
    return FULL_SHARE * max(0, FAR_KM - km - access_km(mentor, mentee)) // FAR_KM


def distance_words(mentor: Side, mentee: Side, labels: Labels) -> Words:
    km = straight_line_km(mentor, mentee)
    if km is None:
        return words("The distance is not known.")
    if same_community(mentor, mentee):
        return words("In the same community.")
    extra = access_km(mentor, mentee)
    if extra:
        return words("%(km)s km in a straight line; ferry, plane or winter road counts as %(extra)s more.", km=km, extra=extra)
    return words("%(km)s km in a straight line.", km=km)


def availability_share(mentor: Side, mentee: Side) -> int:
    return FULL_SHARE * min(overlap_minutes(mentor, mentee), ENOUGH_MINUTES) // ENOUGH_MINUTES


def availability_words(mentor: Side, mentee: Side, labels: Labels) -> Words:
    minutes = overlap_minutes(mentor, mentee)
    if not minutes:
        return words("No hours in common.")
    return words("Free together for %(time)s a week.", time=duration(minutes))


def languages_share(mentor: Side, mentee: Side) -> int:
    return part_shared(mentor.party.languages, mentee.party.languages)


def languages_words(mentor: Side, mentee: Side, labels: Labels) -> Words:
    shared = mentor.party.languages & mentee.party.languages
    if not shared:
        return words("No language in common is noted.")
    return words("Both speak %(languages)s.", languages=listed(shared, labels))


def ways_share(mentor: Side, mentee: Side) -> int:
    return part_shared(mentor.party.ways, mentee.party.ways)


def ways_words(mentor: Side, mentee: Side, labels: Labels) -> Words:
    shared = mentor.party.ways & mentee.party.ways
    if not shared:
        return words("No way to meet in common is noted.")
    return words("Both can meet by: %(ways)s.", ways=listed(shared, labels))


def mutual_share(mentor: Side, mentee: Side) -> int:
    sides = (mentee.party.id in mentor.party.preferred) + (mentor.party.id in mentee.party.preferred)
    return (0, ONE_SIDE_PREFERS, FULL_SHARE)[sides]


def mutual_words(mentor: Side, mentee: Side, labels: Labels) -> Words:
    by_mentor, by_mentee = mentee.party.id in mentor.party.preferred, mentor.party.id in mentee.party.preferred
    if by_mentor and by_mentee:
        return words("Each asked for the other.")
    if by_mentor:
        return words("The mentor asked for this pair.")
    if by_mentee:
        return words("The mentee asked for this pair.")
    return words("Neither asked for the other.")


def were_paired(mentor: Side, mentee: Side) -> bool:
    """One side's note is enough."""
    return mentor.party.id in mentee.party.earlier_with or mentee.party.id in mentor.party.earlier_with


def earlier_share(mentor: Side, mentee: Side) -> int:
    return FULL_SHARE if were_paired(mentor, mentee) else 0


def earlier_words(mentor: Side, mentee: Side, labels: Labels) -> Words:
    if were_paired(mentor, mentee):
        return words("An earlier pairing went well.")
    return words("Not paired before.")


def place_of(side: Side) -> tuple[object, ...]:
    """All that a distance is worked out from."""
    return side.point, side.party.access, side.party.community, side.party.region


TOPICS = Facts(lambda mentor: mentor.party.teaches, lambda mentee: frozenset(mentee.wants.items()))
CONTEXT = Facts(lambda mentor: mentor.party.contexts, lambda mentee: mentee.party.contexts)
PLACE = Facts(place_of, place_of)
HOURS = Facts(lambda mentor: mentor.week, lambda mentee: mentee.week)
LANGUAGES = Facts(lambda mentor: mentor.party.languages, lambda mentee: mentee.party.languages)
WAYS = Facts(lambda mentor: mentor.party.ways, lambda mentee: mentee.party.ways)

MEASURES: tuple[Measure, ...] = (
    Measure("topics", words("Topics"), topics_share, topics_words, TOPICS),
    Measure("context", words("Likeness of setting"), context_share, context_words, CONTEXT),
    Measure("distance", words("Distance"), distance_share, distance_words, PLACE),
    Measure("availability", words("Hours in common"), availability_share, availability_words, HOURS),
    Measure("languages", words("Languages"), languages_share, languages_words, LANGUAGES),
    Measure("ways", words("Ways to meet"), ways_share, ways_words, WAYS),
    Measure("mutual", words("Asked for each other"), mutual_share, mutual_words, named_in("preferred")),
    Measure("earlier", words("Earlier pairing"), earlier_share, earlier_words, named_in("earlier_with")),
)


def maxima(weights: Weights) -> tuple[int, ...]:
    """The most points for each criterion, in the order of MEASURES; they add up to 1000, or all are 0 when all weights are.

    Whole points by largest remainder; equal remainders go to the earlier criterion.
    """
    given = [int(getattr(weights, measure.code)) for measure in MEASURES]
    total = sum(given)
    if not total:
        return (0,) * len(given)
    points = [FULL_FIT * weight // total for weight in given]
    by_remainder = sorted(range(len(given)), key=lambda index: (-(FULL_FIT * given[index] % total), index))
    for index in by_remainder[: FULL_FIT - sum(points)]:
        points[index] += 1
    return tuple(points)


def fit(mentor: Side, mentee: Side, most: tuple[int, ...]) -> int:
    """The pair's points, 0 to 1000. `most` comes from `maxima`."""
    return sum(points(measure, maximum, mentor, mentee) for measure, maximum in zip(MEASURES, most, strict=True) if maximum)


def points(measure: Measure, maximum: int, mentor: Side, mentee: Side) -> int:
    return maximum * measure.share(mentor, mentee) // FULL_SHARE


def criteria(mentor: Side, mentee: Side, weights: Weights, labels: Labels) -> tuple[Criterion, ...]:
    """Every criterion that counts, with its points, maximum and reason; the points add up to `fit`."""
    return tuple(
        Criterion(
            measure.code,
            measure.name,
            points(measure, maximum, mentor, mentee),
            maximum,
            measure.says(mentor, mentee, labels),
        )
        for measure, maximum in zip(MEASURES, maxima(weights), strict=True)
        if maximum
    )
