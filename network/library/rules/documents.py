"""What a document says of itself besides its text."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from network.kernel.words import Words, words


class Leaving(StrEnum):
    """Whether a document may leave the network."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


class LivedExperience(StrEnum):
    """Whether people with lived experience had a part in it. Who they are is asked nowhere."""

    NOT_SAID = "not_said"
    REVIEWED = "reviewed"
    WROTE = "wrote"


LEAVING: Mapping[Leaving, Words] = MappingProxyType(
    {
        Leaving.YES: words("May leave the network"),
        Leaving.ASK: words("Ask before it leaves the network"),
        Leaving.NO: words("Stays in the network"),
    }
)
LIVED_EXPERIENCE: Mapping[LivedExperience, Words] = MappingProxyType(
    {
        LivedExperience.NOT_SAID: words("Nothing is said about lived experience"),
        LivedExperience.REVIEWED: words("People with lived experience reviewed it"),
        LivedExperience.WROTE: words("People with lived experience wrote it"),
    }
)
LONGEST_TEXT = 200_000
"""Characters of one text."""
LONGEST_SUMMARY = 1_000
