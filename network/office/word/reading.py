"""From a DOCX file to content: headings, paragraphs, lists, tables, notes."""

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
    unbolded,
    words_of,
)
from network.office.document import LossCode, Refused, Unreadable
from network.office.elements import attribute, below, child, children, name_of, text_in
from network.office.word.runs import Inline, links_of
from network.office.word.styles import Styles

_THROUGH = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
MOST_COLUMNS = 200


def read_docx(archive: Archive, losses: Losses) -> Content:
    """All of the file. Raises Unreadable."""
    tree = archive.tree("word/document.xml")
    body = child(tree, "body")
    if body is None:
        raise Unreadable(Refused.NOT_A_DOCUMENT)
    return _Reader(archive, losses).read(body)


class _Reader:
    def __init__(self, archive: Archive, losses: Losses) -> None:
        self._archive, self._losses = archive, losses
        self._styles = Styles(archive)
        self._numbers: dict[tuple[str, str], int] = {}
        self._is_at_top = True
        self._title = ""

    def read(self, body: Element) -> Content:
        inline = self._inline("document")
        blocks = list(self._blocks(body, inline))
        content = Content(blocks, self._notes(), self._title)
        for name in self._archive.names():
            if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
                part = self._archive.tree(name)
                self._losses.add(LossCode.PAGE_HEADERS, int(part is not None and bool(text_in(part).strip())))
        return content

    def _inline(self, part: str) -> Inline:
        links = links_of(self._archive.tree(f"word/_rels/{part}.xml.rels"))
        return Inline(self._styles, links, self._losses, self._number_of)

    def _number_of(self, kind: str, note_id: str) -> int:
        return self._numbers.setdefault((kind, note_id), len(self._numbers) + 1)

    def _notes(self) -> list[tuple[Block, ...]]:
        """In the order in which they are named; a note may name more."""
        parts = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
        found = {
            (kind, attribute(each, "id")): (each, part)
            for kind, part in parts.items()
            for each in children(self._archive.tree(f"word/{part}.xml"), part[:-1])
        }
        inlines = {part: self._inline(part) for part in parts.values()}
        notes: list[tuple[Block, ...]] = []
        while len(notes) < len(self._numbers):
            note = found.get(list(self._numbers)[len(notes)])
            notes.append(tuple(self._blocks(note[0], inlines[note[1]])) if note else ())
        return notes

    def _blocks(self, element: Element, inline: Inline) -> Iterator[Block]:
        for each in element:
            name = name_of(each)
            if name == "p":
                yield from self._paragraph(each, inline)
            elif name == "tbl":
                yield self._table(each, inline)
            elif name == "sdt" and _is_contents(each):
                self._losses.add(LossCode.CONTENTS)
            elif name in _THROUGH:
                yield from self._blocks(each, inline)

    def _paragraph(self, paragraph: Element, inline: Inline) -> Iterator[Block]:
        shape = self._styles.shape(paragraph)
        if shape.kind in ("contents", "facts"):
            return
        runs = inline.runs(paragraph)
        if words_of(runs) or any(run.note for run in runs):
            yield from self._shaped(shape.kind, runs, paragraph)
        boxes, inline.boxes = inline.boxes, []
        for box in boxes:
            yield from self._blocks(box, inline)

    def _shaped(self, kind: str, runs: Runs, paragraph: Element) -> Iterator[Block]:
        shape = self._styles.shape(paragraph)
        if kind == "title" and self._is_at_top and not self._title:
            self._title = words_of(runs)
            return
        self._is_at_top = False
        if kind in ("heading", "title"):
            self._losses.at(words_of(runs))
            yield Heading(shape.level or 1, tuple(Run(run.text, note=run.note) for run in runs))
        elif kind == "code":
            yield Code("".join(run.text for run in runs))
        elif kind == "item":
            done, rest = box_of(runs)
            yield Item(rest, shape.level, shape.is_numbered, shape.of, done)
        else:
            done, rest = box_of(runs)
            yield Paragraph(runs, kind == "quote") if done is None else Item(rest, of="boxes", done=done)

    def _table(self, table: Element, inline: Inline) -> Table:
        self._is_at_top = False
        rows = [self._row(row, inline) for row in _rows(table) if not self._is_deleted(row)]
        return Table(tuple([tuple(map(unbolded, row)) for row in rows[:1]] + rows[1:]))

    def _is_deleted(self, row: Element) -> bool:
        deleted = child(row, "trPr", "del") is not None
        self._losses.add(LossCode.TRACKED_CHANGES, int(deleted))
        return deleted

    def _row(self, row: Element, inline: Inline) -> tuple[Runs, ...]:
        cells: list[Runs] = []
        for cell in _cells(row):
            said = child(cell, "tcPr")
            merged = child(said, "vMerge")
            if merged is not None and attribute(merged, "val") != "restart":
                cells.append(())
                continue
            span = attribute(child(said, "gridSpan"), "val", "1")
            wide = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
            self._losses.add(LossCode.MERGED_CELLS, int(merged is not None or wide > 1))
            cells += [self._cell(cell, inline), *[()] * (wide - 1)]
        return tuple(cells[:MOST_COLUMNS])

    def _cell(self, cell: Element, inline: Inline) -> Runs:
        self._losses.add(LossCode.NESTED_TABLES, sum(1 for _ in below(cell, "tbl")))
        lines = [runs for paragraph in below(cell, "p") if words_of(runs := inline.runs(paragraph)) or runs]
        inline.boxes = []
        self._losses.add(LossCode.LINES_IN_CELLS, int(len(lines) > 1))
        return tuple(run for at, runs in enumerate(lines) for run in ((Run(" "),) if at else ()) + runs)


def _is_contents(control: Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery, "val") == "Table of Contents"


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if name_of(each) == "tr":
            yield each
        elif name_of(each) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _rows(each)


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        if name_of(each) == "tc":
            yield each
        elif name_of(each) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(each)
