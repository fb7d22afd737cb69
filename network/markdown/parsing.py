"""What a text in Markdown holds, as tokens: no raw HTML, no more work than a page may cost."""

import re
import unicodedata
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from network.markdown.limits import PIECES, TooIntricate, check_beforehand, watch
from network.markdown.tasks import mark_tasks

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What no reader sees: control characters, and marks that show letters in another order than they stand in."""
_HALVES = re.compile("[\ud800-\udfff]")


def _parser() -> MarkdownIt:
    md = MarkdownIt("js-default", {"html": False, "linkify": False, "maxNesting": 100})
    footnote_plugin(md, inline=False)
    md.block.ruler.at("footnote_def", _footnote, {"alt": ["paragraph", "reference"]})
    watch(md)
    return md


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote stands at the left edge: from within a list or another one the library would take it out in halves."""
    return state.level == 0 and footnote_def(state, start, end, silent)


PARSER = _parser()


def cleaned(text: str) -> str:
    """The text in one spelling, without what no reader sees."""
    one_way = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _HALVES.sub("\ufffd", _UNSEEN.sub("", one_way)))


def parsed(text: str) -> list[Token]:
    """The tokens of a cleaned text, boxes of checklists marked. Raises TooIntricate."""
    check_beforehand(text)
    env: dict[str, Any] = {}
    try:
        tokens = PARSER.parse(text, env)
    except RecursionError:
        raise TooIntricate from None
    if len(tokens) > PIECES:
        raise TooIntricate
    mark_tasks(tokens)
    return tokens
