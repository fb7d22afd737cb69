"""What sort of file the bytes are, told from their content; the name must agree."""

from network.kernel.words import words
from network.sheets.table import Unreadable

TEXT_ENDINGS = frozenset({"csv", "txt", "tsv", "tab"})
BOOK_ENDINGS = frozenset({"xlsx"})
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg", b"{\\rtf")
_OTHER_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BM", b"\x7fELF", b"MZ")
_BINARY_ONLY = (b"BM", b"MZ", b"GIF8", b"Rar!")  # letters that a text may begin with too

NOT_A_SPREADSHEET = words("This file isn't a spreadsheet. Choose a CSV or XLSX file.")


def is_workbook(data: bytes, filename: str) -> bool:
    """True for an XLSX workbook, False for text. Raises Unreadable for anything else."""
    ending = filename.rsplit(".", 1)[-1].strip().lower() if "." in filename else ""
    _refuse_by_name(ending)
    if data.startswith(_OLD_OFFICE):
        raise Unreadable(
            words("This is an older Excel file, or one with a password. Open it in Excel and save it as XLSX with no password.")
        )
    if data.startswith(_ZIP):
        return True
    _refuse_other_files(data)
    if ending in BOOK_ENDINGS:
        raise Unreadable(
            words("The name says XLSX, but the file is something else. Save it again from your spreadsheet program.")
        )
    return False


def _refuse_by_name(ending: str) -> None:
    if ending in {"xlsm", "xltm", "xlam", "xlsb"}:
        raise Unreadable(words("This workbook may hold macros (small programs). Save it as XLSX, which holds none."))
    if ending in {"xls", "ods", "numbers", "fods", "xlt", "dbf"}:
        raise Unreadable(words("Files ending in .%(ending)s can't be read. Save the sheet as XLSX or CSV.", ending=ending))
    if ending and ending not in TEXT_ENDINGS | BOOK_ENDINGS:
        raise Unreadable(NOT_A_SPREADSHEET)


def _refuse_other_files(data: bytes) -> None:
    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP):
        raise Unreadable(words("This is a page or a document, not a spreadsheet. Save it as XLSX or CSV."))
    looks_binary = b"\0" in data[:4000]
    if any(data.startswith(magic) and (looks_binary or magic not in _BINARY_ONLY) for magic in _OTHER_FILES):
        raise Unreadable(NOT_A_SPREADSHEET)
