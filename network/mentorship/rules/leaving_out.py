"""Why an organization is left out: the fewest mentors and places it depends on, or the fewest rules that exclude every mentor."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import combinations

from network.kernel.words import Words, counted, words
from network.mentorship.rules.answers import OtherMentor, RuleCount, UnservedReasons
from network.mentorship.rules.arcs import place_cost
from network.mentorship.rules.eligibility import RULE_BY_CODE, About, rules_in_force
from network.mentorship.rules.facts import Side
from network.mentorship.rules.residual import Residual, Way
from network.mentorship.rules.standing import Draft
from network.mentorship.rules.values import Problem, Strategy

SHOWN = 3
"""How many mentors a sentence names before it counts the rest."""
MOST_OPENINGS = 12
"""How many mentors are listed where one more place would help."""


@dataclass(slots=True)
class Shortage:
    """What is asked again for every organization left out, kept between the questions."""

    residual: Residual
    sharing: dict[frozenset[int], int] = field(default_factory=dict)

    @property
    def draft(self) -> Draft:
        return self.residual.standing.draft

    def depends_on(self, mentee: int) -> frozenset[int]:
        """The mentors that could be freed for it by moves: no move of anybody leads out of them."""
        arcs = self.draft.arcs
        found: set[int] = set()
        for arc in arcs.of(mentee):
            if arcs.mentor[arc] not in found:
                found |= self.residual.reach(arcs.mentor[arc], through_past=False)
        return frozenset(found - {self.residual.past})

    def sharers(self, mentors: frozenset[int]) -> int:
        """How many organizations can be mentored by these mentors only."""
        if mentors not in self.sharing:
            arcs = self.draft.arcs
            self.sharing[mentors] = sum(
                len(arcs.of(mentee)) > 0 and all(arcs.mentor[arc] in mentors for arc in arcs.of(mentee))
                for mentee in range(len(arcs.mentees))
            )
        return self.sharing[mentors]

    def openings(self, mentee: int, mentors: Iterable[int]) -> tuple[OtherMentor, ...]:
        """Where one more place would let it be served, and the fit that it would then have; best for the whole plan first."""
        arcs, levels = self.draft.arcs, self.draft.levels
        entries = self._entries(mentee)
        ranked = []
        for mentor in mentors:
            cost, arc = min((entry + ways[mentor].cost, arc) for entry, arc, ways in entries if mentor in ways)
            place = place_cost(arcs, levels, mentor, arcs.places[mentor]) - self.residual.price(mentor)
            ranked.append((cost + place, mentor, arcs.fit[arc]))
        return tuple(OtherMentor(arcs.mentors[mentor], fit) for _, mentor, fit in nsmallest(MOST_OPENINGS, ranked))

    def _entries(self, mentee: int) -> list[tuple[int, int, Mapping[int, Way]]]:
        """The pairs by which it could come in: (cost, arc, ways on), without those no better than through another."""
        arcs = self.draft.arcs
        entries: list[tuple[int, int, Mapping[int, Way]]] = []
        for cost, arc in sorted((-self.residual.surplus(arc), arc) for arc in arcs.of(mentee)):
            mentor = arcs.mentor[arc]
            if not any(mentor in ways and before + ways[mentor].cost <= cost for before, _, ways in entries):
                entries.append((cost, arc, self.residual.ways_from(mentor, through_past=False)))
        return entries

    def has_free_place(self, mentors: Iterable[int]) -> bool:
        arcs = self.draft.arcs
        used = Counter(arcs.mentor[arc] for arc in self.residual.standing.chosen if arc >= 0)
        return any(used[mentor] < arcs.places[mentor] for mentor in mentors)


def left_out(shortage: Shortage, mentee: int) -> UnservedReasons:
    """Why this organization, by its place in the order, has no mentor."""
    arcs = shortage.draft.arcs
    if arcs.of(mentee):
        return short_of_places(shortage, mentee)
    return shut_out_by_rules(shortage.draft, arcs.mentees[mentee])


def short_of_places(shortage: Shortage, mentee: int) -> UnservedReasons:
    draft, arcs = shortage.draft, shortage.draft.arcs
    mentee_id = arcs.mentees[mentee]
    mentors = sorted(shortage.depends_on(mentee))
    openings = shortage.openings(mentee, mentors)
    places, sharing = sum(arcs.places[mentor] for mentor in mentors), shortage.sharers(frozenset(mentors))
    names = tuple(draft.mentors[arcs.mentors[mentor]].party.name for mentor in mentors)
    why: tuple[Words, ...] = (words("A place is free, but filling it would not raise the total fit."),)
    changes: tuple[Words, ...] = ()
    if not shortage.has_free_place(mentors):
        why = (dependence_words(names, places, sharing), came_first_words(draft))
        changes = (opening_words(draft, openings, len(mentors)),)
    return UnservedReasons(
        mentee_id=mentee_id,
        tier=draft.tiers[mentee_id],
        depends_on=tuple(arcs.mentors[mentor] for mentor in mentors),
        places=places,
        sharing=sharing,
        one_more_place_at=openings,
        why=why,
        changes=changes,
        for_members=words_for_members(draft.problem, draft.mentees[mentee_id]),
    )


def dependence_words(names: tuple[str, ...], places: int, sharing: int) -> Words:
    return counted(
        "It depends on %(names)s, with %(places)s; no other organization does.",
        "%(num)s organizations depend on %(names)s, with %(places)s in all.",
        sharing,
        names=shortened(names, len(names)),
        places=counted("%(num)s free place", "%(num)s free places", places),
    )


def came_first_words(draft: Draft) -> Words:
    if draft.problem.strategy is Strategy.COVERAGE:
        if any(draft.arcs.ahead):
            return words("Those placed there come first by tier, then by having been left out before, then by total fit.")
        return words("Those placed there come first by tier, then by total fit.")
    return words("Those placed there give the better total fit.")


def opening_words(draft: Draft, openings: tuple[OtherMentor, ...], number: int) -> Words:
    said = [words("%(name)s (fit %(fit)s)", name=draft.mentors[each.mentor_id].party.name, fit=each.fit) for each in openings]
    choices = shortened(tuple(said), number)
    return counted("One more place at %(choices)s.", "One more place at one of these: %(choices)s.", number, choices=choices)


def shortened(names: tuple[str | Words, ...], number: int) -> tuple[str | Words, ...]:
    """The first few of `number` names, and how many more."""
    if number <= SHOWN + 1:
        return names
    return (*names[:SHOWN], words("%(count)s others", count=number - SHOWN))


def shut_out_by_rules(draft: Draft, mentee_id: str) -> UnservedReasons:
    """No mentor is possible: which rules exclude how many, and which of them alone keep mentors away."""
    mentee = draft.mentees[mentee_id]
    rules = rules_in_force(draft.problem)
    broken = [
        frozenset(rule.code for rule in rules if not rule.holds(mentor, mentee, draft.problem))
        for mentor in draft.mentors.values()
    ]
    counts = rule_counts(broken)
    smallest = smallest_cover(broken)
    needed = tuple(count for count in counts if count.code in smallest)
    return UnservedReasons(
        mentee_id=mentee_id,
        tier=draft.tiers[mentee_id],
        rules=needed,
        counts=counts,
        why=tuple(count_words(each, len(broken)) for each in needed) or no_mentor_words(),
        changes=relaxing_words(counts),
        for_members=words_for_members(draft.problem, mentee),
    )


def rule_counts(broken: list[frozenset[str]]) -> tuple[RuleCount, ...]:
    """For each rule, in the order of the rules, how many mentors it excludes and how many it alone would let in."""
    excludes = Counter(code for codes in broken for code in codes)
    alone = Counter(code for codes in broken if len(codes) == 1 for code in codes)
    return tuple(
        RuleCount(code, rule.title, excludes[code], alone[code], rule.hidden)
        for code, rule in RULE_BY_CODE.items()
        if excludes[code]
    )


def smallest_cover(broken: list[frozenset[str]]) -> frozenset[str]:
    """The fewest rules that between them exclude every mentor; among equals, those that come first."""
    kinds = set(broken)
    codes = [code for code in RULE_BY_CODE if any(code in kind for kind in kinds)]
    for size in range(len(codes) + 1):
        for chosen in combinations(codes, size):
            if all(not kind.isdisjoint(chosen) for kind in kinds):
                return frozenset(chosen)
    return frozenset(codes)


def count_words(count: RuleCount, mentors: int) -> Words:
    if RULE_BY_CODE[count.code].about is About.MENTEE:
        return words("It takes no part: %(rule)s.", rule=count.text)
    if count.excludes == mentors:
        return words("Every mentor: %(rule)s.", rule=count.text)
    return counted("%(num)s mentor: %(rule)s.", "%(num)s mentors: %(rule)s.", count.excludes, rule=count.text)


def relaxing_words(counts: tuple[RuleCount, ...]) -> tuple[Words, ...]:
    return tuple(relaxed_words(count) for count in counts if count.would_open)


def relaxed_words(count: RuleCount) -> Words:
    """What an entry says of itself can change; a rule between two can be loosened."""
    if RULE_BY_CODE[count.code].about is About.MENTEE:
        return counted(
            "%(num)s mentor is possible once that changes.", "%(num)s mentors are possible once that changes.", count.would_open
        )
    return counted(
        "Without this rule, %(num)s mentor: %(rule)s.",
        "Without this rule, %(num)s mentors: %(rule)s.",
        count.would_open,
        rule=count.text,
    )


def no_mentor_words() -> tuple[Words, ...]:
    return (words("No mentor takes part in this round."),)


def words_for_members(problem: Problem, mentee: Side) -> tuple[Words, ...]:
    """What the organization itself may read: its own entry decides, never a rule between two, so nothing hidden can show."""
    gaps = (
        (not mentee.party.wants_mentor, words("Your entry says that you do not want a mentor now.")),
        (not mentee.party.is_active, words("Your entry says that you are not active now.")),
        (problem.rules.wanted_topic and not mentee.wanted, words("Say what you want to learn.")),
        (problem.rules.shared_language and not mentee.party.languages, words("Say which languages you speak.")),
        (problem.rules.shared_way and not mentee.party.ways, words("Say how you can meet.")),
        (problem.rules.min_overlap_minutes > 0 and not mentee.week, words("Say when you are free.")),
    )
    stays = words("There is no place for you in this round. You keep your place in line.")
    return (stays, *(words_ for is_open, words_ in gaps if is_open))
