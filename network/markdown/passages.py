"""The passages of a text, each with a key that stays the same while its words do: for comments, and to compare."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from network.markdown.inline import words_of
from network.markdown.limits import TooIntricate
from network.markdown.outline import outlined
from network.markdown.parsing import cleaned, parsed

_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "tr_open": "row",
    "footnote_open": "note",
    "fence": "code",
    "code_block": "code",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, item of a list (with the lists in it), row of a table, quote, footnote or piece of code.

    `key` is made of its words, and of how many passages before it have the same; what it is doesn't matter. In the page its
    id is that of the text, a hyphen, and `anchor`. `text` is what a reader reads, `leads` the addresses that it names.
    """

    key: str
    kind: str
    text: str
    anchor: str
    leads: tuple[str, ...] = ()


def passages(text: str) -> tuple[Passage, ...]:
    """The passages in their order. A text that is too intricate to be a page has one for each of its lines."""
    typed = cleaned(text)
    try:
        tokens = parsed(typed)
    except TooIntricate:
        return tuple(keyed(("paragraph", line) for line in typed.split("\n") if line.strip()))
    return tuple(passage for _, passage in placed(tokens))


def placed(tokens: Sequence[Token]) -> Iterator[tuple[int, Passage]]:
    """Each passage, and which token begins it."""
    names = {at: heading.name for at, heading in outlined(tokens)}
    spans = [(start, kind, said) for start, kind, said in _spans(tokens) if said]
    for (start, _, _), passage in zip(spans, keyed((kind, said) for _, kind, said in spans), strict=True):
        note = f"n-{tokens[start].meta['id'] + 1}" if passage.kind == "note" else ""
        leads = tuple(_leads(tokens[start : _end(tokens, start)]))
        yield start, replace(passage, anchor=names.get(start) or note or passage.anchor, leads=leads)


def keyed(read: Iterator[tuple[str, str]]) -> Iterator[Passage]:
    """Passages with their keys."""
    seen: Counter[str] = Counter()
    for kind, said in read:
        digest = hashlib.sha256(" ".join(said.split()).encode()).hexdigest()[:16]
        seen[digest] += 1
        key = f"{digest}-{seen[digest]}"
        yield Passage(key, kind, said, anchor=key)


def _spans(tokens: Sequence[Token]) -> Iterator[tuple[int, str, str]]:
    at = 0
    while at < len(tokens):
        kind = _KINDS.get(tokens[at].type)
        if kind is None:
            at += 1
            continue
        end = _end(tokens, at)
        yield at, kind, said_in(tokens[at:end])
        at = end


def _leads(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("link_open", "image"):
            yield str(token.attrGet("href") or token.attrGet("src") or "")
        elif token.children:
            yield from _leads(token.children)


def _end(tokens: Sequence[Token], start: int) -> int:
    """The token after the one that closes this."""
    depth, at = int(tokens[start].nesting), start + 1
    while depth > 0 and at < len(tokens):
        depth += tokens[at].nesting
        at += 1
    return at


def said_in(tokens: Sequence[Token]) -> str:
    """What a reader reads in these tokens, a line for each block of them."""
    lines: list[str] = []
    in_row = False
    for token in tokens:
        if token.type == "tr_open":
            in_row = True
            lines.append("")
        elif token.type == "tr_close":
            in_row = False
        elif token.type == "inline" and in_row:
            lines[-1] += f" | {_line(token)}" if lines[-1] else _line(token)
        elif token.type == "inline":
            lines.append(_line(token))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(line for line in lines if line.strip())


def _line(inline: Token) -> str:
    return words_of(inline.children or ()).strip()
