"""The XML inside a workbook, read as a stream: no document types, no entities, nothing from elsewhere."""

import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from network.sheets.archive import DAMAGED
from network.sheets.table import Unreadable

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

type_of_start = Callable[[str, dict[str, str]], None]


class Markup:
    """Calls `start(name, attributes)` and `end(name, text)` for each element, names without their prefix.

    `text` is what stands directly in the element; it is only kept for names in `texts`.
    """

    def __init__(self, start: type_of_start, end: Callable[[str, str], None], texts: frozenset[str]) -> None:
        self._start = start
        self._end = end
        self._texts = texts
        self._parts: list[str] = []
        self._wanted = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._said
        self._parser.StartDoctypeDeclHandler = _refuse  # no document type, so no entities and nothing fetched

    def read(self, chunks: Iterable[bytes]) -> Iterator[None]:
        """Parse; yields after each chunk, so that the caller can take what has come so far. Raises Unreadable."""
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
                yield
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Unreadable(DAMAGED) from error
        yield

    def read_all(self, chunks: Iterable[bytes]) -> None:
        """Parse to the end."""
        for _ in self.read(chunks):
            pass

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in self._texts:
            self._wanted = True
            self._parts.clear()
        self._start(name, attributes)

    def _said(self, text: str) -> None:
        if self._wanted:
            self._parts.append(text)

    def _closed(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in self._texts:
            self._wanted = False
            self._end(name, "".join(self._parts))
        else:
            self._end(name, "")


def _refuse(*_: object) -> int:
    raise Unreadable(DAMAGED)


def unescaped(text: str) -> str:
    """Text as the cell shows it: `_x000D_` stands for the character with that number."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
