"""A text in Markdown as a document: title, what is said about it, headings, lists, tables, footnotes, a line on each page."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Opened
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from network.markdown.limits import TooIntricate
from network.markdown.outline import outlined
from network.markdown.parsing import cleaned, parsed
from network.office.content import PLAIN, Look, Run
from network.office.document import Docx
from network.office.word.styles import FACTS
from network.office.writing.blocks import Blocks
from network.office.writing.package import add_notes, opened, packed
from network.office.writing.runs import Lines, elements


def written(wanted: Docx) -> bytes:
    """The bytes of the file."""
    title = " ".join(cleaned(wanted.title).split())
    document = opened(title, wanted.language)
    lines = Lines(lambda address: document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    blocks = Blocks(document, lines)
    _front(blocks, title, wanted)
    _body(blocks, wanted.text)
    _running(document, title, " ".join(cleaned(wanted.running).split()))
    return packed(document)


def _front(blocks: Blocks, title: str, wanted: Docx) -> None:
    blocks.paragraph([Run(title)], "Title")
    for name, said in wanted.front:
        blocks.paragraph([Run(f"{cleaned(name)}: ", Look(bold=True)), Run(cleaned(said))], FACTS)
    if wanted.leaving:
        blocks.paragraph([Run(cleaned(wanted.leaving), Look(bold=True))], FACTS)


def _body(blocks: Blocks, text: str) -> None:
    typed = cleaned(text)
    try:
        tokens = parsed(typed)
    except TooIntricate:
        for line in typed.split("\n"):
            blocks.paragraph([Run(line, PLAIN)], "Normal")
        return
    for at, heading in outlined(tokens):
        tokens[at].tag = f"h{min(heading.depth, 6)}"
    start = next((at for at, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    blocks.write(tokens[:start])
    if start < len(tokens):
        _notes(blocks, tokens[start + 1 : -1])


def _notes(blocks: Blocks, tokens: Sequence[Token]) -> None:
    """Each footnote as paragraphs of its own part; their links are told apart by their place in the list."""
    addresses: list[str] = []

    def link(address: str) -> str:
        if address not in addresses:
            addresses.append(address)
        return f"rId{addresses.index(address) + 1}"

    lines = Lines(link, blocks.lines.repeated)
    add_notes(blocks.document, [blocks.note(each, lines) for each in _apart(tokens)], addresses)


def _apart(tokens: Sequence[Token]) -> list[list[Token]]:
    notes: list[list[Token]] = []
    for token in tokens:
        if token.type == "footnote_open":
            notes.append([token])
        elif token.type not in ("footnote_close", "footnote_anchor"):
            notes[-1].append(token)
    return notes


def _running(document: Opened, title: str, running: str) -> None:
    """The title at the head of each page; at its foot the version and the number of the page."""
    section = document.sections[0]
    for paragraph, said in ((section.header.paragraphs[0], title), (section.footer.paragraphs[0], running)):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        _small(paragraph, said)
    _small(section.footer.paragraphs[0], " \u2013 " if running else "")
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    page = field.format("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + field.format("separate")
    for element in elements(page + "<w:r><w:t>1</w:t></w:r>" + field.format("end")):
        _append(section.footer.paragraphs[0], element)


def _small(paragraph: Paragraph, said: str) -> None:
    if said:
        paragraph.add_run(said).font.size = Pt(9)


def _append(paragraph: Paragraph, element: Any) -> None:
    paragraph._p.append(element)
