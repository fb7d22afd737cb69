"""The styles and lists of a DOCX file: what a paragraph is, and how a run looks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from network.office.archive import Archive
from network.office.content import Look
from network.office.elements import attribute, child, children, is_on

_HEADING = re.compile(r"heading ([1-9])\Z")
_LIST = re.compile(r"list (bullet|number)(?: ([1-9]))?\Z")
_NOT_NUMBERS = ("bullet", "none", "")
DEEPEST_CHAIN = 20
FACTS = "Document facts"
"""The style of the lines under the title of files that we wrote: about the text, not of it."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its name in small letters, and what it is made from."""

    name: str
    made_from: str
    paragraph: Element | None
    run: Element | None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is. `kind`: heading, title, quote, code, contents, facts (of our own files), item, text.

    `level` counts from 1 for headings, from 0 for items.
    """

    kind: str
    level: int = 0
    is_numbered: bool = False
    of: str = ""


class Styles:
    """Answers by the styles and the numbering of one file."""

    def __init__(self, archive: Archive) -> None:
        tree = archive.tree("word/styles.xml")
        self._styles = {attribute(each, "styleId"): _style(each) for each in children(tree, "style")}
        self._formats = _formats(archive.tree("word/numbering.xml"))

    def shape(self, paragraph: Element) -> Shape:
        """What this paragraph is."""
        said = child(paragraph, "pPr")
        chain = list(self._chain(attribute(child(said, "pStyle"), "val")))
        found = _by_name(chain)
        if found is not None and found.kind != "item":
            return found
        outline = child(said, "outlineLvl")
        if outline is not None and attribute(outline, "val") in set("012345"):
            return Shape("heading", int(attribute(outline, "val")) + 1)
        return self._item(said, chain) or found or Shape("text")

    def _item(self, said: Element | None, chain: list[Style]) -> Shape | None:
        numbering = [child(each, "numPr") for each in (said, *(style.paragraph for style in chain))]
        of = next((attribute(child(each, "numId"), "val") for each in numbering if child(each, "numId") is not None), "")
        if of in ("", "0"):
            return None
        level = next((attribute(child(each, "ilvl"), "val") for each in numbering if child(each, "ilvl") is not None), "0")
        depth = int(level) if level.isascii() and level.isdigit() and len(level) == 1 else 0
        return Shape("item", depth, self._formats.get((of, depth), "bullet") not in _NOT_NUMBERS, of)

    def look(self, properties: Element | None) -> Look:
        """How a run looks, by itself and by its character style."""
        named = [style.run for style in self._chain(attribute(child(properties, "rStyle"), "val"))]
        switches = {}
        for switch in ("b", "i", "strike"):
            said = next((child(each, switch) for each in (properties, *named) if child(each, switch) is not None), None)
            switches[switch] = is_on(said)
        code = any(
            "code" in style.name or "html" in style.name for style in self._chain(attribute(child(properties, "rStyle"), "val"))
        )
        return Look(bold=switches["b"] and not code, italic=switches["i"] and not code, strike=switches["strike"], code=code)

    def _chain(self, style_id: str) -> Iterator[Style]:
        for _ in range(DEEPEST_CHAIN):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.made_from


def _style(element: Element) -> Style:
    return Style(
        name=attribute(child(element, "name"), "val").lower(),
        made_from=attribute(child(element, "basedOn"), "val"),
        paragraph=child(element, "pPr"),
        run=child(element, "rPr"),
    )


def _by_name(chain: list[Style]) -> Shape | None:
    for style in chain:
        heading, item = _HEADING.match(style.name), _LIST.match(style.name)
        if heading:
            return Shape("heading", min(int(heading[1]), 6))
        if item:
            return Shape("item", int(item[2] or 1) - 1, item[1] == "number", style.name.split()[1])
        if style.name in ("title",):
            return Shape("title")
        if style.name in ("quote", "intense quote", "block text"):
            return Shape("quote")
        if style.name in ("html preformatted", "code", "source code", "preformatted text", "macro text", "plain text"):
            return Shape("code")
        if style.name == FACTS.lower():
            return Shape("facts")
        if style.name.startswith("toc ") or style.name == "table of figures":
            return Shape("contents")
    return None


def _formats(tree: Element | None) -> Mapping[tuple[str, int], str]:
    """The format of each level of each list: bullet, decimal, lowerLetter and so on."""
    abstract = {attribute(each, "abstractNumId"): _levels(each) for each in children(tree, "abstractNum")}
    found: dict[tuple[str, int], str] = {}
    for number in children(tree, "num"):
        of = attribute(number, "numId")
        levels = dict(abstract.get(attribute(child(number, "abstractNumId"), "val"), {}))
        for override in children(number, "lvlOverride"):
            levels.update(_levels(override))
        found.update({(of, level): said for level, said in levels.items()})
    return found


def _levels(element: Element) -> dict[int, str]:
    levels = {attribute(each, "ilvl"): attribute(child(each, "numFmt"), "val") for each in children(element, "lvl")}
    return {int(level): said for level, said in levels.items() if level in set("012345678")}
