"""Turns degrees into kilometres on a flat map that keeps areas true, fitted to the land that is drawn."""

from dataclasses import dataclass, field
from math import cos, log, radians, sin, sqrt

_MAJOR_KM = 6378.137  # GRS 80, the ellipsoid of the Canadian datum
_E2 = 0.00669438002290
_E = sqrt(_E2)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Degrees: the smallest box that holds something."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Albers:
    """An Albers equal-area conic with two standard parallels, after Snyder's Map Projections, 1987, pages 98 to 103.

    Latitudes and longitudes in degrees. Both parallels lie on the same side of the equator.
    """

    first: float
    second: float
    meridian: float
    origin: float
    _n: float = field(init=False)
    _c: float = field(init=False)
    _r0: float = field(init=False)

    def __post_init__(self) -> None:
        m1, m2, q1, q2 = (_m(self.first), _m(self.second), _q(self.first), _q(self.second))
        n = (m1 * m1 - m2 * m2) / (q2 - q1) if abs(self.first - self.second) > 1e-9 else sin(radians(self.first))
        object.__setattr__(self, "_n", n)
        object.__setattr__(self, "_c", m1 * m1 + n * q1)
        object.__setattr__(self, "_r0", self._radius(self.origin))

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Km east and km SOUTH of the origin: south is down on a screen."""
        radius, angle = (self._radius(latitude), self._n * radians(longitude - self.meridian))
        return radius * sin(angle), radius * cos(angle) - self._r0

    def _radius(self, latitude: float) -> float:
        return _MAJOR_KM * sqrt(max(0.0, self._c - self._n * _q(latitude))) / self._n


def fitted(bounds: Bounds) -> Albers:
    """Parallels a sixth of the height from the edges, as is usual, and the meridian in the middle.

    For British Columbia this is within a fraction of a percent of its official projection (EPSG:3005).
    """
    sixth = (bounds.north - bounds.south) / 6
    first, second = bounds.south + sixth, bounds.north - sixth
    if abs(first + second) < 1e-6:  # a cone that would be a cylinder: lean it by a hair
        second += 1e-3
    return Albers(first, second, (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2)


def _q(latitude: float) -> float:
    s = sin(radians(latitude))
    return (1 - _E2) * (s / (1 - _E2 * s * s) - log((1 - _E * s) / (1 + _E * s)) / (2 * _E))


def _m(latitude: float) -> float:
    angle = radians(latitude)
    return cos(angle) / sqrt(1 - _E2 * sin(angle) ** 2)
