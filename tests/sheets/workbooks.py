"""Workbooks for tests, made by a library that the application doesn't use, or by hand where a library would refuse."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from network.sheets import write_xlsx

PLAIN = [["Name", "Town"], ["Cedar Society", "Terrace"]]


def workbook(rows: Sequence[Sequence[Any]], change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    """A workbook of one sheet "Members", changed further."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Members"
    for row in rows:
        sheet.append(list(row))
    change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(parts: Mapping[str, bytes | None], data: bytes | None = None) -> bytes:
    """A plain workbook with parts replaced, added, or (None) taken out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or write_xlsx(PLAIN))) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, content in parts.items():
            if content is not None:
                after.writestr(name, content)
    return out.getvalue()


def with_sheet(rows: str) -> bytes:
    """A workbook whose sheet holds this XML in place of its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return repacked({"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()})
