"""Bytes in a folder of this machine: files that their owner alone reads, in folders that their owner alone enters."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from network.storage.blobs.incoming import PIECE, own_folder, settle
from network.storage.blobs.store import Gone, insist


class LocalStore:
    """A folder with 256 folders in it, by the first two digits of the name."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, source: Path) -> None:
        """See `Store`. `source` lies on the same file system."""
        place = self._place(name)
        own_folder(place.parent)
        settle(source, place)

    def pieces(self, name: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See `Store`. Who reads already reads on when the bytes are deleted meanwhile."""
        try:
            number = os.open(self._place(name), os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            raise Gone(name) from None
        return Pieces(number, start, length)

    def delete(self, name: str) -> None:
        """See `Store`."""
        self._place(name).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        """See `Store`."""
        for place in self.root.glob("??/*"):
            try:
                yield place.name, datetime.fromtimestamp(place.lstat().st_mtime, UTC)
            except FileNotFoundError:
                continue

    def said(self) -> str:
        """See `Store`."""
        return str(self.root)

    def _place(self, name: str) -> Path:
        return self.root / insist(name)[:2] / name


class Pieces(Iterator[bytes]):
    """A stretch of an open file; closed at its end, or when nobody reads on."""

    def __init__(self, number: int, start: int, length: int | None) -> None:
        self._file = os.fdopen(number, "rb", buffering=0)
        self._file.seek(start)
        self._left = length

    def __next__(self) -> bytes:
        piece = (
            b""
            if self._left == 0 or self._file.closed
            else self._file.read(PIECE if self._left is None else min(PIECE, self._left))
        )
        if not piece:
            self.close()
            raise StopIteration
        if self._left is not None:
            self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Read no more."""
        self._left = 0
        self._file.close()

    def __del__(self) -> None:
        self._file.close()
