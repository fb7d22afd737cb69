"""What a file is held against: the organizations, the lists, and the pairings that are there already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from network.kernel.folding import fold
from network.pairings.rules.states import PairingState
from network.settings.rules import Entry


@dataclass(frozen=True, slots=True)
class PairingKnown:
    """A pairing that is there."""

    id: UUID
    mentor_id: UUID
    mentee_id: UUID
    state: PairingState
    began_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class OrganizationKnown:
    """An organization that a row may name. `places`: how many it can mentor, `mentors`: how many it does."""

    id: UUID
    name: str
    places: int = 0
    mentors: int = 0


SessionKey = tuple[UUID, date, str, int]
"""The pairing, the day, the way and the minutes: two sessions with the same are taken for one."""


@dataclass(frozen=True, slots=True)
class Known:
    """All of it at one moment. `barred`: who must not be paired. `sessions`: how many have the same key."""

    organizations: tuple[OrganizationKnown, ...]
    lists: Mapping[str, tuple[Entry, ...]]
    today: date
    pairings: tuple[PairingKnown, ...] = ()
    sessions: Mapping[SessionKey, int] = field(default_factory=dict)
    barred: frozenset[frozenset[UUID]] = frozenset()

    def codes(self, name: str) -> dict[str, str]:
        """The codes of a list by each of its words; what an entry is called goes before what it is also called."""
        entries = self.lists.get(name, ())
        by_word: dict[str, str] = {}
        for entry in entries:
            by_word.setdefault(entry.label.casefold(), entry.code)
        for entry in entries:
            by_word.setdefault(fold(entry.label), entry.code)
        for entry in entries:
            for word in (entry.code, *entry.aliases):
                by_word.setdefault(fold(word), entry.code)
        return by_word

    def named(self) -> dict[str, list[OrganizationKnown]]:
        """The organizations by folded name."""
        found: dict[str, list[OrganizationKnown]] = {}
        for each in self.organizations:
            found.setdefault(fold(each.name), []).append(each)
        return found


def by_sides(pairings: Iterable[PairingKnown]) -> dict[tuple[UUID, UUID], list[PairingKnown]]:
    """The pairings by who teaches and who learns."""
    found: dict[tuple[UUID, UUID], list[PairingKnown]] = {}
    for each in pairings:
        found.setdefault((each.mentor_id, each.mentee_id), []).append(each)
    return found
