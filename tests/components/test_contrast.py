"""Every text and control colour stands out from every ground that it is used on, by day and by night."""

import re

import pytest

from tests.components.stage import STATIC

TEXT, SMALL, SHAPE = 7.0, 4.5, 3.0  # AAA text, AA text, shapes and edges
TINTS = "accent-tint wait-tint good-tint stop-tint note-tint"
PAIRS = [
    ("ink", f"paper surface sunken {TINTS}", TEXT),
    ("ink-2", f"paper surface sunken {TINTS}", TEXT),
    ("ink-3", "paper surface sunken accent-tint", SMALL),
    ("accent", "paper surface sunken accent-tint", SMALL),
    ("accent-strong", "paper surface accent-tint", SMALL),
    ("on-accent", "accent accent-strong", SMALL),
    ("wait", "paper surface wait-tint", SMALL),
    ("good", "paper surface good-tint", SMALL),
    ("stop", "paper surface stop-tint accent-tint", SMALL),
    ("note", "paper surface note-tint", SMALL),
    ("on-bar", "bar bar-raised", TEXT),
    ("on-bar-2", "bar bar-raised", SMALL),
    ("on-exit", "exit", TEXT),
    ("exit", "bar", SHAPE),
    ("edge", "paper surface", SHAPE),
    ("focus", "paper surface accent-tint", SHAPE),
    ("map-label", "map-land map-halo", TEXT),
    ("accent", "map-land", SHAPE),
    ("stop", "map-land", SHAPE),
]
CSS = (STATIC / "css/tokens.css").read_text("utf-8")


def colours(pattern: str) -> dict[str, str]:
    """Colour by token name in the block that the pattern's group holds."""
    block = re.search(pattern, CSS, re.DOTALL)
    assert block
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block.group(1)))


DAY = colours(r"^(.*?)@media \(prefers-color-scheme: dark\)")
BY_SYSTEM = colours(r"prefers-color-scheme: dark\) \{(.*?)\n\}\n")
BY_READER = colours(r'\n:root\[data-theme="dark"\] \{(.*?)\n\}')


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_the_one_that_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_ways_into_the_dark_lead_to_the_same_colours() -> None:
    assert BY_SYSTEM == BY_READER
    assert len(BY_SYSTEM) > 30


@pytest.mark.parametrize("theme", [DAY, {**DAY, **BY_SYSTEM}], ids=["day", "night"])
@pytest.mark.parametrize(("front", "grounds", "least"), PAIRS)
def test_a_colour_stands_out(theme: dict[str, str], front: str, grounds: str, least: float) -> None:
    for ground in grounds.split():
        assert contrast(theme[front], theme[ground]) >= least, f"{front} on {ground}"
