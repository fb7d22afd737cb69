"""A text as a page shows it: the one place that knows how."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from network.markdown import Change, Heading, Row, Say, Skipped, Through, compared, headings, plain, rendered, shortened

WITHIN = "text"
WORDS_A_MINUTE = 180
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """The markup of a text, its list of contents by anchor, and how many minutes it takes to read."""

    html: Markup
    contents: tuple[tuple[str, Heading], ...]
    minutes: int


def reading(text: str, say: Say, through: Through | None = None) -> Reading:
    """A text to be read, its headings below the page's title. `through`: the page before each other site."""
    contents = tuple((f"{WITHIN}-{each.name}", each) for each in headings(text) if each.depth <= DEEPEST)
    return Reading(
        rendered(text, say, WITHIN, through=through), contents, max(1, round(len(plain(text).split()) / WORDS_A_MINUTE))
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts by passages, without those far from a change; and how many there are of each sort."""

    shown: tuple[Row | Skipped, ...]
    totals: Mapping[str, int]


def comparison(before: str, after: str) -> Comparison:
    """What changed from one text to another."""
    found = compared(before, after)
    counts = Counter(row.change for row in found)
    return Comparison(shortened(found), {change.value: counts[change] for change in Change})
