"""Office files are zip archives: what one declares about itself is checked before anything is unpacked."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from network.cleaning.notes import Refused
from network.sheets.archive import is_unusual

MOST_MEMBERS = 5_000
MOST_INFLATED = 256 * 1024 * 1024
MOST_OF_ONE = 96 * 1024 * 1024
RATIO, SMALL = 100, 1_000_000
"""What unpacks to a hundred times as much is refused, but for parts so small that it does no harm."""
ENCRYPTED = 0x1
WHEN = (1980, 1, 1, 0, 0, 0)
NESTED = re.compile(rb"PK\x03\x04|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
SLASHES = re.compile(r"/{2,}")


class Archive:
    """The checked parts of an office file. Raises Refused."""

    def __init__(self, source: BinaryIO) -> None:
        source.seek(0, io.SEEK_END)
        size = source.tell()
        source.seek(0)
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise Refused("unreadable") from None
        members = [member for member in self._zip.infolist() if not member.is_dir()]
        _insist(members, size)
        self._members = {member.filename: member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def read(self, name: str) -> bytes:
        """One part. Raises Refused where it is damaged."""
        member = self._members.get(name)
        if member is None:
            raise Refused("unreadable")
        try:
            data = self._zip.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise Refused("unreadable") from None
        return data


def write(parts: dict[str, bytes], result: BinaryIO, first: str = "") -> None:
    """An archive of these parts, without a moment, a system or a remark. `first` goes in unpacked, at the start."""
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in sorted(parts.items(), key=lambda part: (part[0] != first, part[0] != "[Content_Types].xml", part[0])):
            about = zipfile.ZipInfo(name, WHEN)
            about.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            about.create_system, about.external_attr = 0, 0
            made.writestr(about, data)


def _insist(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise Refused("unsafe_archive")
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Refused("encrypted")
    names = [member.filename for member in members]
    if any(
        is_unusual(member) or name.startswith("/") or SLASHES.search(name) for member, name in zip(members, names, strict=True)
    ):
        raise Refused("unsafe_archive")
    if len({name.lower() for name in names}) < len(names):
        raise Refused("unsafe_archive")
    if sum(member.file_size for member in members) > MOST_INFLATED or sum(member.compress_size for member in members) > size:
        raise Refused("unsafe_archive")
    for member in members:
        most = RATIO * max(member.compress_size, 1)
        if member.file_size > MOST_OF_ONE or (member.file_size > SMALL and member.file_size > most):
            raise Refused("unsafe_archive")
    _insist_apart(members)


def _insist_apart(members: list[zipfile.ZipInfo]) -> None:
    """No part lies in another: that is how a small archive unpacks to a huge one."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            raise Refused("unsafe_archive")
        end = member.header_offset + 30 + len(member.filename.encode()) + member.compress_size
