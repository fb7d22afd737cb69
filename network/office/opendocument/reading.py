"""From an ODT file to content: headings, paragraphs, lists, tables, notes."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from network.office.archive import Archive
from network.office.content import (
    Block,
    Code,
    Content,
    Heading,
    Item,
    Losses,
    Paragraph,
    Run,
    Runs,
    Table,
    box_of,
    joined,
    unbolded,
    words_of,
)
from network.office.document import LossCode, Refused, Unreadable
from network.office.elements import attribute, below, child, children, name_of
from network.office.opendocument.inline import Inline
from network.office.opendocument.styles import Styles

_THROUGH = {"section", "list-header", "index-body"}
_INDEXES = {"table-of-content", "alphabetical-index", "illustration-index", "table-index", "bibliography", "user-index"}
MOST_COLUMNS = 200


def read_odt(archive: Archive, losses: Losses) -> Content:
    """All of the file. Raises Unreadable."""
    tree = archive.tree("content.xml")
    body = child(tree, "body", "text")
    if tree is None or body is None:
        raise Unreadable(Refused.NOT_A_DOCUMENT)
    return _Reader(archive, tree, losses).read(body)


class _Reader:
    def __init__(self, archive: Archive, tree: Element, losses: Losses) -> None:
        self._archive, self._losses = archive, losses
        self._styles = Styles(archive, tree)
        self._inline = Inline(self._styles, archive, losses)
        self._lists = 0
        self._is_at_top = True
        self._title = ""

    def read(self, body: Element) -> Content:
        for changes in children(body, "tracked-changes"):
            self._losses.add(LossCode.TRACKED_CHANGES, sum(1 for _ in children(changes, "changed-region")))
        blocks = list(self._blocks(body))
        notes: list[tuple[Block, ...]] = []
        while len(notes) < len(self._inline.notes):
            notes.append(tuple(self._blocks(self._inline.notes[len(notes)])))
        self._count_page_headers()
        return Content(blocks, notes, self._title)

    def _count_page_headers(self) -> None:
        styles = self._archive.tree("styles.xml")
        for place in ("header", "footer") if styles is not None else ():
            full = [each for each in below(styles, place) if "".join(each.itertext()).strip()]  # type: ignore[arg-type]
            self._losses.add(LossCode.PAGE_HEADERS, len(full))

    def _blocks(self, element: Element) -> Iterator[Block]:
        for each in element:
            name = name_of(each)
            if name in ("p", "h"):
                yield from self._paragraph(each)
            elif name == "list":
                self._lists += 1
                yield from self._list(each, 0, attribute(each, "style-name"), f"list-{self._lists}")
            elif name == "table":
                yield self._table(each)
            elif name in _INDEXES:
                self._losses.add(LossCode.CONTENTS)
            elif name in _THROUGH:
                yield from self._blocks(each)
            elif name == "frame":
                self._inline.frame(each)
                yield from self._boxes()

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        kind = "heading" if name_of(paragraph) == "h" else self._styles.kind(attribute(paragraph, "style-name"))
        runs = self._inline.runs(paragraph)
        if words_of(runs) or any(run.note for run in runs):
            yield from self._shaped(kind, runs, paragraph)
        yield from self._boxes()

    def _boxes(self) -> Iterator[Block]:
        boxes, self._inline.boxes = self._inline.boxes, []
        for box in boxes:
            yield from self._blocks(box)

    def _shaped(self, kind: str, runs: Runs, paragraph: Element) -> Iterator[Block]:
        if kind == "title" and self._is_at_top and not self._title:
            self._title = words_of(runs)
            return
        self._is_at_top = False
        if kind in ("heading", "title"):
            self._losses.at(words_of(runs))
            level = attribute(paragraph, "outline-level", "1")
            yield Heading(
                min(int(level), 6) if level in set("123456789") else 1, tuple(Run(run.text, note=run.note) for run in runs)
            )
        elif kind == "code":
            yield Code("".join(run.text for run in runs))
        else:
            done, rest = box_of(runs)
            yield Paragraph(runs, kind == "quote") if done is None else Item(rest, of="boxes", done=done)

    def _list(self, element: Element, depth: int, style: str, of: str) -> Iterator[Block]:
        self._is_at_top = False
        style = attribute(element, "style-name") or style
        for item in element:
            if name_of(item) not in ("list-item", "list-header"):
                continue
            lines = [each for each in item if name_of(each) == "p"]
            runs = joined([run for at, line in enumerate(lines) for run in _after_break(at, self._inline.runs(line))])
            if words_of(runs) or any(run.note for run in runs):
                done, rest = box_of(runs)
                yield Item(rest, depth, self._styles.is_numbered(style, depth + 1), of, done)
            yield from self._boxes()
            for each in item:
                if name_of(each) == "list":
                    yield from self._list(each, depth + 1, style, of)
                elif name_of(each) == "h":
                    yield from self._paragraph(each)

    def _table(self, table: Element) -> Table:
        self._is_at_top = False
        rows = [self._row(row) for row in _rows(table)]
        return Table(tuple([tuple(map(unbolded, row)) for row in rows[:1]] + rows[1:]))

    def _row(self, row: Element) -> tuple[Runs, ...]:
        cells: list[Runs] = []
        for cell in row:
            if name_of(cell) not in ("table-cell", "covered-table-cell"):
                continue
            repeated = attribute(cell, "number-columns-repeated", "1")
            times = min(int(repeated), MOST_COLUMNS) if repeated.isascii() and repeated.isdigit() else 1
            spans = {attribute(cell, f"number-{what}-spanned", "1") for what in ("columns", "rows")}
            self._losses.add(LossCode.MERGED_CELLS, int(spans != {"1"}))
            cells += [self._cell(cell) if name_of(cell) == "table-cell" else ()] * times
        while cells and not cells[-1] and len(cells) > MOST_COLUMNS // 2:
            cells.pop()
        return tuple(cells[:MOST_COLUMNS])

    def _cell(self, cell: Element) -> Runs:
        self._losses.add(LossCode.NESTED_TABLES, sum(1 for _ in below(cell, "table")))
        found = [self._inline.runs(each) for each in cell.iter() if name_of(each) in ("p", "h")]
        self._inline.boxes = []
        lines = [runs for runs in found if words_of(runs) or any(run.note for run in runs)]
        self._losses.add(LossCode.LINES_IN_CELLS, int(len(lines) > 1))
        return tuple(run for at, runs in enumerate(lines) for run in ((Run(" "),) if at else ()) + runs)


def _after_break(at: int, runs: Runs) -> Runs:
    return (Run("\n"), *runs) if at and runs else runs


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if name_of(each) == "table-row":
            yield each
        elif name_of(each) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(each)
