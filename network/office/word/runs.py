"""What stands in a paragraph of a DOCX file: runs, links, notes, and what a text can't hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from xml.etree.ElementTree import Element

from network.office.content import Losses, Run, Runs, joined
from network.office.document import LossCode
from network.office.elements import attribute, below, child, children, is_on, name_of, text_in
from network.office.word.styles import Styles

_HYPERLINK = re.compile(r"\s*HYPERLINK\s+\"([^\"]{1,2000})\"", re.IGNORECASE)
_NAMING = re.compile(r"\s*(AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS)\b", re.IGNORECASE)
"""Fields that a program fills in with who has written."""
_THROUGH = {"smartTag", "sdt", "sdtContent", "dir", "bdo", "customXml", "AlternateContent", "Choice", "subDoc"}
_SYMBOLS = {"f0b7": "\u2022", "f0a8": "\u2610", "f0fe": "\u2612", "f0fc": "\u2713", "f0a3": "\u2610", "f052": "\u2611"}


class Inline:
    """Reads one paragraph after the other. `number_of` gives the number of a note; text boxes wait in `boxes`."""

    def __init__(self, styles: Styles, links: Mapping[str, str], losses: Losses, number_of: Callable[[str, str], int]) -> None:
        self._styles, self._links, self._losses, self._number_of = styles, links, losses, number_of
        self.boxes: list[Element] = []
        self._found: list[Run] = []
        self._fields: list[str] = []
        self._said: list[bool] = []

    def runs(self, paragraph: Element) -> Runs:
        """The runs of a paragraph."""
        self._found = []
        self._inside(paragraph, "")
        return joined(self._found)

    def _inside(self, element: Element, href: str) -> None:
        for each in element:
            name = name_of(each)
            if name == "r":
                self._run(each, href)
            elif name == "hyperlink":
                self._inside(each, self._target(each))
            elif name in ("ins", "moveTo"):
                self._losses.add(LossCode.TRACKED_CHANGES)
                self._inside(each, href)
            elif name in ("del", "moveFrom"):
                self._losses.add(LossCode.TRACKED_CHANGES)
            elif name == "fldSimple":
                self._simple(each, href)
            elif name in ("oMath", "oMathPara"):
                self._losses.add(LossCode.FORMULAS)
                self._found.append(Run(text_in(each)))
            elif name in _THROUGH:
                self._inside(each, href)

    def _simple(self, field: Element, href: str) -> None:
        said = attribute(field, "instr")
        if _NAMING.match(said):
            self._losses.add(LossCode.NAMES)
            return
        found = _HYPERLINK.match(said)
        self._inside(field, found[1] if found else href)

    def _target(self, link: Element) -> str:
        """Where a link leads; a place in the same file begins with #."""
        return self._links.get(attribute(link, "id"), "") or (
            f"#{attribute(link, 'anchor')}" if attribute(link, "anchor") else ""
        )

    def _run(self, run: Element, href: str) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            self._losses.add(LossCode.HIDDEN)
            return
        href = href or self._field()
        look = replace(self._styles.look(properties), href=href)
        before = len(self._found)
        for each in run:
            text = self._piece(each)
            if text and self._is_shown():
                self._found.append(Run(text, look))
        if not href and len(self._found) > before:
            self._count_dress(properties)

    def _piece(self, each: Element) -> str:
        """The text of a part of a run; what is none is noted."""
        name = name_of(each)
        if name == "t":
            return each.text or ""
        if name in ("tab", "br", "cr", "noBreakHyphen", "sym"):
            return _sign(name, each)
        if name in ("footnoteReference", "endnoteReference"):
            self._found.append(Run("", note=self._number_of(name, attribute(each, "id"))))
        elif name == "commentReference":
            self._losses.add(LossCode.COMMENTS)
        elif name in ("drawing", "pict", "object"):
            self._drawing(each)
        elif name == "AlternateContent":
            for choice in islice(children(each, "Choice"), 1):
                for inner in choice:
                    self._piece(inner)
        elif name in ("fldChar", "instrText"):
            self._in_field(name, each)
        return ""

    def _drawing(self, drawing: Element) -> None:
        boxes = list(below(drawing, "txbxContent"))
        if boxes:
            self._losses.add(LossCode.TEXT_BOXES)
            self.boxes += boxes
        if name_of(drawing) != "pict" or any(below(drawing, "imagedata")):
            self._losses.add(LossCode.PICTURES, int(not boxes or any(below(drawing, "blip"))))

    def _in_field(self, name: str, each: Element) -> None:
        """A field says what it is, then shows what it came to: only that is text."""
        if name == "instrText":
            if self._fields:
                self._fields[-1] += each.text or ""
            return
        kind = attribute(each, "fldCharType")
        if kind == "begin":
            self._fields.append("")
            self._said.append(False)
        elif kind == "separate" and self._fields:
            self._said[-1] = True
        elif kind == "end" and self._fields:
            if _NAMING.match(self._fields.pop()):
                self._losses.add(LossCode.NAMES)
            self._said.pop()

    def _is_shown(self) -> bool:
        return all(self._said) and not any(map(_NAMING.match, self._fields))

    def _field(self) -> str:
        return next((found[1] for said in self._fields if (found := _HYPERLINK.match(said))), "")

    def _count_dress(self, properties: Element | None) -> None:
        colour, marked = attribute(child(properties, "color"), "val", "auto"), child(properties, "highlight")
        if colour.lower() not in ("auto", "000000") or is_on(marked):
            self._losses.add(LossCode.COLOURS)
        if is_on(child(properties, "u")):
            self._losses.add(LossCode.UNDERLINES)


def _sign(name: str, each: Element) -> str:
    if name == "sym":
        return _SYMBOLS.get(attribute(each, "char").lower(), "")
    if name == "noBreakHyphen":
        return "\u2011"
    return " " if name == "tab" else "" if attribute(each, "type") in ("page", "column") else "\n"


def links_of(relations: Element | None) -> dict[str, str]:
    """Where the links of a part lead, by their names."""
    return {
        attribute(each, "Id"): attribute(each, "Target")
        for each in children(relations, "Relationship")
        if attribute(each, "Type").endswith("/hyperlink")
    }
