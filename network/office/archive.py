"""A document is a zip archive: what it declares about itself is checked before anything is unpacked."""

import io
import stat
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from network.office.document import Kind, Refused, Unreadable

SIZE = 20_000_000
INFLATED = 100_000_000
PART = 40_000_000
"""Bytes of one part's XML."""
MEMBERS = 4_000
RATIO = 150
DEEPEST = 120
"""Elements in elements."""

_SMALL = 1_000_000  # below this a high ratio does no harm
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = {Kind.DOCX: "word/document.xml", Kind.ODT: "content.xml"}
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
_PROGRAMS = (".vbs", ".exe", ".js", ".dll", ".com", ".bat", ".scr", ".jar", ".xba")


class Archive:
    """The checked parts of a document."""

    def __init__(self, data: bytes, kind: Kind) -> None:
        self._zip = _opened(data)
        members = self._zip.infolist()
        refusal = _refusal(members, len(data))
        if refusal is not None:
            raise Unreadable(refusal)
        self._members = {member.filename.lstrip("/"): member for member in members}
        if _MAIN[kind] not in self._members or (kind is Kind.ODT and not self.read("mimetype").startswith(_ODT_TYPE)):
            others = [other for other, main in _MAIN.items() if other is not kind and main in self._members]
            raise Unreadable(Refused.OTHER_KIND if others else Refused.NOT_A_DOCUMENT)

        if b"encryption-data" in self.read("META-INF/manifest.xml"):
            raise Unreadable(Refused.LOCKED)

    def names(self) -> list[str]:
        """All parts."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """A part's bytes; none where it is missing. Raises Unreadable where they are damaged."""
        member = self._members.get(name)
        if member is None:
            return b""
        if member.file_size > PART:
            raise Unreadable(Refused.TOO_LARGE)
        try:
            with self._zip.open(member) as part:
                return part.read(PART)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise Unreadable(Refused.DAMAGED) from None

    def tree(self, name: str) -> Element | None:
        """A part's XML, without document types, entities or anything from outside; None where it is missing."""
        data = self.read(name)
        if not data:
            return None
        try:
            root: Element = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
        except DefusedXmlException:
            raise Unreadable(Refused.UNSAFE) from None
        except (ParseError, ValueError, LookupError):
            raise Unreadable(Refused.DAMAGED) from None
        if _is_too_deep(root):
            raise Unreadable(Refused.TOO_DEEP)
        return root


def _opened(data: bytes) -> zipfile.ZipFile:
    if len(data) > SIZE:
        raise Unreadable(Refused.TOO_LARGE)
    if data.startswith(_OLD):
        raise Unreadable(Refused.OLD_KIND)
    if not data.startswith(b"PK"):
        raise Unreadable(Refused.NOT_A_DOCUMENT)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise Unreadable(Refused.DAMAGED) from None


def _refusal(members: list[zipfile.ZipInfo], size: int) -> Refused | None:
    if len(members) > MEMBERS:
        return Refused.TOO_LARGE
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return Refused.LOCKED
    if any(_is_unusual(member) for member in members):
        return Refused.DAMAGED
    if any(_is_program(member.filename.lower()) for member in members):
        return Refused.MACROS
    if sum(member.file_size for member in members) > INFLATED or sum(member.compress_size for member in members) > size:
        return Refused.TOO_LARGE
    if any(member.file_size > _SMALL and member.file_size > RATIO * max(member.compress_size, 1) for member in members):
        return Refused.TOO_LARGE
    return None


def _is_unusual(member: zipfile.ZipInfo) -> bool:
    """Paths that climb, links, ways of packing that no word processor uses."""
    parts = member.filename.replace("\\", "/").split("/")
    mode = member.external_attr >> 16
    return ".." in parts or ":" in parts[0] or stat.S_ISLNK(mode) or member.compress_type not in _METHODS


def _is_program(name: str) -> bool:
    return "vbaproject" in name or name.startswith(("basic/", "scripts/")) or name.endswith(_PROGRAMS)


def _is_too_deep(root: Element) -> bool:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            return True
        level = [child for element in level for child in element]
    return False
