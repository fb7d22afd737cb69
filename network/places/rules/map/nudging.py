"""Moves signs apart, as little as will do, so that none covers another."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, floor, hypot, pi, sin

from network.places.rules.map.values import Box

XY = tuple[float, float]

_ROUNDS = 60
_PULL_UNTIL = 18
_PULL = 0.08
_GOLDEN_ANGLE = pi * (3 - 5**0.5)


@dataclass(frozen=True, slots=True)
class Room:
    """Where signs may stand: in the box, out of `keep_out`, and `gap` units from each other."""

    box: Box
    gap: float
    keep_out: Box | None = None

    def nearest(self, spot: XY, radius: float) -> XY:
        """The spot, or the nearest one where a sign of this size is in the room."""
        x, y = spot
        edge = radius + 1
        if self.bars(spot, radius) and self.keep_out:
            barred = self.keep_out.grown(edge)
            ways = ((x - barred.x, -1, 0), (barred.right - x, 1, 0), (y - barred.y, 0, -1), (barred.bottom - y, 0, 1))
            far, across, down = min(ways)
            x, y = x + across * (far + 0.1), y + down * (far + 0.1)
        return min(max(x, self.box.x + edge), self.box.right - edge), min(max(y, self.box.y + edge), self.box.bottom - edge)

    def bars(self, spot: XY, radius: float) -> bool:
        return self.keep_out is not None and self.keep_out.grown(radius + 1).holds(*spot)


def apart(homes: Sequence[XY], radii: Sequence[float], room: Room) -> list[XY]:
    """Where the signs go: apart from each other and inside the room, if it has room for them at all.

    Neighbours push each other, and home pulls; what still overlaps in the end takes the nearest free spot.
    """
    crowd = _Crowd(radii, room)
    starts = _fanned(homes, crowd.cell)
    spots = [room.nearest(start, radius) for start, radius in zip(starts, radii, strict=True)]
    for turn in range(_ROUNDS):
        pushed = crowd.pushed(spots)
        if pushed == spots and (turn >= _PULL_UNTIL or spots == starts):
            break
        if turn < _PULL_UNTIL:
            pushed = [(x + (sx - x) * _PULL, y + (sy - y) * _PULL) for (x, y), (sx, sy) in zip(pushed, starts, strict=True)]
        spots = [room.nearest(spot, radius) for spot, radius in zip(pushed, radii, strict=True)]
    return crowd.settled([(round(x, 1), round(y, 1)) for x, y in spots], homes)


class _Crowd:
    """Signs of given sizes that want room."""

    def __init__(self, radii: Sequence[float], room: Room) -> None:
        self.radii, self.room = radii, room
        self.cell = 2 * max(radii, default=1.0) + room.gap

    def pushed(self, spots: Sequence[XY]) -> list[XY]:
        """One step apart for each pair that is too near; the same list if there is none."""
        moves = [[0.0, 0.0] for _ in spots]
        for one, other in self._neighbours(spots):
            (x1, y1), (x2, y2) = spots[one], spots[other]
            dx, dy = x2 - x1, y2 - y1
            away = hypot(dx, dy)
            missing = self.wanted(one, other) - away
            if missing > 0:
                ux, uy = (dx / away, dy / away) if away > 1e-9 else (cos(one * _GOLDEN_ANGLE), sin(one * _GOLDEN_ANGLE))
                step = missing / 2 + 0.06
                for index, sign in ((one, -1), (other, 1)):
                    moves[index][0] += sign * step * ux * 0.8
                    moves[index][1] += sign * step * uy * 0.8
        return [self._moved(spot, move) for spot, move in zip(spots, moves, strict=True)]

    def _moved(self, spot: XY, move: Sequence[float]) -> XY:
        """A step that many neighbours ask for is no longer than half a sign, or the crowd would fly apart."""
        far = hypot(*move)
        share = min(1.0, self.cell / 4 / far) if far else 0.0
        return (spot[0] + move[0] * share, spot[1] + move[1] * share) if far else spot

    def wanted(self, one: int, other: int) -> float:
        return self.radii[one] + self.radii[other] + self.room.gap

    def settled(self, spots: list[XY], homes: Sequence[XY]) -> list[XY]:
        """In the order given, each keeps its spot if that is free, else takes the nearest free one to its home."""
        taken: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index in range(len(spots)):
            if not self._is_free(index, spots[index], spots, taken):
                spots[index] = self._free_spot(index, homes[index], spots, taken)
            taken[self._cell_of(spots[index])].append(index)
        return spots

    def _free_spot(self, index: int, home: XY, spots: list[XY], taken: dict[tuple[int, int], list[int]]) -> XY:
        far = int(self.room.box.width + self.room.box.height)
        for ring in range(1, far):
            steps = 12 + 2 * ring
            for step in range(steps):
                angle = 2 * pi * step / steps
                spot = self.room.nearest((home[0] + ring * cos(angle), home[1] + ring * sin(angle)), self.radii[index])
                spot = round(spot[0], 1), round(spot[1], 1)
                if self._is_free(index, spot, spots, taken):
                    return spot
        return spots[index]

    def _is_free(self, index: int, spot: XY, spots: list[XY], taken: dict[tuple[int, int], list[int]]) -> bool:
        if self.room.bars(spot, self.radii[index] - 0.2):
            return False
        column, row = self._cell_of(spot)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                for other in taken.get((x, y), ()):
                    # Nine tenths of the gap will do: the tenths that positions are rounded to must not count as overlap.
                    room = self.radii[index] + self.radii[other] + self.room.gap * 0.9
                    if hypot(spot[0] - spots[other][0], spot[1] - spots[other][1]) < room:
                        return False
        return True

    def _cell_of(self, spot: XY) -> tuple[int, int]:
        return floor(spot[0] / self.cell), floor(spot[1] / self.cell)

    def _neighbours(self, spots: Sequence[XY]) -> Iterator[tuple[int, int]]:
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, spot in enumerate(spots):
            cells[self._cell_of(spot)].append(index)
        for (column, row), here in cells.items():
            around = [i for x in (-1, 0, 1) for y in (-1, 0, 1) for i in cells.get((column + x, row + y), ())]
            yield from ((one, other) for one in here for other in around if one < other)


def _fanned(homes: Sequence[XY], room: float) -> list[XY]:
    """Where signs start from: alone at home; up to six of one place in a ring, more of them as seeds in a sunflower."""
    groups: dict[XY, list[int]] = defaultdict(list)
    for index, (x, y) in enumerate(homes):
        groups[round(x, 1), round(y, 1)].append(index)
    starts = list(homes)
    for group in groups.values():
        count = len(group)
        for turn, index in enumerate(group):
            if count <= 6:
                angle, away = (2 * pi * turn / count, room / 2 / sin(pi / count) if count > 1 else 0.0)
            else:
                angle, away = turn * _GOLDEN_ANGLE, room * 0.56 * (turn + 0.5) ** 0.5
            starts[index] = (homes[index][0] + away * cos(angle), homes[index][1] + away * sin(angle))
    return starts
