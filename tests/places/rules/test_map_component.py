"""The macro draws what was laid out, in a few kilobytes."""

import gzip
from dataclasses import replace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from network.places.rules.map.drawing import draw
from network.places.rules.map.values import LARGE, MINI, PANEL, Drawing
from tests.places.rules.data_set import province
from tests.places.rules.maps import TEMPLATES, panes, point, round_of


def svg(drawing: Drawing, macro: str = "map", **told: str) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    module = environment.get_template(f"components/{macro}.html").module
    return str(getattr(module, macro)(drawing, "Map of the <proposal>", **told))


def sheets(drawing: Drawing) -> str:
    return svg(drawing, "map_sheets", description="30 pairs", larger="The coast, larger")


def test_the_map_of_a_round_is_small_on_the_wire():
    points, ties = round_of(41)
    drawn = svg(draw(points, ties, province(), replace(PANEL, inset_title="Larger")))
    assert 3000 < len(gzip.compress(drawn.encode())) < 8000
    assert len(gzip.compress(svg(draw(points[:4], [], province(), MINI)).encode())) < 3000


def test_the_large_map_of_a_round_is_small_on_the_wire_with_all_its_names():
    points, ties = round_of(80)
    drawing = draw(points, ties, province(), LARGE)
    drawn = sheets(drawing)
    assert len(gzip.compress(drawn.encode())) < 15_000
    assert drawing.key
    assert all(f"<li><b>{number}</b>{name}</li>" in drawn for number, name in drawing.key)


def test_the_large_map_draws_each_sign_once_on_two_sheets_that_are_named():
    drawing = draw(*round_of(80), province(), LARGE)
    drawn = sheets(drawing)
    assert drawn.count("<svg") == 2
    assert drawn.count("<circle") == sum(len(pane.marks) for pane in panes(drawing))
    assert drawn.count('class="map__window"') == 1
    assert '<title id="map-t">Map of the &lt;proposal&gt;</title><desc id="map-d">30 pairs</desc>' in drawn
    assert '<title id="map-larger-t">The coast, larger</title>' in drawn


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


def test_a_large_map_on_a_narrow_screen_can_be_scrolled_by_keyboard():
    drawn = sheets(draw([point("Smithers")], [], province(), LARGE))
    assert drawn.lstrip().startswith('<div class="map__sheets" role="group" tabindex="0"')
    assert drawn.rstrip().endswith("</div>")
