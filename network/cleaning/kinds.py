"""The kinds of file that are taken: what its ending and its first bytes must be. Anything else is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

HEAD = 512
"""Bytes by which a kind is known."""


class Family(StrEnum):
    """Which reader a kind needs."""

    TEXT = "text"
    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    OPEN = "opendocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """`endings` without the dot, the usual one first; `heads`: what it begins with, any of them; none for text."""

    code: str
    family: Family
    media_type: str
    endings: tuple[str, ...]
    heads: tuple[bytes, ...] = ()

    def begins_like(self, head: bytes) -> bool:
        """Whether these first bytes are its own."""
        if self.code == "webp":
            return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
        if self.family is Family.TEXT:
            return not any(head.startswith(each) for kind in KINDS for each in kind.heads) and not _is_binary(head)
        return head.startswith(self.heads)


_ZIP = (b"PK\x03\x04",)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

KINDS: tuple[Kind, ...] = (
    Kind("pdf", Family.PDF, "application/pdf", ("pdf",), (b"%PDF-",)),
    Kind("docx", Family.OFFICE, f"{_OFFICE}.wordprocessingml.document", ("docx",), _ZIP),
    Kind("xlsx", Family.OFFICE, f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), _ZIP),
    Kind("pptx", Family.OFFICE, f"{_OFFICE}.presentationml.presentation", ("pptx",), _ZIP),
    Kind("odt", Family.OPEN, f"{_OPEN}.text", ("odt",), _ZIP),
    Kind("ods", Family.OPEN, f"{_OPEN}.spreadsheet", ("ods",), _ZIP),
    Kind("jpeg", Family.IMAGE, "image/jpeg", ("jpg", "jpeg", "jpe"), (b"\xff\xd8\xff",)),
    Kind("png", Family.IMAGE, "image/png", ("png",), (b"\x89PNG\r\n\x1a\n",)),
    Kind("webp", Family.IMAGE, "image/webp", ("webp",), (b"RIFF",)),
    Kind("gif", Family.IMAGE, "image/gif", ("gif",), (b"GIF87a", b"GIF89a")),
    Kind("txt", Family.TEXT, "text/plain", ("txt", "text")),
    Kind("md", Family.TEXT, "text/markdown", ("md", "markdown")),
    Kind("csv", Family.TEXT, "text/csv", ("csv",)),
)
BY_CODE: Mapping[str, Kind] = MappingProxyType({kind.code: kind for kind in KINDS})
BY_ENDING: Mapping[str, Kind] = MappingProxyType({ending: kind for kind in KINDS for ending in kind.endings})
# Old or closed forms that people do send, and what to save them as instead.
INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "doc": "DOCX",
        "docm": "DOCX",
        "dot": "DOCX",
        "dotx": "DOCX",
        "rtf": "DOCX",
        "pages": "PDF",
        "xls": "XLSX",
        "xlsm": "XLSX",
        "xlsb": "XLSX",
        "numbers": "XLSX",
        "ppt": "PPTX",
        "pptm": "PPTX",
        "odp": "PDF",
        "heic": "JPEG",
        "heif": "JPEG",
        "tif": "PNG",
        "tiff": "PNG",
        "bmp": "PNG",
        "svg": "PNG",
        "htm": "PDF",
        "html": "PDF",
    }
)


def kind_of(ending: str) -> Kind | None:
    """The kind that an ending names."""
    return BY_ENDING.get(ending)


def endings() -> Iterable[str]:
    """All that are taken, with the dot, for a browser's chooser."""
    return (f".{ending}" for ending in BY_ENDING)


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 says so at its start
        return False
    return b"\0" in head or head.startswith((b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"{\\rtf"))
