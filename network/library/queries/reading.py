"""A text as a page shows it: the one place that knows how."""

from dataclasses import dataclass

from markupsafe import Markup

from network.markdown import Heading, Say, headings, plain, rendered

WITHIN = "text"
WORDS_A_MINUTE = 180
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """The markup of a text, its list of contents by anchor, and how many minutes it takes to read."""

    html: Markup
    contents: tuple[tuple[str, Heading], ...]
    minutes: int


def reading(text: str, say: Say) -> Reading:
    """A text to be read, its headings below the page's title."""
    contents = tuple((f"{WITHIN}-{each.name}", each) for each in headings(text) if each.depth <= DEEPEST)
    return Reading(rendered(text, say, WITHIN), contents, max(1, round(len(plain(text).split()) / WORDS_A_MINUTE)))
