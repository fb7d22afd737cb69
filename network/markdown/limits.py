"""How intricate a text may be: beyond this it is shown as it was typed, so that no text holds the server up."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

LONGEST = 200_000
"""Characters of a text, about seventy printed pages."""
WORK = 40_000
"""Steps of the parser: each is a place in the text at which it asks what stands there."""
PIECES = 30_000
"""Beginnings and ends of paragraphs, items, cells and so on."""
DEEPEST = 24
"""Lists in quotes in lists."""
COLUMNS = 60
FOOTNOTES = 1_000
SIGNS = 1_500
"""Signs of emphasis in one paragraph."""
ADDRESSES = 200_000
"""Characters of all addresses together: a few long ones, named often, would make a page of any size."""
ADDRESS = 2_000

_BARS = re.compile(r"(?:\|[^|\n]*){" + str(COLUMNS + 2) + "}")
_LONG_NAMES = re.compile(r"\[\^?[^\]\[\s]{1000}")
BLOCKS = ["paragraph", "reference", "blockquote", "list"]


class TooIntricate(Exception):
    """The text asks for more work than a page may cost."""


def check_beforehand(text: str) -> None:
    """What can be told without parsing. Raises TooIntricate."""
    if len(text) > LONGEST or text.count("[^") > FOOTNOTES or _BARS.search(text) or _LONG_NAMES.search(text):
        raise TooIntricate


def watch(md: MarkdownIt) -> None:
    """Have the parser count its steps, and stop where they are too many."""
    md.block.ruler.before("table", "counted", _count_block, {"alt": BLOCKS})
    md.inline.ruler.before("text", "counted", _count_inline)
    md.inline.ruler2.before("balance_pairs", "counted", _count_signs)


def _spend(env: object, steps: int = 1) -> None:
    assert isinstance(env, dict)
    env["work"] = env.get("work", 0) + steps
    if env["work"] > WORK:
        raise TooIntricate


def _count_block(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    if state.level > DEEPEST:
        raise TooIntricate
    _spend(state.env)
    return False


def _count_inline(state: StateInline, _silent: bool) -> bool:
    if state.level > DEEPEST:
        raise TooIntricate
    _spend(state.env)
    return False


def _count_signs(state: StateInline) -> None:
    if len(state.delimiters) > SIGNS:
        raise TooIntricate
