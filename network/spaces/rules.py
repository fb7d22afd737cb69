"""What spaces there are, and how a form names one."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5


class SpaceKind(StrEnum):
    """Who shares a space: everybody, a region, one organization, two, a circle of them, the coordinators."""

    NETWORK = "network"
    REGION = "region"
    ORGANIZATION = "organization"
    PAIRING = "pairing"
    CIRCLE = "circle"
    COORDINATORS = "coordinators"


_NAMESPACE = UUID("7b3c1d52-6f0e-4f6a-9a57-2f1f6a1c0d8e")


@dataclass(frozen=True, slots=True)
class Place:
    """A space as a form names it: its kind, and the region, organization or space that it is for."""

    kind: SpaceKind
    about: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.about}" if self.about else str(self.kind)


def standing_id(kind: SpaceKind, about: str = "") -> UUID:
    """The id of a space of which there can be one alone: founded twice, it is the same."""
    return uuid5(_NAMESPACE, f"{kind}:{about}")


def place_of(code: str) -> Place | None:
    """What a form's code names; None for what names nothing."""
    kind, _, about = code.partition(":")
    if kind not in set(SpaceKind) or bool(about) is (kind in {SpaceKind.NETWORK, SpaceKind.COORDINATORS}):
        return None
    return Place(SpaceKind(kind), about)
