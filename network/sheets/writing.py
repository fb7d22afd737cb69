"""From rows of text to CSV and XLSX that any spreadsheet program shows and none runs."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from network.sheets.harmless import harmless
from network.sheets.header import column_letters

_LONE_HALVES = re.compile("[\ud800-\udfff]")
_NEEDS_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed date in the archive: the same rows give the same bytes
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_FIXED_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        # 49 is the format "Text": what is typed into the cell later stays text too.
        '<cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark that Excel knows, quoted as RFC 4180 says. NUL and lone halves of characters are dropped."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(_clean(cell)).replace("\0", "") for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[Sequence[str]], sheet: str = "Sheet1") -> bytes:
    """A workbook of one sheet whose cells are all text; the first row is bold and stays in sight. No author, no date."""
    name = re.sub(r"[\\/*?:\[\]\x00-\x1f]", " ", sheet).strip().strip("'")[:31] or "Sheet1"
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in {**_FIXED_PARTS, "xl/workbook.xml": workbook}.items():
            archive.writestr(_member(part), _DECLARATION + text)
        with archive.open(_member("xl/worksheets/sheet1.xml"), "w") as part_file:
            _write_sheet(io.TextIOWrapper(part_file, encoding="utf-8", newline=""), rows)
    return packed.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


def _write_sheet(out: io.TextIOWrapper, rows: Iterable[Sequence[str]]) -> None:
    out.write(
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        '<cols><col min="1" max="1" width="40" customWidth="1"/>'
        '<col min="2" max="50" width="22" customWidth="1"/></cols><sheetData>'
    )
    letters: list[str] = []
    for number, row in enumerate(rows, start=1):
        letters += [column_letters(column) for column in range(len(letters), len(row))]
        style = 1 if number == 1 else 0
        out.write(f'<row r="{number}">')
        for letter, cell in zip(letters, row, strict=False):
            if cell:
                out.write(
                    f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_xml(cell)}</t></is></c>'
                )
        out.write("</row>")
    out.write("</sheetData></worksheet>")
    out.close()


def _xml(cell: str) -> str:
    text = harmless(_clean(cell))
    if _NEEDS_ESCAPE.search(text):
        text = _NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return escape(text)


def _clean(cell: str) -> str:
    return _LONE_HALVES.sub("", cell)
