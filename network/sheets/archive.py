"""A workbook is a zip archive: what it declares about itself is checked before anything is unpacked."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from network.kernel.words import Words, words
from network.sheets.table import Limits, Unreadable

_CHUNK = 65_536
_SMALL = 1_000_000  # below this a high ratio does no harm
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1

DAMAGED = words("The workbook is damaged. Open it in your spreadsheet program and save it again.")
_UNSAFE = words("The workbook unpacks to far more than a list needs, so it was not opened. Copy the rows into a new file.")


class Archive:
    """The checked parts of a workbook."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Unreadable(DAMAGED) from error
        members = self._zip.infolist()
        refusal = _refusal(members, len(data), limits)
        if refusal is not None:
            raise Unreadable(refusal)
        self._members = {member.filename.lstrip("/"): member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece, never more than it declared. Raises Unreadable where they are damaged."""
        member = self._members.get(name)
        if member is None:
            raise Unreadable(DAMAGED)
        try:
            with self._zip.open(member) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            raise Unreadable(DAMAGED) from error


def _refusal(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> Words | None:
    if len(members) > limits.members:
        return _UNSAFE
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return words("The workbook has a password. Save it without one.")
    if any(is_unusual(member) for member in members):
        return DAMAGED
    if any(member.filename.lower().endswith((".bin", ".vbs", ".exe", ".js")) and _is_program(member) for member in members):
        return words("This workbook holds macros (small programs). Save it as XLSX, which holds none.")
    if sum(member.file_size for member in members) > limits.inflated or sum(member.compress_size for member in members) > size:
        return _UNSAFE
    if any(member.file_size > _SMALL and member.file_size > limits.ratio * max(member.compress_size, 1) for member in members):
        return _UNSAFE
    return None


def is_unusual(member: zipfile.ZipInfo) -> bool:
    """Paths that climb, links, ways of packing that no spreadsheet program uses."""
    parts = member.filename.replace("\\", "/").split("/")
    mode = member.external_attr >> 16
    return ".." in parts or ":" in parts[0] or stat.S_ISLNK(mode) or member.compress_type not in _METHODS


def _is_program(member: zipfile.ZipInfo) -> bool:
    return "vba" in member.filename.lower() or not member.filename.lower().endswith(".bin")
