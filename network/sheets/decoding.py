"""Which letters the bytes of a text file stand for."""

import codecs
import re

from network.kernel.words import words
from network.sheets.formats import NOT_A_SPREADSHEET
from network.sheets.table import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 4_000
_FEW_CONTROLS = 30


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Unreadable for what isn't text."""
    text, encoding = _decode(data)
    if "\0" in text:
        raise Unreadable(words("The file holds characters that no text has. Save it again as CSV (UTF-8) or XLSX."))
    sample = text[: 16 * _SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls > _FEW_CONTROLS and controls * 200 > len(sample):
        raise Unreadable(NOT_A_SPREADSHEET)
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec), name
    halves = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    expected = min(len(data), _SAMPLE) // 5
    if len(data) % 2 == 0 and max(halves) > expected > min(halves):
        return _strictly(data, "utf-16-le" if halves[1] > halves[0] else "utf-16-be"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        # Files glued together from two programs mix encodings: each line is taken by itself.
        return "".join(_line(line) for line in data.splitlines(keepends=True)), "Windows-1252"


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise Unreadable(words("The file's text is damaged. Save it again as CSV (UTF-8) or XLSX.")) from error


def _line(line: bytes) -> str:
    for codec in ("utf-8", "cp1252"):
        try:
            return line.decode(codec)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")
