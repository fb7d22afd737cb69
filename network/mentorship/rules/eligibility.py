"""The hard rules: which mentor may be paired with which mentee, and the reason when not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from network.kernel.words import Words, words
from network.mentorship.rules.alike import Depends, Facts, Names
from network.mentorship.rules.answers import Reason
from network.mentorship.rules.facts import Side, duration, listed, overlap_minutes, straight_line_km, taught
from network.mentorship.rules.scoring import HOURS, LANGUAGES, PLACE, TOPICS, WAYS
from network.mentorship.rules.values import Problem, RegionRule


class About(StrEnum):
    """Whose facts a rule looks at, so that a rule about one side is asked once for each organization."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    PAIR = "pair"


Says = Callable[[Side, Side, Problem], Words]
ITSELF = Names(lambda problem: ((party.id, party.id) for party in problem.mentors))


@dataclass(frozen=True, slots=True)
class HardRule:
    """One rule: when it is switched on, when a pair holds to it, what to say of a pair that breaks it.

    `title` completes "... keeps this mentor away"; a hidden rule is never mentioned to members. `depends` says what of the two
    sides a rule about a pair looks at.
    """

    code: str
    title: Words
    is_on: Callable[[Problem], bool]
    holds: Callable[[Side, Side, Problem], bool]
    says: Says
    hidden: bool = False
    about: About = About.PAIR
    depends: Depends = ITSELF


def always(problem: Problem) -> bool:
    return True


def in_list(code: str, allowed: frozenset[str]) -> bool:
    return not allowed or code in allowed


def together(mentor: Side, mentee: Side, pairs: frozenset[tuple[str, str]]) -> bool:
    """Whether the two are listed, in either order."""
    here, there = mentor.party.id, mentee.party.id
    return (here, there) in pairs or (there, here) in pairs


def within_distance(mentor: Side, mentee: Side, problem: Problem) -> bool:
    """An unknown distance can't be shown to be short enough, so it breaks the rule."""
    km = straight_line_km(mentor, mentee)
    limit = problem.rules.max_distance_km
    return limit is None or (km is not None and km <= limit)


def region_allows(mentor: Side, mentee: Side, problem: Problem) -> bool:
    """Whether the two are in the same region, or in different ones, as the rule asks. A region that is not known is no region."""
    same = bool(mentor.party.region) and mentor.party.region == mentee.party.region
    return same is (problem.rules.region is RegionRule.WITHIN)


def too_far(mentor: Side, mentee: Side, problem: Problem) -> Words:
    km = straight_line_km(mentor, mentee)
    if km is None:
        return words("The distance is not known, and the limit is %(limit)s km.", limit=problem.rules.max_distance_km)
    return words("%(km)s km apart in a straight line; the limit is %(limit)s km.", km=km, limit=problem.rules.max_distance_km)


def wrong_region(mentor: Side, mentee: Side, problem: Problem) -> Words:
    if problem.rules.region is RegionRule.WITHIN:
        return words("Not in the same region, and pairs stay within a region.")
    return words("In the same region, and pairs join different regions.")


def too_little_time(mentor: Side, mentee: Side, problem: Problem) -> Words:
    return words(
        "Free together for %(overlap)s a week; %(least)s is the least.",
        overlap=duration(overlap_minutes(mentor, mentee)),
        least=duration(problem.rules.min_overlap_minutes),
    )


def no_topic(mentor: Side, mentee: Side, problem: Problem) -> Words:
    if not mentee.wanted:
        return words("%(mentee)s has not said what it wants to learn.", mentee=mentee.party.name)
    return words("Teaches none of the topics wanted: %(topics)s.", topics=listed(mentee.wanted, problem.labels))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may name the two organizations."""

    msgid: str

    def __call__(self, mentor: Side, mentee: Side, problem: Problem) -> Words:
        return Words(self.msgid, {"mentor": mentor.party.name, "mentee": mentee.party.name})


BASIC_RULES: tuple[HardRule, ...] = (
    HardRule(
        "not-itself",
        words("an organization can't mentor itself"),
        always,
        lambda mentor, mentee, problem: mentor.party.id != mentee.party.id,
        Sentence("An organization can't mentor itself."),
    ),
    HardRule(
        "mentor-active",
        words("the mentor is not active"),
        always,
        lambda mentor, mentee, problem: mentor.party.is_active,
        Sentence("%(mentor)s is not active now."),
        about=About.MENTOR,
    ),
    HardRule(
        "mentee-active",
        words("the mentee is not active"),
        always,
        lambda mentor, mentee, problem: mentee.party.is_active,
        Sentence("%(mentee)s is not active now."),
        about=About.MENTEE,
    ),
    HardRule(
        "wants-mentor",
        words("the mentee does not want a mentor now"),
        always,
        lambda mentor, mentee, problem: mentee.party.wants_mentor,
        Sentence("%(mentee)s does not want a mentor now."),
        about=About.MENTEE,
    ),
    HardRule(
        "do-not-pair",
        words("a coordinator's note says not to pair the two"),
        lambda problem: bool(problem.constraints.do_not_pair),
        lambda mentor, mentee, problem: not together(mentor, mentee, problem.constraints.do_not_pair),
        Sentence("A coordinator's note says not to pair the two."),
        hidden=True,
        depends=Names(lambda problem: problem.constraints.do_not_pair),
    ),
    HardRule(
        "forbidden",
        words("a coordinator has forbidden the pair"),
        lambda problem: bool(problem.constraints.forbidden),
        lambda mentor, mentee, problem: (mentor.party.id, mentee.party.id) not in problem.constraints.forbidden,
        Sentence("A coordinator has forbidden this pair in this round."),
        hidden=True,
        depends=Names(lambda problem: problem.constraints.forbidden),
    ),
)

SWITCHED_RULES: tuple[HardRule, ...] = (
    HardRule(
        "mentor-kind",
        words("this kind of organization, or its mandate, does not mentor in this round"),
        lambda problem: bool(problem.rules.mentor_kinds or problem.rules.mentor_mandates),
        lambda mentor, mentee, problem: (
            in_list(mentor.party.kind, problem.rules.mentor_kinds)
            and in_list(mentor.party.mandate, problem.rules.mentor_mandates)
        ),
        Sentence("The kind or mandate of %(mentor)s does not mentor in this round."),
        about=About.MENTOR,
    ),
    HardRule(
        "mentee-kind",
        words("this kind of organization, or its mandate, gets no mentor in this round"),
        lambda problem: bool(problem.rules.mentee_kinds or problem.rules.mentee_mandates),
        lambda mentor, mentee, problem: (
            in_list(mentee.party.kind, problem.rules.mentee_kinds)
            and in_list(mentee.party.mandate, problem.rules.mentee_mandates)
        ),
        Sentence("The kind or mandate of %(mentee)s gets no mentor in this round."),
        about=About.MENTEE,
    ),
    HardRule(
        "language",
        words("no shared language"),
        lambda problem: problem.rules.shared_language,
        lambda mentor, mentee, problem: not mentor.party.languages.isdisjoint(mentee.party.languages),
        Sentence("They share no language."),
        depends=LANGUAGES,
    ),
    HardRule(
        "way",
        words("no shared way to meet"),
        lambda problem: problem.rules.shared_way,
        lambda mentor, mentee, problem: not mentor.party.ways.isdisjoint(mentee.party.ways),
        Sentence("They share no way to meet."),
        depends=WAYS,
    ),
    HardRule(
        "topic",
        words("teaches none of the topics wanted"),
        lambda problem: problem.rules.wanted_topic,
        lambda mentor, mentee, problem: bool(taught(mentor, mentee)),
        no_topic,
        depends=TOPICS,
    ),
    HardRule(
        "region",
        words("the rule about regions"),
        lambda problem: problem.rules.region is not RegionRule.ANY,
        region_allows,
        wrong_region,
        depends=Facts(lambda mentor: mentor.party.region, lambda mentee: mentee.party.region),
    ),
    HardRule(
        "distance",
        words("too far apart"),
        lambda problem: problem.rules.max_distance_km is not None,
        within_distance,
        too_far,
        depends=PLACE,
    ),
    HardRule(
        "overlap",
        words("too few hours in common"),
        lambda problem: problem.rules.min_overlap_minutes > 0,
        lambda mentor, mentee, problem: overlap_minutes(mentor, mentee) >= problem.rules.min_overlap_minutes,
        too_little_time,
        depends=HOURS,
    ),
)

HARD_RULES: tuple[HardRule, ...] = BASIC_RULES + SWITCHED_RULES
RULE_BY_CODE: Mapping[str, HardRule] = {rule.code: rule for rule in HARD_RULES}


def rules_in_force(problem: Problem) -> tuple[HardRule, ...]:
    return tuple(rule for rule in HARD_RULES if rule.is_on(problem))


def rules_broken(mentor: Side, mentee: Side, problem: Problem) -> tuple[HardRule, ...]:
    return tuple(rule for rule in rules_in_force(problem) if not rule.holds(mentor, mentee, problem))


def reasons_against(mentor: Side, mentee: Side, problem: Problem) -> tuple[Reason, ...]:
    """Each hard rule that the pair breaks, in words for coordinators."""
    broken = rules_broken(mentor, mentee, problem)
    return tuple(Reason(rule.code, rule.says(mentor, mentee, problem), rule.hidden) for rule in broken)


def reasons_for_members(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """What is left when nothing hidden may show."""
    return tuple(reason for reason in reasons if not reason.hidden)
