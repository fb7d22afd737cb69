"""Plain text as text in Markdown that reads the same."""

import re

from network.office.content import Losses, Run
from network.office.escaping import line_of

_BETWEEN = re.compile(r"\n[ \t]*\n\s*")


def typed(text: str) -> str:
    """Paragraphs stay paragraphs, lines stay lines, and no sign in it means anything."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    pieces = (line_of([Run(piece)], Losses()) for piece in _BETWEEN.split(lines))
    return "\n\n".join(piece for piece in pieces if piece)
