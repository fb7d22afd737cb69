"""A map is the same every time, nothing on it covers anything else, and it stays small."""

import gzip
import itertools
import re
from dataclasses import replace
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from network.places.rules.map.drawing import draw
from network.places.rules.map.lettering import width
from network.places.rules.map.values import LARGE, MINI, PANEL, Box, Drawing, Mark, Options, Pane, Point, Sign, Tie
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


SOMEWHERE = st.tuples(st.integers(0, 277), st.sampled_from(SIGNS), st.integers(0, 2))


@settings(max_examples=60, deadline=None)
@given(st.lists(SOMEWHERE, max_size=60), st.sampled_from([PANEL, LARGE, MINI]))
def test_no_sign_covers_a_sign_and_no_label_covers_anything(chosen, options):
    communities = data_set().communities
    points = [
        Point(f"{index}", communities[where].name, communities[where].latitude, communities[where].longitude, sign, emphasis)
        for index, (where, sign, emphasis) in enumerate(chosen)
    ]
    ties = [Tie(one.id, other.id) for one, other in itertools.pairwise(points)]
    drawing = draw(points, ties, province(), options)
    assert_nothing_covers_anything(drawing)
    assert {mark.id for pane in panes(drawing) for mark in pane.marks} - {""} == {one.id for one in points}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 277), min_size=1, max_size=40))
def test_signs_stay_near_their_true_places(chosen):
    places = [data_set().communities[index] for index in chosen]
    points = [Point(f"{index}", "", place.latitude, place.longitude, Sign.RING) for index, place in enumerate(places)]
    drawing = draw(points, [], province(), replace(PANEL, may_inset=False))
    assert_nothing_covers_anything(drawing)
    room = 2 * PANEL.radius + 4
    for mark in drawing.main.marks:
        x, y = true_place(points[int(mark.id)])
        near = sum(hypot(x - a, y - b) < 3 * room for a, b in map(true_place, points))
        # A sign on the edge is moved in by its own size; k neighbours who all stand in one spot fill a disc of this radius.
        assert hypot(mark.x - x, mark.y - y) <= room * (1 + near**0.5)


def true_place(one: Point, options: Options = PANEL) -> tuple[float, float]:
    ground = province()
    edge = options.radius + 3
    scale = (options.width - 2 * edge) / ground.width
    x, y = ground.projection.project(one.latitude, one.longitude)
    return edge + (x - ground.left) * scale, edge + (y - ground.top) * scale


def test_a_place_with_room_is_not_moved():
    drawing = draw([point("Fort Nelson"), point("Kelowna")], [], province())
    for mark in drawing.main.marks:
        assert (mark.x, mark.y) == pytest.approx(true_place(point(mark.id)), abs=0.5)
    assert drawing.main.leaders == ""


def test_twelve_of_one_town_stand_round_it_and_share_one_label():
    points = [point("Smithers", id=f"{index}") for index in range(12)]
    drawing = draw(points, [], province())
    assert_nothing_covers_anything(drawing)
    home = true_place(points[0])
    assert max(hypot(mark.x - home[0], mark.y - home[1]) for mark in drawing.main.marks) < 24
    assert [label.text for label in drawing.main.labels] == ["Smithers"]
    assert drawing.main.leaders.startswith("M")


def test_the_order_of_rows_changes_nothing():
    points, ties = round_of(40)
    there = draw(points, ties, province(), replace(PANEL, inset_title="South"))
    assert there == draw(points[::-1], ties[::-1], province(), replace(PANEL, inset_title="South"))


def test_a_tie_to_nobody_is_refused():
    with pytest.raises(ValueError, match="Nowhere"):
        draw([point("Smithers")], [Tie("Smithers", "Nowhere")], province())


def test_an_empty_map_shows_the_land():
    drawing = draw([], [], province())
    assert drawing.main.land.startswith("M")
    assert drawing.inset is None
    assert drawing.window is None


def test_the_crowded_part_is_drawn_larger():
    names = CROWDED + FAR
    drawing = draw([point(name) for name in names], [], province(), replace(PANEL, inset_title="South coast, larger"))
    assert drawing.inset is not None
    assert drawing.window is not None
    assert {mark.id for mark in drawing.inset.marks} >= {"Victoria", "Vancouver", "Delta"}
    assert {mark.id for mark in drawing.main.marks} == set(FAR)
    assert drawing.inset.box.width / drawing.window.width > 2
    assert drawing.inset_title is not None
    assert drawing.inset_title.text == "South coast, larger"


def test_a_map_with_room_has_no_inset():
    assert draw([point(name) for name in FAR], [], province()).inset is None


def test_the_crowd_is_found_wherever_it_is():
    north = (
        "Terrace",
        "Kitimat",
        "Smithers",
        "Telkwa",
        "Witset",
        "New Hazelton",
        "Kispiox",
        "Gitwangak",
        "Gitanyow",
        "Woodcock",
        "Houston",
    )
    drawing = draw([point(name) for name in (*north, "Victoria", "Cranbrook")], [], province())
    assert drawing.inset is not None
    assert {"New Hazelton", "Kispiox", "Gitwangak"} <= {mark.id for mark in drawing.inset.marks}
    assert {mark.id for mark in drawing.main.marks} >= {"Victoria", "Cranbrook"}


def test_an_inset_shows_places_where_the_window_shows_them():
    points = [point(name) for name in CROWDED + FAR]
    drawing = draw(points, [], province())
    assert drawing.inset is not None
    assert drawing.window is not None
    times = drawing.inset.box.width / drawing.window.width
    duncan = next(mark for mark in drawing.inset.marks if mark.id == "Duncan")
    x, y = true_place(point("Duncan"))
    assert (duncan.x, duncan.y) == pytest.approx(((x - drawing.window.x) * times, (y - drawing.window.y) * times), abs=12)


@pytest.mark.parametrize("options", [PANEL, LARGE])
def test_the_parts_of_a_drawing_do_not_cover_each_other(options):
    drawing = draw([point(name) for name in CROWDED + FAR], [], province(), replace(options, inset_title="Larger"))
    assert drawing.inset is not None
    assert drawing.inset_title is not None
    assert not drawing.inset.box.meets(drawing.main.box)
    assert not drawing.inset_title.box.meets(drawing.inset.box)
    paper = Box(0, 0, drawing.width, drawing.height)
    assert paper.holds(drawing.inset.box.right, drawing.inset.box.bottom)
    assert paper.holds(drawing.inset_title.box.x, drawing.inset_title.box.y)


def test_ties_run_from_sign_to_sign():
    drawing = draw([point("Terrace"), point("Prince George", Sign.DISC)], [Tie("Prince George", "Terrace", "locked")], province())
    (curve,) = drawing.main.curves
    assert (curve.state, curve.is_cut) == ("locked", False)
    numbers = [float(number) for number in NUMBER.findall(curve.path)]
    marks = {mark.id: mark for mark in drawing.main.marks}
    start, end = marks["Prince George"], marks["Terrace"]
    assert hypot(numbers[0] - start.x, numbers[1] - start.y) == pytest.approx(start.radius + 0.8, abs=0.15)
    assert hypot(numbers[0] + numbers[-2] - end.x, numbers[1] + numbers[-1] - end.y) == pytest.approx(end.radius + 0.8, abs=0.2)


def test_two_ties_of_the_same_way_part():
    names = ("Vancouver", "Prince George", "Fort St. John", "Fort Nelson")
    points = [point(name) for name in names]
    drawing = draw(points, [Tie("Vancouver", name) for name in names[1:]], province())
    ends = [middle_of(curve.path) for curve in drawing.main.curves]
    assert min(hypot(a - c, b - d) for (a, b), (c, d) in itertools.combinations(ends, 2)) > 3


def middle_of(path: str) -> tuple[float, float]:
    """A tenth of the way along: where ties of one sign are nearest each other."""
    numbers = [float(number) for number in NUMBER.findall(path)]
    x, y, dx, dy = *numbers[:2], *numbers[-2:]
    cx, cy = (numbers[2], numbers[3]) if len(numbers) == 6 else (dx / 2, dy / 2)
    return x + 0.42 * cx + 0.09 * dx, y + 0.42 * cy + 0.09 * dy


def test_a_tie_that_leaves_the_larger_part_is_cut_there_and_ends_in_a_speck_on_the_map():
    points = [point(name) for name in CROWDED + FAR]
    drawing = draw(points, [Tie("Victoria", "Terrace"), Tie("Victoria", "Vancouver")], province())
    assert drawing.inset is not None
    assert [curve.is_cut for curve in drawing.inset.curves] == [True, False]
    assert [curve.is_cut for curve in drawing.main.curves] == [False]
    specks = [mark for mark in drawing.main.marks if mark.id == ""]
    assert len(specks) == 1
    assert specks[0].radius < 2


def test_the_chosen_tie_lies_on_top_and_its_ends_have_labels():
    points = [point(name, emphasis=2 if name in {"Victoria", "Delta"} else 0) for name in CROWDED + FAR]
    ties = [Tie("Delta", "Victoria", "chosen"), *(Tie("Vancouver", name) for name in CROWDED if name != "Vancouver")]
    drawing = draw(points, ties, province())
    assert drawing.inset is not None
    assert drawing.inset.curves[-1].state == "chosen"
    assert {"Victoria", "Delta"} <= {label.text for label in drawing.inset.labels if label.is_strong}


def test_a_sign_without_a_label_keeps_its_name():
    drawing = draw([point(name) for name in CROWDED + FAR], [], province())
    for pane in panes(drawing):
        shown = {label.text for label in pane.labels}
        assert all((mark.title == "") == (mark.id in shown) for mark in pane.marks)


def test_most_places_of_a_spread_round_have_labels():
    drawing = draw(
        [point(name) for name in (*FAR, "Kelowna", "Kamloops", "Vancouver", "Victoria", "Bella Coola")], [], province()
    )
    assert len(drawing.main.labels) == 13


def test_every_number_is_rounded_to_a_tenth():
    points, ties = round_of(41)
    for pane in panes(draw(points, ties, province())):
        numbers = [number for mark in pane.marks for number in (mark.x, mark.y, mark.radius)]
        numbers += [number for label in pane.labels for number in (label.x, label.y)]
        numbers += [pane.box.x, pane.box.y, pane.box.width, pane.box.height]
        assert all(number == round(number, 1) for number in numbers)
        assert all(len(number.partition(".")[2]) <= 1 for curve in pane.curves for number in NUMBER.findall(curve.path))


def test_many_organizations_are_drawn_too():
    points, ties = round_of(240)
    points = [replace(one, id=f"{turn}-{one.id}") for turn in range(3) for one in points]
    ties = [Tie(f"{turn}-{tie.start}", f"{turn}-{tie.end}") for turn in range(3) for tie in ties]
    drawing = draw(points, ties, province(), LARGE)
    assert sum(len(pane.marks) for pane in panes(drawing)) >= len(points)


def test_text_is_never_taken_for_narrower_than_it_is():
    # Measured in BC Sans at 100 units, in a browser.
    for text, regular, bold in WIDTHS:
        assert width(text, 100) >= regular * 0.99
        assert width(text, 100, True) >= bold * 0.99
        assert width(text, 100) <= regular * 1.12


def test_accents_take_no_room_of_their_own():
    assert width("W̱SÁNEĆ", 10) == width("WSANEC", 10)


def svg(drawing: Drawing, **told: str) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    module = environment.get_template("components/map.html").module
    return str(module.map(drawing, "Map of the <proposal>", **told))  # type: ignore[attr-defined]


def test_the_map_of_a_round_is_small_on_the_wire():
    points, ties = round_of(41)
    drawn = svg(draw(points, ties, province(), replace(PANEL, inset_title="Larger")))
    assert 3000 < len(gzip.compress(drawn.encode())) < 8000
    assert len(gzip.compress(svg(draw(points[:4], [], province(), MINI)).encode())) < 3000


def test_the_macro_names_the_map_and_draws_every_sign():
    points, ties = round_of(41)
    drawing = draw(points, ties, province(), replace(PANEL, inset_title="Larger"))
    drawn = svg(drawing, description="30 pairs", id="round")
    assert 'role="img" aria-labelledby="round-t" aria-describedby="round-d"' in drawn
    assert "Map of the &lt;proposal&gt;</title><desc" in drawn
    assert drawn.count("<circle") == sum(len(pane.marks) for pane in panes(drawing))
    assert drawn.count('class="map__tie') == sum(len(pane.curves) for pane in panes(drawing))
    assert drawn.count("map__tie--locked") >= 1
    assert "style=" not in drawn


def test_a_large_map_can_be_scrolled_by_keyboard():
    drawn = svg(draw([point("Smithers")], [], province(), LARGE), kind="large")
    assert drawn.lstrip().startswith('<div class="map__scroll" role="group" tabindex="0"')
    assert drawn.rstrip().endswith("</div>")
