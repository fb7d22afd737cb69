"""The content of a document as text in Markdown."""

from collections.abc import Sequence

from network.markdown.limits import COLUMNS
from network.office.content import Block, Code, Content, Heading, Item, Losses, Paragraph, Table
from network.office.document import LossCode
from network.office.escaping import line_of

DEEPEST = 8
"""Lists in lists."""


def written(content: Content, losses: Losses) -> str:
    """The whole text, footnotes last."""
    pieces = _pieces(content.blocks, losses)
    pieces += [_note(number, blocks, losses) for number, blocks in enumerate(content.notes, start=1)]
    return "\n\n".join(piece for piece in pieces if piece) + ("\n" if any(pieces) else "")


def _pieces(blocks: Sequence[Block], losses: Losses) -> list[str]:
    pieces: list[str] = []
    lists = _Lists(losses)
    at = 0
    while at < len(blocks):
        block = blocks[at]
        end = at + 1
        while end < len(blocks) and type(blocks[end]) is type(block) and isinstance(block, Item | Code):
            end += 1
        if isinstance(block, Item):
            pieces += lists.written([item for item in blocks[at:end] if isinstance(item, Item)])
        elif isinstance(block, Code):
            pieces.append(_fenced("\n".join(each.text for each in blocks[at:end] if isinstance(each, Code))))
        else:
            lists.between()
            pieces.append(_piece(block, losses))
        at = end
    return pieces


def _piece(block: Block, losses: Losses) -> str:
    if isinstance(block, Heading):
        line = line_of(block.runs, losses, breaks=" ")
        losses.at(line)
        return f"{'#' * block.level} {line}" if line else ""
    if isinstance(block, Table):
        return _table(block, losses)
    assert isinstance(block, Paragraph)
    line = line_of(block.runs, losses)
    return "\n".join(f"> {each}" for each in line.split("\n")) if block.is_quote and line else line


def _table(table: Table, losses: Losses) -> str:
    rows = [[line_of(cell, losses, breaks=" ") for cell in row] for row in table.rows]
    width = max((len(row) for row in rows), default=0)
    if not any(any(row) for row in rows):
        return ""
    if width >= COLUMNS:
        losses.add(LossCode.WIDE_TABLES)
        return "\n\n".join("; ".join(filter(None, row)) for row in rows)
    full = [row + [""] * (width - len(row)) for row in rows]
    head, *body = [f"| {' | '.join(row)} |" for row in full]
    return "\n".join([head, "|" + " --- |" * width, *body])


def _fenced(text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


def _note(number: int, blocks: Sequence[Block], losses: Losses) -> str:
    pieces = [piece for piece in _pieces(blocks, losses) if piece] or ["\u2013"]
    first, *rest = "\n\n".join(pieces).split("\n")
    return "\n".join([f"[^{number}]: {first}", *(f"    {line}" if line else "" for line in rest)])


class _Lists:
    """Writes items, and knows how far each numbered list came."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses
        self._came: dict[tuple[str, int], int] = {}
        self._edge: tuple[str, bool] | None = None
        self._other = False

    def between(self) -> None:
        """Something else stands between two lists."""
        self._edge = None

    def written(self, items: Sequence[Item]) -> list[str]:
        """A piece for each list; two that touch have other marks, so that they stay two."""
        pieces: list[str] = []
        lines: list[str] = []
        indents: list[int] = []
        for item in items:
            depth = min(item.depth, len(indents), DEEPEST - 1)
            self._losses.add(LossCode.DEEP_LISTS, int(item.depth >= DEEPEST))
            edge = (item.of, item.is_numbered)
            if depth == 0 and edge != self._edge:
                touches = self._edge is not None and self._edge[1] == item.is_numbered
                self._other = touches and not self._other
                pieces, lines = [*pieces, "\n".join(lines)], []
                self._edge = edge
            del indents[depth:]
            mark = self._mark(item, depth)
            left = sum(indents)
            lines += self._lines(item, " " * left, mark)
            indents.append(len(mark))
        return [*pieces, "\n".join(lines)]

    def _mark(self, item: Item, depth: int) -> str:
        for key in [key for key in self._came if key[0] == item.of and key[1] > item.depth]:
            del self._came[key]
        if not item.is_numbered:
            return "+ " if self._other and depth == 0 else "- "
        number = self._came[item.of, item.depth] = self._came.get((item.of, item.depth), 0) + 1
        return f"{number}) " if self._other and depth == 0 else f"{number}. "

    def _lines(self, item: Item, left: str, mark: str) -> list[str]:
        first, *rest = line_of(item.runs, self._losses).split("\n")
        box = {None: "", False: "[ ] ", True: "[x] "}[item.done]
        return [f"{left}{mark}{box}{first}".rstrip(), *(f"{left}{' ' * len(mark)}{line}" for line in rest)]
