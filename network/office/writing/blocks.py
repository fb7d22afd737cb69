"""Headings, paragraphs, lists, tables and quotes of a text, put one after the other into a document."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from markdown_it.token import Token

from network.office.content import Run
from network.office.writing.package import BOXES, BULLETS, CODE, NUMBERS, new_list
from network.office.writing.runs import Lines, elements, runs_of

DEEPEST = 8


class Blocks:
    """Writes tokens into a document."""

    def __init__(self, document: Opened, lines: Lines) -> None:
        self.document, self.lines = document, lines
        self._lists: list[tuple[int, int]] = []
        """The lists that are open: number in the file, sort."""
        self._item = ""
        self._quotes = 0
        self._style = ""
        self._handlers: dict[str, Callable[[Token], None]] = {
            "heading_open": self._heading,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "list_item_open": self._begin_item,
            "bullet_list_close": self._end_list,
            "ordered_list_close": self._end_list,
            "blockquote_open": self._quote,
            "blockquote_close": self._quote,
            "inline": self._line,
            "fence": self._code,
            "code_block": self._code,
        }

    def write(self, tokens: Sequence[Token]) -> None:
        """All of these."""
        at = 0
        while at < len(tokens):
            if tokens[at].type == "table_open":
                end = next(place for place in range(at, len(tokens)) if tokens[place].type == "table_close")
                self._table(tokens[at:end])
                at = end
            else:
                self._handlers.get(tokens[at].type, _nothing)(tokens[at])
            at += 1

    def paragraph(self, runs: Sequence[Run], style: str) -> Any:
        """One paragraph of a style."""
        paragraph = self.document.add_paragraph(style=style)
        for element in elements(self.lines.xml(list(runs))):
            paragraph._p.append(element)
        return paragraph

    def note(self, tokens: Sequence[Token], lines: Lines) -> str:
        """A footnote as XML: its paragraphs, the first with its number; lists and tables in it are paragraphs."""
        number = tokens[0].meta["id"] + 1
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        mark = f'<w:r>{raised}<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
        said = [lines.xml(list(runs_of(token.children or ()))) for token in tokens if token.type == "inline"]
        said += [lines.xml([Run(token.content.rstrip("\n"))]) for token in tokens if token.type in ("fence", "code_block")]
        paragraphs = "".join(f"<w:p>{mark if at == 0 else ''}{each}</w:p>" for at, each in enumerate(said or [""]))
        return f'<w:footnote w:id="{number}">{paragraphs}</w:footnote>'

    def _heading(self, token: Token) -> None:
        self._style = f"Heading {token.tag[1:]}"

    def _quote(self, token: Token) -> None:
        self._quotes += token.nesting

    def _list(self, token: Token) -> None:
        is_boxes = "ticks" in str(token.attrs.get("class", ""))
        sort = BOXES if is_boxes else NUMBERS if token.type == "ordered_list_open" else BULLETS
        start = token.attrs.get("start", 1)
        depth = min(len(self._lists), DEEPEST)
        self._lists.append((new_list(self.document, sort, start if isinstance(start, int) else 1, depth), sort))

    def _end_list(self, _token: Token) -> None:
        self._lists.pop()

    def _begin_item(self, token: Token) -> None:
        self._item = token.type

    def _line(self, token: Token) -> None:
        runs = list(runs_of(token.children or ()))
        if self._style:
            self.paragraph(runs, self._style)
            self._style = ""
        elif self._lists:
            self._in_item(runs)
        else:
            self.paragraph(runs, "Quote" if self._quotes else "Normal")

    def _in_item(self, runs: Sequence[Run]) -> None:
        """The first paragraph of an item has its mark; others stand below it, as far in."""
        number, _ = self._lists[-1]
        depth = min(len(self._lists) - 1, DEEPEST)
        paragraph = self.paragraph(runs, "List Paragraph")
        properties = paragraph._p.get_or_add_pPr()
        if self._item:
            self._item = ""
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')
            )
        else:
            properties.append(parse_xml(f'<w:ind {nsdecls("w")} w:left="{360 * (depth + 1)}"/>'))

    def _code(self, token: Token) -> None:
        for line in token.content.rstrip("\n").split("\n"):
            self.paragraph([Run(line)], CODE)

    def _table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[list[Run]]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(list(runs_of(token.children or ())))
        width = max(map(len, rows))
        table = self.document.add_table(len(rows), width, style="Table Grid")
        for row, cells in zip(table._tbl.tr_lst, rows, strict=True):
            for cell, runs in zip(row.tc_lst, cells, strict=False):
                for element in elements(self.lines.xml(runs, is_bold=cells is rows[0])):
                    cell.p_lst[0].append(element)
        head = table._tbl.tr_lst[0].get_or_add_trPr()
        head.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        self.document.add_paragraph(style="No Spacing")


def _nothing(_token: Token) -> None:
    """What has no place on paper: rules, beginnings and ends that their inside speaks for."""
