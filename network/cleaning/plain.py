"""Text: read as what it most likely is, written as UTF-8 with one sort of line end and without signs that nobody sees."""

import codecs
import re
from typing import BinaryIO

from network.cleaning.kinds import Kind
from network.cleaning.notes import Notes, Refused

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_MOST_UNSEEN = 0.01
"""Of all signs; a file with more is no text."""


def clean(_kind: Kind, source: BinaryIO, result: BinaryIO) -> Notes:
    """See `child.answer_to`."""
    data = source.read()
    if not data.strip():
        raise Refused("unreadable")
    text, was_other = decoded(data)
    seen = _UNSEEN.sub("", text)
    if len(text) - len(seen) > max(2, len(text) * _MOST_UNSEEN):
        raise Refused("binary")
    plain = seen.replace("\r\n", "\n").replace("\r", "\n")
    notes = Notes()
    if was_other or plain != text:
        notes.removed.add("encoding")
    result.write(plain.encode("utf-8", "replace"))
    return notes


def decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether it was anything but plain UTF-8."""
    for mark, name in MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), True
            except UnicodeDecodeError:
                raise Refused("binary") from None
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def warm() -> None:
    """Load the encodings."""
    for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp437", "latin-1", "ascii", "utf-8-sig", "cp949"):
        codecs.lookup(name)
