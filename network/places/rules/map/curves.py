"""Draws ties as curves that keep out of each other's way and off other places' signs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import atan2, hypot, pi

from network.places.rules.map.values import Box, Curve

XY = tuple[float, float]

_CELL = 5.0
_BENDS = (0.0, 0.08, -0.08, 0.16, -0.16, 0.25, -0.25, 0.33, -0.33)
_CUT_BENDS = (0.0, 0.08, -0.08)  # a tie that leaves must still point to where it goes
_EIGHTHS = 8 / pi
# The cost of a tie already there, by how different its direction is, in steps of 22.5 degrees round a half turn.
_SAME_WAY = (1.0, 0.55, 0.2, 0.08, 0.08, 0.08, 0.2, 0.55)
_ON_A_SIGN = 12.0
_HEAVY = ("locked", "chosen")  # thick lines: others and labels keep farther off
_FAN = pi / 11  # two ties that leave one sign closer together than this look like one


@dataclass(frozen=True, slots=True)
class End:
    """Where a tie begins or ends: a sign's centre and radius."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Span:
    """A tie to draw. `is_cut`: its far end lies outside what is drawn."""

    start: End
    end: End
    state: str
    is_cut: bool = False


@dataclass(slots=True)
class Ground:
    """What already lies on the paper, in cells of a few units: signs, and ties with their directions."""

    signs: set[tuple[int, int]] = field(default_factory=set)
    ties: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    leaving: dict[XY, list[float]] = field(default_factory=lambda: defaultdict(list))

    def count(self, box: Box) -> int:
        """How many stretches of ties a label there would cover."""
        columns = range(int(box.x // _CELL), int(box.right // _CELL) + 1)
        rows = range(int(box.y // _CELL), int(box.bottom // _CELL) + 1)
        return sum(len(self.ties.get((column, row), ())) for column in columns for row in rows)

    def put_sign(self, end: End) -> None:
        self.signs |= _cells_of(end)


def drawn(spans: Sequence[Span], ground: Ground) -> list[Curve]:
    """A curve for each span, in the order given; the short ones choose first, for they can bend least."""
    curves: dict[int, Curve] = {}
    for index in sorted(range(len(spans)), key=lambda i: (_length(spans[i]), i)):
        curves[index] = _curve(spans[index], ground)
    return [curves[index] for index in range(len(spans))]


def _curve(span: Span, ground: Ground) -> Curve:
    own = _cells_of(span.start) | _cells_of(span.end)
    best, least = 0.0, float("inf")
    for bend in _CUT_BENDS if span.is_cut else _BENDS:
        cost = _cost(span, bend, own, ground, least)
        if cost < least - 1e-9:
            best, least = bend, cost
    control = _control(span, best)
    for column, row, direction in _steps(span, control):
        ground.ties[column, row] += [direction] * (3 if span.state in _HEAVY else 1)
    for end in (span.start, span.end):
        ground.leaving[end.x, end.y].append(atan2(control[1] - end.y, control[0] - end.x))
    return Curve(_path(span, control, is_straight=best == 0.0), span.state, span.is_cut)


def _cost(span: Span, bend: float, own: set[tuple[int, int]], ground: Ground, limit: float) -> float:
    """What a bend costs; it stops counting once it is above `limit`."""
    control = _control(span, bend)
    total = abs(bend) * (4 + 0.13 * _length(span))
    for end in (span.start, span.end):
        angle = atan2(control[1] - end.y, control[0] - end.x)
        for other_angle in ground.leaving.get((end.x, end.y), ()):
            between = abs((angle - other_angle + pi) % (2 * pi) - pi)
            total += max(0.0, 1 - between / _FAN) * 6
    if total >= limit:
        return total
    for column, row, direction in _steps(span, control):
        cell = column, row
        if cell in ground.signs and cell not in own:
            total += _ON_A_SIGN
        if cell in ground.ties:
            for other in ground.ties[cell]:
                total += _SAME_WAY[abs(direction - other)]
        if total >= limit:
            break
    return total


def _steps(span: Span, control: XY) -> list[tuple[int, int, int]]:
    """Cells along the curve (column and row) with its direction there, in eighths of a half turn."""
    count = max(2, min(60, int(_length(span) / _CELL)))
    x0, y0, x1, y1, (cx, cy) = (span.start.x, span.start.y, span.end.x, span.end.y, control)
    found = []
    for step in range(1, count):
        t = step / count
        s = 1 - t
        a, b, c = s * s, 2 * s * t, t * t
        direction = int(atan2(s * (cy - y0) + t * (y1 - cy), s * (cx - x0) + t * (x1 - cx)) * _EIGHTHS + 8.5) % 8
        found.append((int((a * x0 + b * cx + c * x1) // _CELL), int((a * y0 + b * cy + c * y1) // _CELL), direction))
    return found


def _control(span: Span, bend: float) -> XY:
    x0, y0, x1, y1 = span.start.x, span.start.y, span.end.x, span.end.y
    return (x0 + x1) / 2 - bend * (y1 - y0), (y0 + y1) / 2 + bend * (x1 - x0)


def _path(span: Span, control: XY, is_straight: bool) -> str:
    """From edge to edge of the two signs, in tenths of a unit, in steps from where it begins."""
    start, end = _edge(span.start, control), _edge(span.end, control)
    x, y = round(start[0], 1), round(start[1], 1)
    to = f"{_short(end[0] - x)} {_short(end[1] - y)}"
    middle = "l" if is_straight else f"q{_short(control[0] - x)} {_short(control[1] - y)} "
    return f"M{_short(x)} {_short(y)}{middle}{to}"


def _edge(end: End, towards: XY) -> XY:
    dx, dy = towards[0] - end.x, towards[1] - end.y
    away = hypot(dx, dy)
    if away <= end.radius or end.radius == 0:
        return end.x, end.y
    return end.x + dx / away * end.radius, end.y + dy / away * end.radius


def _short(number: float) -> str:
    """A number to a tenth, with no needless zero."""
    return f"{round(number, 1) + 0:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("0") or "0"


def _length(span: Span) -> float:
    return hypot(span.end.x - span.start.x, span.end.y - span.start.y)


def _cells_of(end: End) -> set[tuple[int, int]]:
    reach = end.radius
    columns = range(int((end.x - reach) // _CELL), int((end.x + reach) // _CELL) + 1)
    rows = range(int((end.y - reach) // _CELL), int((end.y + reach) // _CELL) + 1)
    return {(column, row) for column in columns for row in rows}
