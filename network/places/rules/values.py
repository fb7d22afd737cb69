"""What a place is: a region, a community, and how people get there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from network.kernel.words import Words, words


class Access(StrEnum):
    """How people arrive from the nearest larger centre."""

    ROAD = "road"
    RESOURCE_ROAD = "resource-road"
    FERRY = "ferry"
    FLY_IN = "fly-in"
    WINTER_ROAD = "winter-road"
    UNKNOWN = ""


ACCESS_LABELS: dict[Access, Words] = {
    Access.ROAD: words("Road"),
    Access.RESOURCE_ROAD: words("Long gravel road, often closed"),
    Access.FERRY: words("Ferry or boat"),
    Access.FLY_IN: words("Plane"),
    Access.WINTER_ROAD: words("Winter road"),
    Access.UNKNOWN: words("Not known"),
}


class Located(Protocol):
    """Anything with a point: degrees north and degrees east."""

    @property
    def latitude(self) -> float: ...

    @property
    def longitude(self) -> float: ...


class Named(Located, Protocol):
    """Anything with a point and a name."""

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """A region as a data set states it. `position` is its place in lists."""

    code: str
    name: str
    authority: str
    time_zone: str
    latitude: float
    longitude: float
    position: int


@dataclass(frozen=True, slots=True)
class CommunityEntry:
    """A community as a data set states it. A population of 0 means that it is not known."""

    name: str
    also_known_as: tuple[str, ...]
    latitude: float
    longitude: float
    population: int
    district: str
    region_code: str
    time_zone: str
    access: Access
    is_approximate: bool
    source: str
