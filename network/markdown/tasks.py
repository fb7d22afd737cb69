"""Checklists: items of a list that begin with an empty or a ticked box."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

_BOX = re.compile(r"\[([ xX])\][ \t\n]+")


def mark_tasks(tokens: Sequence[Token]) -> None:
    """Give lists and items of a checklist their class, and each box a token `box` with `meta["done"]`.

    The library's own way walks back to the head of the list for every item, which takes minutes for a long one.
    """
    lists: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline" and at > 1 and lists and _begins_item(tokens, at):
            _mark(token, tokens[at - 2], lists[-1])


def _begins_item(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at - 1].type == "paragraph_open" and tokens[at - 2].type == "list_item_open"


def _mark(inline: Token, item: Token, the_list: Token) -> None:
    first = inline.children[0] if inline.children else None
    found = _BOX.match(inline.content)
    if found is None or first is None or first.type != "text" or not first.content.startswith(("[ ]", "[x]", "[X]")):
        return
    done = found[1] != " "
    first.content = first.content[3:].lstrip()
    box = Token("box", "", 0, meta={"done": done})
    inline.children = [box, *(inline.children or ())]
    inline.content = inline.content[found.end() :]
    item.attrSet("class", "is-done" if done else "is-open")
    the_list.attrSet("class", "ticks")
