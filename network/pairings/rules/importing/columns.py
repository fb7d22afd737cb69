"""Which list a file holds and which of its columns is what: by the heads of the export, and by what else people call them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from network.kernel.folding import fold
from network.kernel.words import Words, words
from network.pairings.rules.exporting import PAIRING_HEADS, SESSION_HEADS


class ListKind(StrEnum):
    """What a file holds, one a row."""

    PAIRINGS = "pairings"
    SESSIONS = "sessions"


_PAIRING = ("mentor", "mentee", "state", "began_on", "ended_on", "why", "is_second", "from_round")
_SESSION = (
    "mentor", "mentee", "began_on", "held_on", "how", "minutes", "topics", "next_on", "in_kind_minutes", "travel_minutes",
    "travel_km", "travel_cents", "funding",
)  # fmt: skip
HEADS: Mapping[ListKind, Mapping[str, str]] = MappingProxyType(
    {
        ListKind.PAIRINGS: MappingProxyType(dict(zip(_PAIRING, PAIRING_HEADS, strict=True))),
        ListKind.SESSIONS: MappingProxyType(dict(zip(_SESSION, SESSION_HEADS, strict=True))),
    }
)
"""For each list its fields, with the heads that the export gives them."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "mentor": ("Mentor", "Mentor organization"),
    "mentee": ("Mentee", "Mentee organization"),
    "state": ("Status",),
    "ended_on": ("End", "End date", "Ended on"),
    "why": ("Reason", "Why"),
    "is_second": ("Second mentor",),
    "held_on": ("Date", "Session date", "Held on"),
    "how": ("Way",),
    "minutes": ("Length", "Duration"),
    "topics": ("Topic",),
    "next_on": ("Next session",),
    "travel_km": ("Kilometres", "Travel km"),
    "travel_cents": ("Travel cost",),
    "funding": ("Source of funding",),
}
BEGAN = ("Start", "Start date", "Began on")
NEEDED: Mapping[ListKind, tuple[str, ...]] = {
    ListKind.PAIRINGS: ("mentor", "mentee", "state", "began_on"),
    ListKind.SESSIONS: ("mentor", "mentee", "held_on", "how", "minutes"),
}
"""Without these columns no row can be read."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file by its number. `cells` are by field; None stands where the cell is a formula."""

    number: int
    cells: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class FileRows:
    """The rows of a file, and which list they are of; `unread` are the columns that nobody knows."""

    kind: ListKind
    rows: tuple[FileRow, ...]
    unread: tuple[str, ...] = ()


def arranged(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str], Collection[int]]]) -> FileRows | Words:
    """The rows by field, those that are empty left out; or why the columns can't be told apart.

    A row is its number, its cells, and the columns of those that are formulas.
    """
    kind = _kind_of(header)
    found, unread = _columns(kind, header)
    heads = HEADS[kind]
    if twice := [heads[field] for field, columns in found.items() if len(columns) > 1]:
        return words("Several columns say the same: %(columns)s. Leave one of each in the file.", columns=tuple(twice))
    if missing := [heads[field] for field in NEEDED[kind] if field not in found]:
        return words("These columns are missing: %(columns)s. Name them so in the first row.", columns=tuple(missing))
    single = {field: columns[0] for field, columns in found.items()}
    return FileRows(
        kind,
        tuple(
            FileRow(number, {field: None if at in formulas else cells[at] for field, at in single.items()})
            for number, cells, formulas in rows
            if any(cells[at].strip() for at in single.values())
        ),
        unread,
    )


def _kind_of(header: Sequence[str]) -> ListKind:
    """Sessions where both the day and the length of one are named, pairings else."""
    names = {fold(each) for each in header}
    is_log = all(names & _names(ListKind.SESSIONS, field) for field in ("held_on", "minutes"))
    return ListKind.SESSIONS if is_log else ListKind.PAIRINGS


def _columns(kind: ListKind, header: Sequence[str]) -> tuple[dict[str, list[int]], tuple[str, ...]]:
    field_of = {name: field for field in HEADS[kind] for name in _names(kind, field)}
    found: dict[str, list[int]] = {}
    unread = []
    for at, label in enumerate(header):
        field = field_of.get(fold(label))
        if field is None:
            unread.append(label)
        else:
            found.setdefault(field, []).append(at)
    return found, tuple(unread)


def _names(kind: ListKind, field: str) -> set[str]:
    more = BEGAN if (kind, field) == (ListKind.PAIRINGS, "began_on") else ALIASES.get(field, ())
    return {fold(HEADS[kind][field]), *map(fold, more)}
