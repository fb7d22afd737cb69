"""What a text and its document must say."""

import re

from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words

LONGEST_TITLE = 160
LONGEST_CREDIT = 300
LONGEST_CHANGED = 2_000
MOST_TOPICS = 8
MOST_VERSIONS = 500
_ENDS = re.compile(r"[ \t]+(?=\n|\Z)")


def insist_title(title: str) -> str:
    """A document has a name. Raises Invalid."""
    if not title.strip():
        raise Invalid("title", words("Give it a title."))
    return title.strip()


def insist_changed(number: int, what_changed: str, *, is_taken_up: bool = False) -> str:
    """Who reads a later version is told what is new in it; of one taken up from an offer that is said already. Raises Invalid."""
    if number > 1 and not is_taken_up and not what_changed.strip():
        raise Invalid("what_changed", words("Say in a sentence what is new in this version."))
    return what_changed.strip()


def insist_topics(topics: tuple[str, ...]) -> tuple[str, ...]:
    """Each topic once, and not so many that they say nothing. Raises Invalid."""
    found = tuple(dict.fromkeys(topics))
    if len(found) > MOST_TOPICS:
        raise Invalid("topics", words("Choose at most eight topics."))
    return found


def insist_count(newest: int) -> int:
    """The number of the next version. Raises Conflict."""
    if newest >= MOST_VERSIONS:
        raise Conflict(words("There are too many versions. Begin another document."))
    return newest + 1


def laid_out(text: str) -> str:
    """A text as it is kept: one sort of line end, no space at the ends of lines, indents as they were typed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _ENDS.sub("", lines).strip("\n")
