"""Text in Markdown becomes a page's markup that runs nothing and asks nobody, plain words, a list of contents, passages."""

from network.markdown.addresses import Lead
from network.markdown.comparing import Change, Mark, Piece, Row, Skipped, compared, merged, shortened, word_by_word
from network.markdown.inline import Through
from network.markdown.limits import LONGEST
from network.markdown.outline import Heading
from network.markdown.passages import Passage, passages
from network.markdown.reading import headings, plain
from network.markdown.rendering import Say, rendered, taken_away

__all__ = [
    "LONGEST",
    "Change",
    "Heading",
    "Lead",
    "Mark",
    "Passage",
    "Piece",
    "Row",
    "Say",
    "Skipped",
    "Through",
    "compared",
    "headings",
    "merged",
    "passages",
    "plain",
    "rendered",
    "shortened",
    "taken_away",
    "word_by_word",
]
