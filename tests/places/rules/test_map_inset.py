"""Where places crowd, that part is drawn larger, and only there."""

from dataclasses import replace

import pytest

from network.places.rules.map.drawing import draw
from network.places.rules.map.values import LARGE, PANEL, Box, Tie
from tests.places.rules.data_set import province
from tests.places.rules.maps import CROWDED, FAR, point, true_place


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


def test_a_tie_that_leaves_the_larger_part_is_cut_there_and_ends_in_a_speck_on_the_map():
    points = [point(name) for name in CROWDED + FAR]
    drawing = draw(points, [Tie("Victoria", "Terrace"), Tie("Victoria", "Vancouver")], province())
    assert drawing.inset is not None
    assert [curve.is_cut for curve in drawing.inset.curves] == [True, False]
    assert [curve.is_cut for curve in drawing.main.curves] == [False]
    specks = [mark for mark in drawing.main.marks if mark.id == ""]
    assert len(specks) == 1
    assert specks[0].radius < 2
