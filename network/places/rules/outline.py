"""The outline of the land: read once, projected once, and simplified to the few points that a drawing can show."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from network.kernel.words import Words, words
from network.places.rules.projection import Albers, Bounds, fitted

XY = tuple[float, float]


class UnreadableOutlineError(ValueError):
    """The text is not an outline; the message says why."""

    def __init__(self, message: Words) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Outline:
    """Closed rings of (longitude, latitude) in degrees, islands and holes alike."""

    rings: tuple[tuple[XY, ...], ...]

    @property
    def bounds(self) -> Bounds:
        points = [point for ring in self.rings for point in ring]
        easts, norths = [east for east, _ in points], [north for _, north in points]
        return Bounds(min(norths), min(easts), max(norths), max(easts))


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """An outline in km on its own flat map. Compared by identity, so that drawings of it can be cached. Keep one."""

    projection: Albers
    rings: tuple[tuple[XY, ...], ...]
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fit:
    """From km to a drawing's units: x = km * scale + right, y = km * scale + down."""

    scale: float
    right: float
    down: float

    def at(self, x: float, y: float) -> XY:
        return x * self.scale + self.right, y * self.scale + self.down


def read_outline(text: str) -> Outline:
    """GeoJSON polygons in any wrapping. Raises UnreadableOutlineError."""
    try:
        found = list(_rings(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableOutlineError(words("This is not a GeoJSON outline.")) from error
    if not found:
        raise UnreadableOutlineError(words("There is no polygon in this outline."))
    if any(not (-180 <= east <= 180 and -90 <= north <= 90) for ring in found for east, north in ring):
        raise UnreadableOutlineError(words("The outline has points that are not degrees."))
    return Outline(tuple(found))


def land(outline: Outline) -> Land:
    """The outline on the flat map that fits it best."""
    projection = fitted(outline.bounds)
    rings = tuple(tuple(projection.project(north, east) for east, north in ring) for ring in outline.rings)
    xs, ys = ([x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring])
    return Land(projection, rings, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def path(ground: Land, fit: Fit, tolerance: float, box: tuple[float, float, float, float] | None = None) -> str:
    """The land as an SVG path in tenths of a unit. `tolerance`: units that a line may be off. `box`: left, top, right, bottom.

    Islands smaller than three times the tolerance are left out.
    """
    parts = []
    for ring in ground.rings:
        points = [fit.at(x, y) for x, y in ring]
        if box is not None:
            points = clipped(points, box)
        if len(points) < 3 or _size(points) < 3 * tolerance:
            continue
        kept = simplified(points, tolerance)
        if len(kept) >= 3:
            parts.append(_relative(kept))
    return "".join(parts)


def simplified(points: Sequence[XY], tolerance: float) -> list[XY]:
    """Fewer points of a line or ring, none of the old ones farther than `tolerance` from the new line.

    D. H. Douglas and T. K. Peucker, 1973, with a stack in place of recursion.
    """
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    waiting = [(0, len(points) - 1)]
    limit = tolerance * tolerance
    while waiting:
        first, last = waiting.pop()
        far, where = _farthest(points, first, last)
        if far > limit:
            keep[where] = True
            waiting += [(first, where), (where, last)]
    return [point for point, is_kept in zip(points, keep, strict=True) if is_kept]


def clipped(points: Sequence[XY], box: tuple[float, float, float, float]) -> list[XY]:
    """A ring cut at a box: I. E. Sutherland and G. W. Hodgman, 1974."""
    left, top, right, bottom = box
    ring = list(points)
    for axis, edge, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        cut: list[XY] = []
        for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
            inside, goes_in = ((here[axis] - edge) * sign >= 0, (there[axis] - edge) * sign >= 0)
            if inside:
                cut.append(here)
            if inside != goes_in:
                share = (edge - here[axis]) / (there[axis] - here[axis])
                cut.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
        ring = cut
    return ring


def _rings(shape: Any) -> Iterator[tuple[XY, ...]]:
    kind = shape["type"]
    if kind == "FeatureCollection":
        for feature in shape["features"]:
            yield from _rings(feature)
    elif kind == "GeometryCollection":
        for geometry in shape["geometries"]:
            yield from _rings(geometry)
    elif kind == "Feature":
        yield from _rings(shape["geometry"])
    elif kind in {"Polygon", "MultiPolygon"}:
        polygons = [shape["coordinates"]] if kind == "Polygon" else shape["coordinates"]
        for polygon in polygons:
            for ring in polygon:
                if len(ring) >= 4:
                    yield tuple((float(point[0]), float(point[1])) for point in ring)


def _farthest(points: Sequence[XY], first: int, last: int) -> tuple[float, int]:
    """The square of the greatest distance from the line between two points, and where it is."""
    (x1, y1), (x2, y2) = points[first], points[last]
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    far, where = -1.0, first
    for index in range(first + 1, last):
        x, y = points[index][0] - x1, points[index][1] - y1
        share = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
        gap = (x - share * dx) ** 2 + (y - share * dy) ** 2
        if gap > far:
            far, where = gap, index
    return far, where


def _size(points: Iterable[XY]) -> float:
    """The longer side of the box around the points."""
    xs, ys = zip(*points, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _relative(points: Sequence[XY]) -> str:
    """One closed ring, in tenths of a unit and in steps, which is the shortest way to write it. The caller scales it back."""
    steps: list[str] = []
    x, y = round(points[0][0] * 10), round(points[0][1] * 10)
    start = f"M{x} {y}l"
    ring = points[:-1] if points[0] == points[-1] else points
    for px, py in ring[1:]:
        nx, ny = round(px * 10), round(py * 10)
        if (nx, ny) != (x, y):
            steps += [str(nx - x), str(ny - y)]
            x, y = nx, ny
    return start + " ".join(steps).replace(" -", "-") + "z"
