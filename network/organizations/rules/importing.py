"""An import on its way: its steps, and how its table, its columns and what was decided are kept as plain JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

from network.kernel.words import Words, from_json, to_json, words
from network.organizations.rules.columns import ColumnMapping
from network.organizations.rules.rows import Correction, Corrections, FileTable, Mend

T = TypeVar("T")

LARGE = 500  # rows above which checking, writing and undoing are done by the clock, with their progress shown
PART = 500  # ids in one statement
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # what no database takes as text


class Step(StrEnum):
    """Where an import stands."""

    COLUMNS = "columns"  # somebody is to say which column is which
    QUEUED = "queued"  # a large file waits to be checked
    READING = "reading"  # and is being checked
    CHECK = "check"  # somebody is to look at the check
    FAILED = "failed"  # the check, or the writing, broke down
    GOING_IN = "going in"  # a large file waits to be written
    APPLYING = "applying"  # and is being written
    APPLIED = "applied"
    GOING_BACK = "going back"  # a large import waits to be undone
    UNDOING = "undoing"  # and is being undone
    UNDONE = "undone"


# What waits for the clock, and what it becomes while the clock works on it.
WORK = {Step.QUEUED: Step.READING, Step.GOING_IN: Step.APPLYING, Step.GOING_BACK: Step.UNDOING}
MOST_TURNS = 4  # how often the clock begins anew with the same work, when its process is ended or the directory changes
BROKE_DOWN = {
    Step.READING: words("The check broke down. That is our fault, not the file’s."),
    Step.APPLYING: words("Writing the rows broke down. That is our fault, not the file’s."),
    Step.UNDOING: words("The undoing broke down. That is our fault."),
}
GIVEN_UP = words("The work was begun %(most)s times and came to no end. A smaller file may do.", most=MOST_TURNS)
BUSY = frozenset({*WORK, *WORK.values()})
OPEN = frozenset({Step.COLUMNS, Step.QUEUED, Step.READING, Step.CHECK, Step.FAILED})


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row of a kept table."""

    number: int
    cells: tuple[str, ...]
    formulas: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table as it was read from a file; `notes` is what its reader had to tell."""

    header: tuple[str, ...]
    rows: tuple[KeptRow, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    notes: tuple[Words, ...] = ()


def kept_text(text: str) -> str:
    """The text without the characters that no database takes."""
    return _UNKEEPABLE.sub("", text)


def kept_name(name: str) -> str:
    """A file's own name without folders and control characters; never used as a path."""
    plain = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    return kept_text(plain).strip()[:200] or "list"


def table_to_plain(table: FileTable, notes: Sequence[Words] = (), sheet: str = "", other_sheets: Sequence[str] = ()) -> Any:
    """A table as JSON can hold it."""
    return {
        "header": [kept_text(name) for name in table.header],
        "rows": [
            [row.number, [kept_text(cell) for cell in row.cells], {str(at): kept_text(said) for at, said in row.formulas.items()}]
            for row in table.rows
        ],
        "notes": to_json(tuple(notes)),
        "sheet": kept_text(sheet),
        "other_sheets": [kept_text(name) for name in other_sheets],
    }


def table_from_plain(plain: Mapping[str, Any]) -> KeptTable:
    """The inverse of `table_to_plain`. A table that was put away has no rows."""
    return KeptTable(
        header=tuple(plain["header"]),
        rows=tuple(
            KeptRow(number, tuple(cells), {int(at): said for at, said in formulas.items()})
            for number, cells, formulas in plain["rows"]
        ),
        sheet=plain["sheet"],
        other_sheets=tuple(plain["other_sheets"]),
        notes=from_json(plain["notes"]),
    )


def mapping_from_plain(plain: Mapping[str, Any]) -> ColumnMapping:
    """The columns as they were mapped."""
    return ColumnMapping(tuple(plain["targets"]))


def corrections_to_plain(corrections: Corrections) -> dict[str, list[str]]:
    """What was decided, by "row|field"."""
    return {f"{number}|{target}": [str(each.mend), kept_text(each.text)] for (number, target), each in corrections.items()}


def corrections_from_plain(plain: Mapping[str, Sequence[str]]) -> dict[tuple[int, str], Correction]:
    """The inverse of `corrections_to_plain`."""
    found = {}
    for key, (mend, text) in plain.items():
        number, _, target = key.partition("|")
        found[int(number), target] = Correction(Mend(mend), text)
    return found


def in_parts(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in lists short enough for one statement."""
    rest = iter(items)
    while part := list(islice(rest, PART)):
        yield part
