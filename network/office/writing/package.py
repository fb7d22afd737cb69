"""The file around a document: its language, its lists and notes, nobody's name, and the same bytes from the same words."""

import io
import re
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from network.office.word.styles import FACTS

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNNEEDED = re.compile(r"/(thumbnail|extended-properties|customXml|stylesWithEffects|webSettings)\Z")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z")
_KEPT_TABLES = {"Normal Table", "Table Grid"}
CODE, LINK = "Source Code", "Hyperlink"
BULLETS, NUMBERS, BOXES = 1, 2, 3
"""The sorts of lists, by their number in the file."""


def opened(title: str, language: str) -> Opened:
    """An empty document with our styles and lists."""
    document = Document()
    package = document.part.package
    assert package is not None
    for rels in (package.rels, document.part.rels):
        for name in [name for name, each in rels.items() if _UNNEEDED.search(each.reltype)]:
            rels.pop(name)
    _leave_nobody(document, title, language)
    _set_styles(document, language if _LANGUAGE.match(language) else "en-CA")
    _set_lists(document)
    return document


def _leave_nobody(document: Opened, title: str, language: str) -> None:
    """No author, no date, no program, none of the marks by which programs know a file again."""
    core = document.core_properties
    for element in list(core._element):
        core._element.remove(element)
    core.title, core.language = title[:250], language
    for element in document.element.iter():
        for name in [name for name in element.attrib if "rsid" in str(name)]:
            del element.attrib[name]
    for element in list(document.styles.element.iter(qn("w:rsid"))):
        element.getparent().remove(element)
    settings = document.settings.element
    for element in [each for each in settings if each.tag.rpartition("}")[2] in ("rsids", "savePreviewPicture", "docId")]:
        settings.remove(element)
    for element in settings.findall(qn("w:themeFontLang")):
        element.set(qn("w:val"), language)


def _set_styles(document: Opened, language: str) -> None:
    styles = document.styles
    for style in list(styles.element):
        kind, name = style.get(qn("w:type")), style.find(qn("w:name"))
        if kind == "table" and name is not None and name.get(qn("w:val")) not in _KEPT_TABLES:
            styles.element.remove(style)
    for spoken in styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
    facts = styles.add_style(FACTS, WD_STYLE_TYPE.PARAGRAPH)
    facts.paragraph_format.space_after = Pt(2)
    code = styles.add_style(CODE, WD_STYLE_TYPE.PARAGRAPH)
    code.font.name, code.font.size = "Courier New", Pt(10)
    code.paragraph_format.space_after = Pt(0)
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor(0x0B, 0x4A, 0x75)
    for level in range(1, 7):
        styles[f"Heading {level}"].font.color.rgb = RGBColor(0x26, 0x1A, 0x24)


def _set_lists(document: Opened) -> None:
    """Three sorts of lists, nine levels each, in place of those of the empty file."""
    numbering = document.part.numbering_part.element
    for element in list(numbering):
        numbering.remove(element)
    for sort in (BULLETS, NUMBERS, BOXES):
        levels = '<w:multiLevelType w:val="hybridMultilevel"/>' + "".join(_level(sort, level) for level in range(9))
        numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{sort}">{levels}</w:abstractNum>'))


def _level(sort: int, level: int) -> str:
    form, text = {BULLETS: ("bullet", "\u2022\u2013"[level % 2]), NUMBERS: ("decimal", f"%{level + 1}."), BOXES: ("none", "")}[
        sort
    ]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def new_list(document: Opened, sort: int, start: int, level: int) -> int:
    """The number of one more list, which counts anew."""
    numbering = document.part.numbering_part.element
    number = len(numbering.findall(qn("w:num"))) + 1
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{sort}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
    )
    return number


_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def add_notes(document: Opened, notes: Sequence[str], links: Sequence[str]) -> None:
    """Footnotes, each as its XML; `links` are the addresses that they name, rIdN by their place from 1."""
    package = document.part.package
    assert package is not None
    blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:footnotes {nsdecls('w', 'r')}>{_SEPARATORS}{''.join(notes)}</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob.encode(), package)
    for address in links:
        part.rels.get_or_add_ext_rel(RELATIONSHIP_TYPE.HYPERLINK, address)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def packed(document: Opened) -> bytes:
    """The file: parts in order, all of one day."""
    loose, tight = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(tight, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(member, source.read(name))
    return tight.getvalue()
