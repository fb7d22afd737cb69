"""Word processor files made for tests: parts by name, whole documents from the XML of their body."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}" xmlns:mc="{MC}" xmlns:a="{A}" xmlns:wps="{WPS}"'
_PLACES = (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"))
ODF_NAMES = " ".join(f'xmlns:{name}="{ODF}:{place}:1.0"' for name, place in (*_PLACES, ("fo", "xsl-fo-compatible")))
ODF_NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def _style(name: str, made: str, inside: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{made}"><w:name w:val="{name}"/>{inside}</w:style>'


STYLES = f"<w:styles {NAMES}>" + "".join(
    (
        _style("Title", "T"),
        _style("heading 1", "H1"),
        _style("heading 2", "H2"),
        _style("Our chapters", "Own", '<w:basedOn w:val="H2"/>'),
        _style("Quote", "Q"),
        _style("HTML Preformatted", "C"),
        _style("toc 1", "TOC1"),
        _style("List Bullet", "LB", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        _style("Loop", "Loop", '<w:basedOn w:val="Loop"/>'),
        _style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", "character"),
        "</w:styles>",
    )
)


def _levels(*formats: str) -> str:
    return "".join(f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{each}"/></w:lvl>' for at, each in enumerate(formats))


NUMBERING = f"""<w:numbering {NAMES}>
<w:abstractNum w:abstractNumId="7">{_levels("bullet", "bullet")}</w:abstractNum>
<w:abstractNum w:abstractNumId="8">{_levels("decimal", "lowerLetter")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num></w:numbering>"""
LINKS = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{R}/hyperlink" Target="https://guide.example/a" TargetMode="External"/>
<Relationship Id="rId2" Type="{R}/hyperlink" Target="file:///C:/plan.docx" TargetMode="External"/>
<Relationship Id="rId9" Type="{R}/image" Target="http://sink.example/x.png" TargetMode="External"/></Relationships>"""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, *, names: str = NAMES, **more: str | bytes) -> bytes:
    """A DOCX file of this body; `more` are parts of word/, by name without ending."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": LINKS,
    }
    return packed({**parts, **{f"word/{name}.xml": content for name, content in more.items()}})


def p(text: str = "", style: str = "", *, runs: str = "", of: str = "", level: int = 0) -> str:
    """A paragraph: of a style, of a list."""
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    said += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{of}"/></w:numPr>' if of else ""
    return f"<w:p><w:pPr>{said}</w:pPr>{r(text) if text else ''}{runs}</w:p>"


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt(body: str, *, styles: str = "", automatic: str = "", mimetype: str = "application/vnd.oasis.opendocument.text") -> bytes:
    """An ODT file of this body."""
    content = (
        f"<office:document-content {ODF_NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    named = f"<office:document-styles {ODF_NAMES}>{styles}</office:document-styles>"
    return packed({"mimetype": mimetype, "content.xml": content, "styles.xml": named})
