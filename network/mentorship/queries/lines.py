"""An organization on its side of a round, with what it has still to say; and both sides in figures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.words import Words, words


@dataclass(frozen=True, slots=True)
class Said:
    """What an organization has said that matching needs."""

    is_active: bool
    has_topics: bool
    has_languages: bool
    has_ways: bool
    has_hours: bool


@dataclass(frozen=True, slots=True)
class MentorLine:
    """Who can mentor: `capacity` as the organization set it, `taken` by running pairings and accepted proposals."""

    id: UUID
    name: str
    community: str
    region: str
    capacity: int
    taken: int
    said: Said

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)

    @property
    def missing(self) -> tuple[Words, ...]:
        """What keeps it from being matched well."""
        return missing(self.said, words("No topics that it can teach."))


@dataclass(frozen=True, slots=True)
class MenteeLine:
    """Who waits. `mentors` counts those that it has already."""

    id: UUID
    name: str
    community: str
    region: str
    waiting_since: date | None
    mentors: int
    said: Said

    @property
    def missing(self) -> tuple[Words, ...]:
        """What keeps it from being matched well."""
        return missing(self.said, words("No topics that it wants to learn."))


@dataclass(frozen=True, slots=True)
class Totals:
    """The round's two sides in figures. Only active organizations count; those that rest are told apart.

    `places` are free ones.
    """

    mentors: int
    mentors_resting: int
    places: int
    waiting: int
    waiting_resting: int


def missing(said: Said, no_topics: Words) -> tuple[Words, ...]:
    """What an organization has still to say, in words."""
    checks = (
        (said.has_topics, no_topics),
        (said.is_active, words("Not active: it takes no part.")),
        (said.has_languages, words("No language.")),
        (said.has_ways, words("No way to meet.")),
        (said.has_hours, words("No free hours: only matters if you ask for hours in common.")),
    )
    return tuple(text for is_there, text in checks if not is_there)
