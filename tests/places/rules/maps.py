"""Points, ties and what is true of every drawing, for the tests of maps."""

import itertools
import re
from math import hypot
from pathlib import Path

from network.places.rules.map.values import PANEL, Box, Drawing, Mark, Options, Pane, Point, Sign, Tie
from tests.places.rules.data_set import community, data_set, province

SIGNS = (Sign.DISC, Sign.RING, Sign.UNSERVED, Sign.DOT)
CROWDED = (
    "Victoria",
    "Saanich",
    "Oak Bay",
    "Sidney",
    "Duncan",
    "Nanaimo",
    "Vancouver",
    "Burnaby",
    "Richmond",
    "Surrey",
    "Delta",
    "Langley",
)
FAR = ("Fort Nelson", "Terrace", "Smithers", "Prince George", "Cranbrook", "Masset", "Dawson Creek", "Williams Lake")
TEMPLATES = Path(__file__).parents[3] / "templates"
WIDTHS = (("Prince George", 668, 701), ("Fort St. John", 571, 611), ("Telegraph Creek", 762, 809), ("HlG̱aagilda", 516, 548))
NUMBER = re.compile(r"-?\d*\.?\d+")


def point(name: str, sign: Sign = Sign.RING, emphasis: int = 0, id: str = "") -> Point:
    place = community(name)
    return Point(id or name, name, place.latitude, place.longitude, sign, emphasis)


def round_of(count: int) -> tuple[list[Point], list[Tie]]:
    """A round: every sixth of these organizations is a mentor, most of the others have one."""
    places = [entry for index, entry in enumerate(data_set().communities) if index % 7 < 2][:count]
    points, ties = [], []
    for index, entry in enumerate(places):
        sign = Sign.DISC if index % 6 == 0 else Sign.UNSERVED if index % 6 == 5 else Sign.RING
        points.append(Point(f"{index:03}", entry.name, entry.latitude, entry.longitude, sign))
        if sign is Sign.RING:
            ties.append(Tie(f"{index * 5 % len(places) // 6 * 6:03}", f"{index:03}", "locked" if index == 3 else "proposed"))
    return points, ties


def panes(drawing: Drawing) -> list[Pane]:
    return [drawing.main] + ([drawing.inset] if drawing.inset else [])


def box_of(mark: Mark) -> Box:
    return Box(mark.x - mark.radius, mark.y - mark.radius, 2 * mark.radius, 2 * mark.radius)


def assert_nothing_covers_anything(drawing: Drawing) -> None:
    for pane in panes(drawing):
        for one, other in itertools.combinations(pane.marks, 2):
            assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius, (one, other)
        for one, other in itertools.combinations(pane.labels, 2):
            assert not one.box.meets(other.box), (one, other)
        for label, mark in itertools.product(pane.labels, pane.marks):
            assert not label.box.meets(box_of(mark)), (label, mark)
        paper = Box(0, 0, pane.box.width, pane.box.height)
        for box in [label.box for label in pane.labels] + [box_of(mark) for mark in pane.marks]:
            assert paper.holds(box.x, box.y)
            assert paper.holds(box.right, box.bottom)


def true_place(one: Point, options: Options = PANEL) -> tuple[float, float]:
    ground = province()
    edge = options.radius + 3
    scale = (options.width - 2 * edge) / ground.width
    x, y = ground.projection.project(one.latitude, one.longitude)
    return edge + (x - ground.left) * scale, edge + (y - ground.top) * scale
