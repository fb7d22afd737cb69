"""Lines of text as runs of a word processor."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from markdown_it.token import Token

from network.markdown.addresses import is_own_picture, lead
from network.office.content import PLAIN, Look, Run
from network.office.writing.package import LINK

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FLAGS = {"strong": "bold", "em": "italic", "s": "strike"}
_TICKED = {True: "\u2611 ", False: "\u2610 "}


def runs_of(children: Sequence[Token]) -> Iterator[Run]:
    """What a line says, run by run. Links within the house keep their words: they lead nowhere from a file."""
    look = PLAIN
    for token in children:
        if token.type.endswith(("_open", "_close")) and token.type.rpartition("_")[0] in _FLAGS:
            look = _turned(look, _FLAGS[token.type.rpartition("_")[0]], token.nesting == 1)
        elif token.type == "link_open":
            look = replace(look, href=_address(str(token.attrGet("href") or "")))
        elif token.type == "link_close":
            look = replace(look, href="")
        elif token.type == "footnote_ref":
            yield Run("", note=token.meta["id"] + 1)
        elif token.type == "image":
            yield from _picture(token, look)
        elif token.type == "box":
            yield Run(_TICKED[token.meta["done"]])
        elif token.type == "code_inline":
            yield Run(token.content, replace(look, code=True))
        elif token.type in ("softbreak", "hardbreak"):
            yield Run(" " if token.type == "softbreak" else "\n", look)
        elif token.content:
            yield Run(token.content, look)


def _turned(look: Look, flag: str, on: bool) -> Look:
    changed: dict[str, Any] = {flag: on}
    return replace(look, **changed)


def _picture(token: Token, look: Look) -> Iterator[Run]:
    """A picture's words: of one from elsewhere they lead there."""
    address = str(token.attrGet("src") or "")
    href = look.href or ("" if is_own_picture(address) else _address(address))
    for run in runs_of(token.children or ()):
        yield Run(run.text, replace(look, href=href))


def _address(typed: str) -> str:
    to = lead(typed)
    return to.address if to is not None and not to.address.startswith(("/", "#")) else ""


@dataclass(slots=True)
class Lines:
    """Writes runs as XML; `link` gives the name of a link to an address."""

    link: Callable[[str], str]
    repeated: set[int] = field(default_factory=set)

    def xml(self, runs: Sequence[Run], *, is_bold: bool = False) -> str:
        """The elements of a paragraph."""
        return "".join(self._run(run, is_bold) for run in runs)

    def _run(self, run: Run, is_bold: bool) -> str:
        if run.note:
            return self._note(run.note)
        properties = _properties(run.look, is_bold)
        pieces = _NOT_XML.sub("", run.text).split("\n")
        text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in pieces)
        written = f"<w:r>{properties}{text}</w:r>"
        return f'<w:hyperlink r:id="{self.link(run.look.href)}">{written}</w:hyperlink>' if run.look.href else written

    def _note(self, number: int) -> str:
        """The number at which a footnote hangs; where one is named again, its number alone: a word processor has it once."""
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        if number in self.repeated:
            return f"<w:r>{raised}<w:t>{number}</w:t></w:r>"
        self.repeated.add(number)
        return f'<w:r>{raised}<w:footnoteReference w:id="{number}"/></w:r>'


def _properties(look: Look, is_bold: bool) -> str:
    said = (f'<w:rStyle w:val="{LINK}"/>' if look.href else "") + (
        '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' if look.code else ""
    )
    said += "".join(
        f"<w:{name}/>" for name, is_set in (("b", look.bold or is_bold), ("i", look.italic), ("strike", look.strike)) if is_set
    )
    return f"<w:rPr>{said}</w:rPr>" if said else ""


def elements(xml: str) -> list[object]:
    """The same as elements, to be put into a paragraph."""
    return list(parse_xml(f"<w:p {nsdecls('w', 'r')}>{xml}</w:p>"))
