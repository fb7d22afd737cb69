"""Which column of a list of documents is what: by its head, or by what else people call it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from network.kernel.folding import fold
from network.kernel.words import Words, words

HEADS: Mapping[str, str] = MappingProxyType(
    {
        "title": "Title",
        "file": "File",
        "topics": "Topics",
        "steward": "Steward",
        "summary": "Summary",
        "licence": "Licence",
        "credit": "Credit",
    }
)
"""The fields with the heads that an example of the list has."""
ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("Name", "Document", "Document title"),
        "file": ("File name", "Filename", "Document file"),
        "topics": ("Topic", "Subject", "Subjects"),
        "steward": ("Organization", "Stewards", "Looked after by", "Owner"),
        "summary": ("Description", "About"),
        "licence": ("License",),
        "credit": ("Author", "Authors", "Written by"),
    }
)
NEEDED = ("title", "file")
"""Without these columns no row can be read."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the list by its number. `cells` are by field; None stands where the cell is a formula."""

    number: int
    cells: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class FileRows:
    """The rows of a list; `unread` are the columns that nobody knows."""

    rows: tuple[FileRow, ...]
    unread: tuple[str, ...] = ()


def arranged(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str], Collection[int]]]) -> FileRows | Words:
    """The rows by field, those that are empty left out; or why the columns can't be told apart.

    A row is its number, its cells, and the columns of those that are formulas, as `network.sheets` reads them.
    """
    found, unread = _columns(header)
    if twice := [HEADS[field] for field, columns in found.items() if len(columns) > 1]:
        return words("Several columns say the same: %(columns)s. Leave one of each in the file.", columns=tuple(twice))
    if missing := [HEADS[field] for field in NEEDED if field not in found]:
        return words("These columns are missing: %(columns)s. Name them so in the first row.", columns=tuple(missing))
    single = {field: columns[0] for field, columns in found.items()}
    return FileRows(
        tuple(
            FileRow(number, {field: None if at in formulas else cells[at] for field, at in single.items()})
            for number, cells, formulas in rows
            if any(cells[at].strip() for at in single.values())
        ),
        unread,
    )


def _columns(header: Sequence[str]) -> tuple[dict[str, list[int]], tuple[str, ...]]:
    field_of = {fold(name): field for field in HEADS for name in (HEADS[field], *ALIASES[field])}
    found: dict[str, list[int]] = {}
    unread = []
    for at, label in enumerate(header):
        field = field_of.get(fold(label))
        if field is None:
            unread.append(label)
        else:
            found.setdefault(field, []).append(at)
    return found, tuple(unread)
