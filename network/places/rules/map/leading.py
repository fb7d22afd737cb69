"""Names what had no room beside its sign: at the end of a line, or by a number that a key explains."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from math import cos, hypot, pi, sin

from network.places.rules.map.labels import Name, Paper, label_at, placed
from network.places.rules.map.values import Box, Label, Mark

XY = tuple[float, float]

_NEAR = (8, 12, 17, 23, 30, 38)  # units between a sign's edge and its name: a longer line reads worse than a number
_AWAY = (*_NEAR, 48, 60, 75, 95, 120, 150, 190)  # and its number
_WAYS = 24
_STEP = 2.0
_THIN = 0.6  # half the room that a line needs
_ROW = 40.0  # signs that lie in one row of the map are numbered from left to right


@dataclass(frozen=True, slots=True)
class Named:
    """What was found: labels, the lines that lead to them as one path, and the names that have a number instead."""

    labels: tuple[Label, ...]
    lines: str
    numbered: tuple[tuple[str, str], ...]


def named(found: Sequence[Name], fresh: Callable[[], Paper], letter: float, first: int) -> Named:
    """Every name, as near to its sign as there is room. Numbers begin with `first`, and go as one reads.

    `fresh` gives the paper with its signs and ties.
    """
    sheet = _Sheet(fresh(), fresh(), fresh(), letter)
    without = sheet.lead(sheet.place(found), _Care.ALL, _NEAR)
    order = sorted(without, key=lambda name: (name.marks[0].y // _ROW, name.marks[0].x, name.text))
    texts = {str(first + turn): name.text for turn, name in enumerate(order)}
    left = sheet.place([replace(name, text=number, is_strong=True) for number, name in zip(texts, order, strict=True)])
    for care in _Care:
        left = sheet.lead(left, care)
    nowhere = {name.text for name in left}
    numbered = tuple((number, text) for number, text in texts.items() if number not in nowhere)
    return Named(tuple(sheet.labels), "".join(sheet.lines), numbered)


class _Care(IntEnum):
    """What a line keeps off: all things; not other lines; not labels either; not even signs, which it passes beneath."""

    ALL = 0
    NO_LINES = 1
    NO_LABELS = 2
    NOTHING = 3


@dataclass(slots=True)
class _Sheet:
    """`paper` with signs, labels and lines; `solid` without lines; `bare` with signs alone."""

    paper: Paper
    solid: Paper
    bare: Paper
    letter: float
    labels: list[Label] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def place(self, found: Sequence[Name]) -> list[Name]:
        """Put names beside their signs; gives those that found no room there."""
        labels, without = placed(found, self.paper, self.letter)
        for label in labels:
            self.solid.put(label.box)
        self.labels += labels
        return without

    def lead(self, waiting: Sequence[Name], care: _Care, aways: Sequence[float] = _AWAY) -> list[Name]:
        """Put names where there is room for them and for lines to them; gives the others."""
        without = []
        for name in waiting:
            best = self._best(name, care, aways)
            if best is None:
                without.append(name)
                continue
            label, start, end = best
            for box in (label.box, *_beads(start, end)):
                self.paper.put(box)
            self.solid.put(label.box)
            self.labels.append(label)
            self.lines.append(f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}")
        return without

    def _best(self, name: Name, care: _Care, aways: Sequence[float]) -> tuple[Label, XY, XY] | None:
        """The nearest room, and of those equally near that which covers the fewest ties."""
        for away in aways:
            free: list[tuple[int, int, Label, XY, XY]] = []
            for label, mark in _around(name, away, self.letter, _WAYS if care is _Care.ALL else 3 * _WAYS):
                if self.paper.is_free(label.box):
                    start, end = _line(mark, label.box)
                    if self._is_open(mark, _beads(start, end), care):
                        free.append((self.paper.ground.count(label.box), len(free), label, start, end))
            if free:
                return min(free, key=lambda each: each[:2])[2:]
        return None

    def _is_open(self, mark: Mark, beads: Sequence[Box], care: _Care) -> bool:
        own = Box(mark.x - mark.radius, mark.y - mark.radius, 2 * mark.radius, 2 * mark.radius)
        kept_off = (self.paper, self.solid, self.bare, None)[care]
        return kept_off is None or all(kept_off.is_free(box) for box in beads if not box.meets(own))


def _around(name: Name, away: float, letter: float, ways: int) -> Iterator[tuple[Label, Mark]]:
    for mark in name.marks[:4]:
        for way in range(ways):
            angle = 2 * pi * way / ways
            across, reach = cos(angle), mark.radius + away
            anchor = "start" if across > 0.3 else "end" if across < -0.3 else "middle"
            yield label_at(name, (mark.x + reach * across, mark.y + reach * sin(angle)), anchor, letter), mark


def _line(mark: Mark, box: Box) -> tuple[XY, XY]:
    """From the sign's edge to the nearest point of the label's box."""
    x, y = min(max(mark.x, box.x), box.right), min(max(mark.y, box.y), box.bottom)
    far = hypot(x - mark.x, y - mark.y) or 1.0
    ux, uy = (x - mark.x) / far, (y - mark.y) / far
    edge = mark.radius + 1.5
    return (mark.x + edge * ux, mark.y + edge * uy), (x - ux, y - uy)


def _beads(start: XY, end: XY) -> list[Box]:
    """Small boxes along a line, which stand for it: nothing lies under it, and no two of them cross."""
    count = max(1, int(hypot(end[0] - start[0], end[1] - start[1]) / _STEP))
    steps = [
        (start[0] + (end[0] - start[0]) * turn / count, start[1] + (end[1] - start[1]) * turn / count) for turn in range(count)
    ]
    return [Box(x - _THIN, y - _THIN, 2 * _THIN, 2 * _THIN) for x, y in steps]
