"""The flat map agrees with the province's official one, and the outline keeps its shape in a few kilobytes."""

import gzip
import itertools
from math import cos, hypot, log, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.places.rules.outline import Fit, Outline, clipped, path, read_outline, simplified
from network.places.rules.projection import Albers, Bounds, fitted
from tests.places.rules.data_set import data_set, province

BC = Bounds(48.31, -139.06, 60.0, -114.04)
COORDINATES = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


def bc_albers(latitude, longitude):
    """EPSG:3005 in km, from its published constants: an independent second opinion."""
    e2 = 0.00669438002290
    e = sqrt(e2)

    def q(degrees):
        s = sin(radians(degrees))
        return (1 - e2) * (s / (1 - e2 * s * s) - log((1 - e * s) / (1 + e * s)) / (2 * e))

    def m(degrees):
        return cos(radians(degrees)) / sqrt(1 - e2 * sin(radians(degrees)) ** 2)

    n = (m(50) ** 2 - m(58.5) ** 2) / (q(58.5) - q(50))
    c = m(50) ** 2 + n * q(50)
    radius, angle = ((6378.137 * sqrt(c - n * q(at)) / n for at in (latitude, 45)), n * radians(longitude + 126))
    here, origin = radius
    return 1000 + here * sin(angle), origin - here * cos(angle)


def test_with_the_official_constants_it_is_the_official_projection():
    ours = Albers(50, 58.5, -126, 45)
    for entry in data_set().communities:
        x, y = ours.project(entry.latitude, entry.longitude)
        assert (x + 1000, -y) == pytest.approx(bc_albers(entry.latitude, entry.longitude), abs=1e-6)


def test_the_official_point_of_origin():
    assert bc_albers(45, -126) == pytest.approx((1000, 0))


def test_fitted_to_the_outline_distances_agree_within_a_few_kilometres():
    ours = fitted(BC)
    places = data_set().communities[::7]
    for one in places:
        for other in places:
            here, there = (ours.project(one.latitude, one.longitude), ours.project(other.latitude, other.longitude))
            mine = hypot(here[0] - there[0], here[1] - there[1])
            official = hypot(
                *(
                    a - b
                    for a, b in zip(
                        bc_albers(one.latitude, one.longitude), bc_albers(other.latitude, other.longitude), strict=True
                    )
                )
            )
            assert mine == pytest.approx(official, rel=0.004, abs=0.1)


def test_north_is_up_and_east_is_right():
    ours = fitted(BC)
    assert ours.project(55, -126.55)[1] < ours.project(54, -126.55)[1]
    assert ours.project(54, -125)[0] > ours.project(54, -126)[0]


@pytest.mark.parametrize(
    "bounds", [Bounds(-10, 10, 10, 40), Bounds(-44, 112, -10, 154), Bounds(49, -95, 49.0000001, -94), Bounds(41, -95, 57, -74)]
)
def test_other_lands_can_be_drawn_too(bounds):
    ours = fitted(bounds)
    west = ours.project((bounds.south + bounds.north) / 2, bounds.west)
    east = ours.project((bounds.south + bounds.north) / 2, bounds.east)
    assert west[0] < 0 < east[0]
    assert ours.project(bounds.north, bounds.east)[1] <= ours.project(bounds.south, bounds.east)[1]


def test_the_land_is_a_few_kilobytes():
    ground = province()
    scale = 360 / ground.width
    drawn = path(ground, Fit(scale, -ground.left * scale, -ground.top * scale), 0.4)
    assert len(gzip.compress(drawn.encode())) < 4000
    assert drawn.startswith("M")
    assert drawn.count("M") == drawn.count("z")


def test_every_community_stands_in_the_box_of_the_land():
    ground = province()
    for entry in data_set().communities:
        x, y = ground.projection.project(entry.latitude, entry.longitude)
        assert ground.left <= x <= ground.left + ground.width
        assert ground.top <= y <= ground.top + ground.height


@given(st.lists(COORDINATES, min_size=2, max_size=40), st.floats(0.1, 5))
def test_no_point_left_out_is_farther_from_the_line_than_allowed(points, tolerance):
    kept = simplified(points, tolerance)
    assert kept[0] == points[0]
    assert kept[-1] == points[-1]
    ends = list(itertools.pairwise(kept))
    for point in points:
        assert min(gap(point, *end) for end in ends) <= tolerance + 1e-6


@given(st.lists(COORDINATES, min_size=3, max_size=20))
def test_a_clipped_ring_stays_in_its_box(points):
    for x, y in clipped(points, (-10, -5, 20, 15)):
        assert -10.001 <= x <= 20.001
        assert -5.001 <= y <= 15.001


def test_a_ring_inside_its_box_is_not_changed():
    ring = [(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)]
    assert sorted(clipped(ring, (-10, -10, 10, 10))) == sorted(ring)


def test_a_path_is_written_in_tenths_and_steps():
    text = '{"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[[[0, 0], [10, 0], [10, 10], [0, 0]]]]}}'
    assert read_outline(text) == Outline((((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 0.0)),))
    square = province().__class__(province().projection, (((0, 0), (4, 0), (4, 3), (0, 0)),), 0, 0, 4, 3)
    assert path(square, Fit(2, 1, 1), 0.1) == "M10 10l80 0 0 60z"


def test_islands_too_small_to_see_are_left_out():
    square = province().__class__(province().projection, (((0, 0), (4, 0), (4, 3), (0, 0)),), 0, 0, 4, 3)
    assert path(square, Fit(0.1, 0, 0), 0.5) == ""


def gap(point, one, other):
    (x, y), (x1, y1), (x2, y2) = point, one, other
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    share = max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0
    return hypot(x - x1 - share * dx, y - y1 - share * dy)
