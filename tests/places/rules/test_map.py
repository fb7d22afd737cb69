"""A map is the same every time, and nothing on it covers anything else."""

import itertools
from dataclasses import replace
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.places.rules.map.curves import Ground
from network.places.rules.map.drawing import draw
from network.places.rules.map.labels import Paper, names, placed
from network.places.rules.map.leading import named
from network.places.rules.map.lettering import width
from network.places.rules.map.nudging import Room, apart
from network.places.rules.map.values import LARGE, MINI, PANEL, Box, Mark, Point, Sign, Tie
from tests.places.rules.data_set import data_set, province
from tests.places.rules.maps import (
    CROWDED,
    FAR,
    NUMBER,
    SIGNS,
    WIDTHS,
    assert_nothing_covers_anything,
    box_of,
    panes,
    point,
    round_of,
    true_place,
)

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


@settings(max_examples=30, deadline=None)
@given(st.lists(SOMEWHERE, min_size=20, max_size=90))
def test_on_a_large_map_each_sign_has_its_name_or_a_number_that_the_key_explains(chosen):
    communities = data_set().communities
    points = [
        Point(f"{index}", communities[where].name, communities[where].latitude, communities[where].longitude, sign, emphasis)
        for index, (where, sign, emphasis) in enumerate(chosen)
    ]
    drawing = draw(points, [Tie(one.id, other.id) for one, other in itertools.pairwise(points)], province(), LARGE)
    assert_nothing_covers_anything(drawing)
    assert drawing.key == tuple(each for pane in panes(drawing) for each in pane.numbered)
    assert [int(number) for number, _ in drawing.key] == list(range(1, len(drawing.key) + 1))
    for pane in panes(drawing):
        shown = {label.text for label in pane.labels}
        said = shown | {name for number, name in pane.numbered if number in shown}
        assert {mark.title for mark in pane.marks if mark.id} - {""} <= said


def test_a_name_without_room_stands_near_by_at_the_end_of_a_line():
    mark = Mark("a", 100, 100, 5, Sign.RING, 0, "Aiyansh")
    sides = [Box(40, 60, 57, 65), Box(103, 60, 57, 65), Box(40, 60, 120, 36)]
    found = names([mark], ["Aiyansh"], ["a"])
    said = named(found, lambda: Paper(Box(0, 0, 200, 200), [box_of(mark), *sides], Ground()), 13, 1)
    assert [label.text for label in said.labels] == ["Aiyansh"]
    assert said.labels[0].box.y > 125, "the way down is the only open one"
    assert said.lines.count("M") == 1
    assert said.numbered == ()


def test_numbers_go_as_one_reads_and_on_from_the_map_to_its_crowded_part():
    drawing = draw(*round_of(80), province(), LARGE)
    main, inset = panes(drawing)
    assert main.numbered
    assert int(inset.numbered[0][0]) == len(main.numbered) + 1
    rows = [(mark.y // 40, mark.x) for _, name in inset.numbered for mark in inset.marks if mark.title == name]
    assert rows == sorted(rows)


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
    ends = [near_the_start(curve.path) for curve in drawing.main.curves]
    assert min(hypot(a - c, b - d) for (a, b), (c, d) in itertools.combinations(ends, 2)) > 3


def along(path: str) -> list[tuple[float, float]]:
    """Points along a tie, from its start to its end."""
    numbers = [float(number) for number in NUMBER.findall(path)]
    x, y, dx, dy = *numbers[:2], *numbers[-2:]
    cx, cy = (numbers[2], numbers[3]) if len(numbers) == 6 else (dx / 2, dy / 2)
    steps = [step / 50 for step in range(51)]
    return [(x + 2 * t * (1 - t) * cx + t * t * dx, y + 2 * t * (1 - t) * cy + t * t * dy) for t in steps]


def near_the_start(path: str) -> tuple[float, float]:
    """A fifth of the way along: ties of one sign are near each other there."""
    return along(path)[10]


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


def on_a_line(*latitudes: float) -> list[Point]:
    """Points due north of each other, on the meridian that the map draws straight."""
    return [Point(f"{latitude}", "", latitude, province().projection.meridian, Sign.RING) for latitude in latitudes]


def test_ties_to_places_in_one_line_do_not_lie_on_each_other():
    drawing = draw(on_a_line(50, 53, 56, 59), [Tie("50", "53"), Tie("50", "56"), Tie("50", "59")], province())
    lines = [along(curve.path) for curve in drawing.main.curves]
    for one, other in itertools.permutations(lines, 2):
        assert min(hypot(one[25][0] - x, one[25][1] - y) for x, y in other) > 1.5


def test_a_tie_goes_round_a_sign_that_is_in_its_way():
    drawing = draw(on_a_line(50, 54, 58), [Tie("50", "58")], province())
    passed = next(mark for mark in drawing.main.marks if mark.id == "54")
    assert min(hypot(x - passed.x, y - passed.y) for x, y in along(drawing.main.curves[0].path)) > passed.radius + 1


def test_a_label_that_can_go_elsewhere_makes_room_for_one_that_cannot():
    marks = [Mark("a", 60, 8, 5, Sign.DISC, 0, "Aiyansh"), Mark("b", 160, 8, 5, Sign.RING, 0, "Bella Coola!")]
    found = names(marks, ["Aiyansh", "Bella Coola!"], ["a", "b"])
    taken = [box_of(mark) for mark in marks]
    alone, _ = placed(found[:1], Paper(Box(0, 0, 172, 16), taken, Ground()), 13)
    both, _ = placed(found, Paper(Box(0, 0, 172, 16), taken, Ground()), 13)
    assert [label.anchor for label in alone] == ["start"]
    assert sorted((label.text, label.anchor) for label in both) == [("Aiyansh", "end"), ("Bella Coola!", "end")]


def test_signs_keep_out_of_the_part_drawn_elsewhere():
    barred = Box(40, 40, 30, 20)
    spots = apart([(41.0, 50.0), (69.0, 45.0), (55.0, 41.0), (37.0, 50.0)], [5.0] * 4, Room(Box(0, 0, 100, 100), 2, barred))
    assert not any(barred.grown(5).holds(*spot) for spot in spots)
