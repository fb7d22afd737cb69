"""Something about one mentee with every mentor at once, worked out once for all that are alike in what it depends on."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from network.mentorship.rules.facts import Side
from network.mentorship.rules.values import PairKey, Party, Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of each side that something about a pair depends on, and nothing else: equal facts, equal answer."""

    of_mentor: Callable[[Side], Hashable]
    of_mentee: Callable[[Side], Hashable]


@dataclass(frozen=True, slots=True)
class Names:
    """What depends on which two it is: `pairs` gives ids, in either order; of any other two the same is true."""

    pairs: Callable[[Problem], Iterable[PairKey]]


Depends = Facts | Names


def named_in(field: str) -> Names:
    """The pairs that organizations name in a field of their own."""

    def both(problem: Problem) -> Iterable[PairKey]:
        parties: tuple[Party, ...] = (*problem.mentors, *problem.mentees)
        return ((party.id, other) for party in parties for other in getattr(party, field))

    return Names(both)


class Rows(Generic[T]):
    """One answer a mentor, in their order, for the mentee that is asked about. A row given out belongs to many: only read it."""

    def __init__(self, problem: Problem, mentors: Sequence[Side], ask: Callable[[Side, Side], T], depends: Depends) -> None:
        self.mentors, self.ask, self.depends = mentors, ask, depends
        self.known: dict[Hashable, list[T]] = {}
        self.kinds: dict[Hashable, int] = {}
        self.kind_of: list[int] = []
        self.partners: dict[str, set[int]] = defaultdict(set)
        if isinstance(depends, Facts):
            self.kind_of = [self.kinds.setdefault(depends.of_mentor(side), len(self.kinds)) for side in mentors]
            first = dict(zip(reversed(self.kind_of), reversed(mentors), strict=True))
            self.examples = [first[kind] for kind in range(len(self.kinds))]
        else:
            self._note_partners(depends.pairs(problem))

    def of(self, mentee: Side) -> Sequence[T]:
        return self._by_facts(mentee, self.depends) if isinstance(self.depends, Facts) else self._by_name(mentee)

    def _by_facts(self, mentee: Side, facts: Facts) -> Sequence[T]:
        key = facts.of_mentee(mentee)
        if key not in self.known:
            answers = [self.ask(example, mentee) for example in self.examples]
            self.known[key] = [answers[kind] for kind in self.kind_of]
        return self.known[key]

    def _by_name(self, mentee: Side) -> Sequence[T]:
        """All strangers alike; whoever is named is asked about alone."""
        named = self.partners.get(mentee.party.id, set())
        row = self._strangers(mentee, named)
        if named:
            row = row.copy()
            for index in named:
                row[index] = self.ask(self.mentors[index], mentee)
        return row

    def _strangers(self, mentee: Side, named: set[int]) -> list[T]:
        if not self.known:
            stranger = next((index for index in range(len(self.mentors)) if index not in named), None)
            if stranger is None:
                return [self.ask(side, mentee) for side in self.mentors]
            self.known[""] = [self.ask(self.mentors[stranger], mentee)] * len(self.mentors)
        return self.known[""]

    def _note_partners(self, pairs: Iterable[PairKey]) -> None:
        at = {side.party.id: index for index, side in enumerate(self.mentors)}
        for one, other in pairs:
            if one in at:
                self.partners[other].add(at[one])
            if other in at:
                self.partners[one].add(at[other])
