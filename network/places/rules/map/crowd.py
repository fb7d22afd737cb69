"""Finds the part of a map that is worth drawing larger: where many signs and labels stand too near each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from network.places.rules.map.values import Box

XY = tuple[float, float]

_MAGNIFICATIONS = (2.2, 2.8, 3.6, 4.8)
_LARGEST = 9.0
_WORTH_IT = 5.0
_FEWEST_SITES = 6
_TOUCHING = 4.0  # signs that touch count this many times as much as labels without room
_MARGIN = 0.25  # of the wanted room, on each side


@dataclass(frozen=True, slots=True)
class Wish:
    """Units between two places at which their signs do not touch, and at which both labels have room."""

    apart: float
    named: float


def crowded(spots: Sequence[XY], wish: Wish, inset: tuple[float, float]) -> list[XY] | None:
    """The places to draw larger, in an inset of about this width and height, or None if nowhere is crowded enough."""
    sites = sorted({(round(x, 1), round(y, 1)) for x, y in spots})
    best: tuple[float, list[XY]] | None = None
    for magnification in _MAGNIFICATIONS:
        relief = _relief(sites, wish, magnification)
        half_width, half_height = (inset[0] / magnification / 2, inset[1] / magnification / 2)
        for x, y in sites:
            inside = [i for i, (sx, sy) in enumerate(sites) if abs(sx - x) <= half_width and abs(sy - y) <= half_height]
            gained = sum(relief[i] for i in inside)
            if len(inside) >= _FEWEST_SITES and gained >= _WORTH_IT and (best is None or gained > best[0] + 1e-9):
                best = gained, [sites[i] for i in inside]
    return best[1] if best else None


def shape(sites: Sequence[XY], wish: Wish) -> float:
    """Height by width of the box that fits these places best, within what looks well on a page."""
    _, _, width, height = _bounds(sites, wish.named * _MARGIN)
    return min(max(height / width, 0.42), 0.85)


def window(sites: Sequence[XY], wish: Wish, inset: tuple[float, float], page: Box) -> Box:
    """The tightest box of the inset's shape round the places, with a margin, on the page."""
    ratio = inset[1] / inset[0]
    left, top, wide, high = _bounds(sites, wish.named * _MARGIN)
    width = min(max(wide, high / ratio, inset[0] / _LARGEST), page.width, page.height / ratio)
    height = width * ratio
    x, y = left + (wide - width) / 2, top + (high - height) / 2
    return Box(
        round(min(max(x, page.x), page.right - width), 1),
        round(min(max(y, page.y), page.bottom - height), 1),
        round(width, 1),
        round(height, 1),
    )


def _relief(sites: Sequence[XY], wish: Wish, magnification: float) -> list[float]:
    """How much each site gains: for each near neighbour, the share of the wanted room that it lacks now and has then."""
    gains = [0.0] * len(sites)
    for one, (x1, y1) in enumerate(sites):
        for other in range(one + 1, len(sites)):
            x2, y2 = sites[other]
            if x2 - x1 >= wish.named:  # sites are in order of x: nobody farther along is a neighbour
                break
            away = hypot(x2 - x1, y2 - y1)
            if away < wish.named:
                gain = min(1.0, away * magnification / wish.named) - away / wish.named
                if away < wish.apart:
                    gain += _TOUCHING * (min(1.0, away * magnification / wish.apart) - away / wish.apart)
                gains[one] += gain / 2
                gains[other] += gain / 2
    return gains


def _bounds(sites: Sequence[XY], margin: float) -> tuple[float, float, float, float]:
    """Left, top, width and height of the box round the places."""
    xs, ys = [x for x, _ in sites], [y for _, y in sites]
    return (min(xs) - margin, min(ys) - margin, max(xs) - min(xs) + 2 * margin, max(ys) - min(ys) + 2 * margin)
