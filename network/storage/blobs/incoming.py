"""Files on their way in: taken in pieces into a folder of the same file system, made safe against a loss of power, moved."""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from uuid import UUID, uuid4

PIECE = 64 * 1024
IN_MEMORY = 64 * 1024
"""Bytes of one part of a form that lie in memory; a form has thousands of parts, a process a thousand open files."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where files lie on this machine: what is being sent or made in `coming`, what waits for its cleaning in `staged`."""

    root: Path

    @property
    def coming(self) -> Path:
        return own_folder(self.root / "coming")

    def new(self) -> Path:
        """A place for a file that does not exist yet."""
        return self.coming / uuid4().hex

    def staged(self, staged_id: UUID) -> Path:
        """Where an upload waits."""
        return own_folder(self.root / "staged") / staged_id.hex

    def passing(self) -> Iterator[tuple[Path, datetime]]:
        """Everything in either folder, with the moment of its last change."""
        for folder in ("coming", "staged"):
            for place in (self.root / folder).glob("*"):
                try:
                    yield place, datetime.fromtimestamp(place.lstat().st_mtime, UTC)
                except FileNotFoundError:
                    continue


class Incoming(io.RawIOBase):
    """One file as a form brings it. Its hash is made on the way; what nobody takes goes when it is closed."""

    def __init__(self, folders: Folders) -> None:
        super().__init__()
        self._folders = folders
        self._file: io.BytesIO | io.BufferedRandom = io.BytesIO()
        self._digest = hashlib.sha256()
        self._place: Path | None = None
        self.size = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take a piece."""
        if self._place is None and self.size + len(data) > IN_MEMORY:
            self._place = self._folders.new()
            on_disk = _made(self._place)
            on_disk.write(self._file.getvalue())  # type: ignore[union-attr]
            self._file = on_disk
        self.size += len(data)
        self._digest.update(data)
        return self._file.write(data)

    def read(self, size: int | None = -1) -> bytes:
        """Read on from where one is."""
        return self._file.read(-1 if size is None else size)

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """The same, into a buffer."""
        return self._file.readinto(buffer)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go somewhere."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Where one is."""
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def sha256(self) -> str:
        """The digest of all that came."""
        return self._digest.hexdigest()

    def settle(self, place: Path) -> None:
        """Make it a file of this name that outlives a loss of power."""
        if self._place is None:
            self._place = self._folders.new()
            on_disk = _made(self._place)
            on_disk.write(self._file.getvalue())  # type: ignore[union-attr]
            self._file = on_disk
        self._file.flush()
        settle(self._place, place)
        self._place = None
        self._file.close()

    def close(self) -> None:
        """It is read no more; if nobody took it, it goes."""
        if not self.closed:
            self._file.close()
            if self._place is not None:
                self._place.unlink(missing_ok=True)
        super().close()

    def __enter__(self) -> "Incoming":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()


def pieces_of(file: Path) -> Iterator[bytes]:
    """A file of ours, piece by piece."""
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


def filled(place: Path, pieces: Iterable[bytes]) -> Path:
    """A new file of these bytes."""
    with _made(place) as file:
        for piece in pieces:
            file.write(piece)
    return place


def drop(file: Path) -> None:
    """Remove it; one that is gone already is no fault."""
    file.unlink(missing_ok=True)


def own_folder(folder: Path) -> Path:
    """The folder, made for its owner alone; that it is there outlives a loss of power."""
    if not folder.is_dir():
        own_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
    return folder


def settle(source: Path, place: Path) -> None:
    """Move a file to its place; once this returns it is there, whole, whatever happens to the power."""
    number = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fchmod(number, 0o600)
        os.fsync(number)
    finally:
        os.close(number)
    source.rename(place)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """What the folder lists is on the disk."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _made(place: Path) -> io.BufferedRandom:
    return os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w+b")
