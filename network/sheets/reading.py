"""From the bytes of a file to a table, with every refusal that keeps a hostile or broken file out."""

from typing import BinaryIO

from network.kernel.words import words
from network.sheets.formats import is_workbook
from network.sheets.header import as_table
from network.sheets.table import Limits, Table, Unreadable
from network.sheets.text import read_text
from network.sheets.workbook import read_workbook

USUAL = Limits()


def read_table(
    source: bytes | BinaryIO, filename: str, limits: Limits = USUAL, *, sheet: str | None = None, header_row: int | None = None
) -> Table:
    """The table in a CSV or XLSX file. `sheet` names one of a workbook's sheets, `header_row` overrules the guessed header.

    Raises Unreadable with words for the person who chose the file. Memory is bounded by `limits`.
    """
    data = source[: limits.size + 1] if isinstance(source, bytes) else source.read(limits.size + 1)
    if len(data) > limits.size:
        raise Unreadable(words("The file is larger than %(limit)s MB.", limit=max(1, limits.size // 1_000_000)))
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(words("The file is empty."))
    raw = read_workbook(data, limits, sheet) if is_workbook(data, filename) else read_text(data, limits)
    return as_table(raw, filename, header_row)
