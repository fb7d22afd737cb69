"""What a store of bytes must do."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

NAME = re.compile(r"[0-9a-f]{32}")


class Gone(Exception):
    """There are no bytes of this name."""


class Unreachable(Exception):
    """The store does not answer, or refuses us: it is no fault of this file, and later it may work."""


class Store(Protocol):
    """Bytes by name. A name is 32 hexadecimal digits; bytes never change once they are put."""

    def put(self, name: str, source: Path) -> None:
        """Take a file over: once this returns its bytes outlive a loss of power, and `source` is gone."""

    def pieces(self, name: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes, or a stretch of them, piece by piece. Raises `Gone` or `Unreachable` before the first piece."""

    def delete(self, name: str) -> None:
        """Remove them. Those that are gone already are no fault."""

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Every name, with the moment at which it was put."""

    def said(self) -> str:
        """Where the bytes lie, for the operator: never a secret."""


def insist(name: str) -> str:
    """Raise for what is no name of ours, so that none becomes a path."""
    if not NAME.fullmatch(name):
        raise ValueError("not a name of stored bytes")
    return name
