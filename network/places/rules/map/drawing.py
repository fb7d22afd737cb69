"""Puts a map together: the land, the crowded part larger, signs, ties and names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot

from network.places.rules.map import crowd
from network.places.rules.map.curves import End, Ground, Span, drawn
from network.places.rules.map.labels import Name, Paper, names, placed
from network.places.rules.map.leading import Named, named
from network.places.rules.map.lettering import width
from network.places.rules.map.nudging import Room, apart
from network.places.rules.map.values import PANEL, Box, Drawing, Label, Mark, Options, Pane, Point, Sign, Tie
from network.places.rules.outline import Fit, Land, path

XY = tuple[float, float]

_GAP = 2.0  # between two signs, with their lines
_SPECK = 1.5
_LED = 1.6  # a sign moved farther than this many radii gets a line to its true place


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is laid out on one pane."""

    box: Box  # where it stands on the paper
    fit: Fit
    points: tuple[Point, ...]  # those with a sign here
    options: Options
    first: int = 1  # the first number that a name here may have

    @property
    def page(self) -> Box:
        return Box(0, 0, self.box.width, self.box.height)

    def spot(self, ground: Land, point: Point) -> XY:
        return self.fit.at(*ground.projection.project(point.latitude, point.longitude))


def draw(points: Sequence[Point], ties: Sequence[Tie], ground: Land, options: Options = PANEL) -> Drawing:
    """The same drawing for the same points and ties, in whatever order they come. Raises ValueError for a tie to no point."""
    everyone = {point.id: point for point in sorted(points, key=lambda point: point.id)}
    every_tie = sorted(ties, key=lambda tie: (tie.state == "chosen", tie.state == "locked", tie.state, tie.start, tie.end))
    for tie in every_tie:
        if tie.start not in everyone or tie.end not in everyone:
            raise ValueError(f"a tie leads to no point: {tie.start} to {tie.end}")
    return _drawn(tuple(everyone.values()), tuple(every_tie), ground, options)


@lru_cache(maxsize=32)
def _drawn(points: tuple[Point, ...], ties: tuple[Tie, ...], ground: Land, options: Options) -> Drawing:
    """Cached: a page that is read again, or printed, asks for the same drawing."""
    everyone = {point.id: point for point in points}
    whole = _whole(ground, options)
    spots = {id: whole.spot(ground, point) for id, point in everyone.items()}
    found = _crowded_part(list(spots.values()), whole, options) if options.may_inset else None
    if found is None:
        return _finished(_pane(replace(whole, points=tuple(everyone.values())), everyone, ties, ground), options)
    window, room = found
    inside = tuple(point for id, point in everyone.items() if window.holds(*spots[id]))
    outside = tuple(point for id, point in everyone.items() if not window.holds(*spots[id]))
    main = _pane(replace(whole, points=outside), everyone, ties, ground, window)
    larger = _Sheet(room, _magnified(whole.fit, window, room), inside, options, len(main.numbered) + 1)
    return _finished(main, options, _pane(larger, everyone, ties, ground), window)


def _crowded_part(spots: Sequence[XY], whole: _Sheet, options: Options) -> tuple[Box, Box] | None:
    """What to draw larger, and where: below the map, at its full width and as high as it needs."""
    wish = crowd.Wish(apart=2 * options.radius + _GAP, named=options.letter * 2.2)
    room = _inset_box(whole.box, options)
    sites = crowd.crowded(spots, wish, (room.width, room.height))
    if sites is None:
        return None
    for _ in range(2):  # a box that grew to its shape may hold more places, and they want a margin too
        high = min(room.width * crowd.shape(sites, wish), options.width)
        window = crowd.window(sites, wish, (room.width, high), whole.page.grown(-1))
        sites = [spot for spot in spots if window.holds(*spot)]
    return window, replace(room, height=round(high, 1))


def _whole(ground: Land, options: Options) -> _Sheet:
    """The whole land on a sheet as wide as the paper."""
    edge = options.radius + 3
    scale = (options.width - 2 * edge) / ground.width
    box = Box(0, 0, round(options.width, 1), round(ground.height * scale + 2 * edge, 1))
    return _Sheet(box, Fit(scale, edge - ground.left * scale, edge - ground.top * scale), (), options)


def _inset_box(whole: Box, options: Options) -> Box:
    heading = round(options.letter * 1.5, 1)
    return Box(1, round(whole.bottom + heading, 1), options.width - 2, round(options.width * 0.62, 1))


def _magnified(fit: Fit, window: Box, room: Box) -> Fit:
    """The fit under which the window fills the room, from the room's own corner."""
    times = room.width / window.width
    return Fit(fit.scale * times, (fit.right - window.x) * times, (fit.down - window.y) * times)


def _pane(sheet: _Sheet, everyone: Mapping[str, Point], ties: Sequence[Tie], ground: Land, window: Box | None = None) -> Pane:
    """`window`: the part whose signs are drawn elsewhere; ties into it end in specks."""
    marks, homes = _marks(sheet, ground, window)
    ends = {mark.id: End(mark.x, mark.y, mark.radius + 0.8) for mark in marks}
    specks = _specks(sheet, everyone, ties, ends, ground) if window else {}
    lain = Ground()
    for end in ends.values():
        lain.put_sign(end)
    curves = drawn(_spans(sheet, everyone, ties, (ends, specks), ground), lain)
    page = sheet.page.grown(-1.5)
    taken = [Box(m.x - m.radius, m.y - m.radius, 2 * m.radius, 2 * m.radius) for m in marks] + ([window] if window else [])
    found = names(marks, [point.label for point in sheet.points], [f"{p.latitude:.2f} {p.longitude:.2f}" for p in sheet.points])
    said = _said(found, lambda: Paper(page, taken, lain), sheet)
    shown = {label.text for label in said.labels}
    titled = tuple(replace(mark, title="" if mark.title in shown else mark.title) for mark in marks)
    dots = {Mark("", end.x, end.y, _SPECK, Sign.DOT, 0, "") for end in specks.values()}
    return Pane(
        box=sheet.box,
        land=_land(ground, sheet.fit, sheet.options.tolerance, sheet.box.width, sheet.box.height),
        curves=tuple(curves),
        leaders=_leaders(marks, homes) + said.lines,
        marks=tuple(sorted(dots, key=lambda dot: (dot.x, dot.y))) + titled,
        labels=said.labels,
        numbered=said.numbered,
    )


def _said(found: Sequence[Name], fresh: Callable[[], Paper], sheet: _Sheet) -> Named:
    """The names that have room beside their signs; on a map that names all, the others too."""
    if sheet.options.names_all:
        return named(found, fresh, sheet.options.letter, sheet.first)
    return Named(tuple(placed(found, fresh(), sheet.options.letter)[0]), "", ())


def _marks(sheet: _Sheet, ground: Land, keep_out: Box | None) -> tuple[list[Mark], list[XY]]:
    """The signs where they go, and where they would be if each had the map to itself."""
    radius = sheet.options.radius
    homes = [sheet.spot(ground, point) for point in sheet.points]
    radii = [round(radius * (0.6 if point.sign is Sign.DOT else 1.15 if point.emphasis > 1 else 1), 1) for point in sheet.points]
    spots = apart(homes, radii, Room(sheet.page, _GAP, keep_out))
    marks = [
        Mark(point.id, x, y, size, point.sign, point.emphasis, point.label)
        for point, (x, y), size in zip(sheet.points, spots, radii, strict=True)
    ]
    return marks, homes


def _specks(
    sheet: _Sheet, everyone: Mapping[str, Point], ties: Sequence[Tie], ends: Mapping[str, End], ground: Land
) -> dict[str, End]:
    """Ends without a sign of ties that have one end here. Those that would touch share one."""
    wanted = sorted({end for tie in ties for end in (tie.start, tie.end) if (tie.start in ends) != (tie.end in ends)} - set(ends))
    shared: list[XY] = []
    specks: dict[str, End] = {}
    for id in wanted:
        x, y = sheet.spot(ground, everyone[id])
        near = next((spot for spot in shared if hypot(spot[0] - x, spot[1] - y) < 2 * _SPECK + 1), None)
        if near is None:
            near = round(x, 1), round(y, 1)
            shared.append(near)
        specks[id] = End(*near, 0)
    return specks


def _spans(
    sheet: _Sheet,
    everyone: Mapping[str, Point],
    ties: Sequence[Tie],
    known: tuple[Mapping[str, End], Mapping[str, End]],
    ground: Land,
) -> list[Span]:
    """The ties with a sign here, cut at the edge where the other end has none. `known`: ends with signs, ends with specks."""
    ends, specks = known
    spans = []
    for tie in ties:
        if tie.start not in ends and tie.end not in ends:
            continue
        start, end = (ends.get(id) or specks.get(id) for id in (tie.start, tie.end))
        if start and end:
            spans.append(Span(start, end, tie.state))
        elif here := start or end:
            away = everyone[tie.end if start else tie.start]
            spans.append(Span(here, _exit(here, sheet.spot(ground, away), sheet.page), tie.state, is_cut=True))
    return spans


def _exit(here: End, there: XY, page: Box) -> End:
    """Where the straight way to `there` leaves the page, and two units more."""
    dx, dy = there[0] - here.x, there[1] - here.y
    across = ((page.right if dx > 0 else page.x) - here.x) / dx if dx else 2.0
    down = ((page.bottom if dy > 0 else page.y) - here.y) / dy if dy else 2.0
    share = min(1.0, max(0.0, min(across, down)) + 2 / max(1.0, hypot(dx, dy)))
    return End(here.x + share * dx, here.y + share * dy, 0)


@lru_cache(maxsize=32)
def _land(ground: Land, fit: Fit, tolerance: float, wide: float, high: float) -> str:
    """Cached: the land is the costly part, and is the same for every drawing of a size."""
    return path(ground, fit, tolerance, (-4, -4, wide + 4, high + 4))


def _leaders(marks: Sequence[Mark], homes: Sequence[XY]) -> str:
    parts = []
    for mark, (x, y) in zip(marks, homes, strict=True):
        if hypot(mark.x - x, mark.y - y) > _LED * mark.radius:
            parts.append(f"M{x:.1f} {y:.1f}L{mark.x:g} {mark.y:g}")
    return "".join(parts)


def _finished(main: Pane, options: Options, inset: Pane | None = None, window: Box | None = None) -> Drawing:
    high = round(max(main.box.bottom, inset.box.bottom + 1 if inset else 0), 1)
    heading = _heading(inset, options) if inset and options.inset_title else None
    return Drawing(options.width, high, options.letter, main, inset, window, heading)


def _heading(inset: Pane, options: Options) -> Label:
    title, baseline = options.inset_title, inset.box.y - options.letter * 0.45
    box = Box(inset.box.x, baseline - options.letter * 0.72, width(title, options.letter), options.letter * 0.96)
    return Label(title, inset.box.x, round(baseline, 1), "start", False, box)
