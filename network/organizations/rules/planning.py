"""The dry run of an import: what each row would do, and nothing done yet."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from network.kernel.words import Words, words
from network.organizations.rules.cautions import UNPAIRED, Paired, cautions
from network.organizations.rules.columns import ColumnMapping
from network.organizations.rules.folding import fold
from network.organizations.rules.names import Names
from network.organizations.rules.reading.cells import Cells
from network.organizations.rules.reading.communities import Places
from network.organizations.rules.reading.dates import order_of
from network.organizations.rules.rows import Corrections, FileTable, ReadRow, Trouble, read_row
from network.organizations.rules.twins import Repeat, repeats_of
from network.organizations.rules.values import BLANK, DATES, Change, Community, Existing, OrganizationValues, differences
from network.settings.rules import Entry

_STEP = 100  # rows between two reports of progress

Progress = Callable[[int, int], None]


class RowState(StrEnum):
    """What the dry run says of a row. Rows that are new, changed, unchanged or doubtful go in; the others stay out."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DOUBTFUL = "doubtful"
    PROBLEM = "problem"
    REPEATED = "repeated"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Directory:
    """What the file is held against: the organizations and pairings that there are, the lists, communities and regions."""

    existing: Sequence[Existing] = ()
    lists: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    communities: Sequence[Community] = ()
    regions: Sequence[Entry] = ()
    paired: Mapping[Hashable, Paired] = field(default_factory=dict)
    today: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row and what it would do. `effect` is NEW, CHANGED or UNCHANGED for a row that goes in, whatever its state; else None.

    `values` are the organization's values afterwards. `existing_id` is set where the organization is in the directory already.
    `same_as` is the number of the row that this one repeats; `left_out` says why a row is none.
    """

    number: int
    name: str
    state: RowState
    effect: RowState | None = None
    values: OrganizationValues | None = None
    existing_id: Hashable | None = None
    changes: tuple[Change, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    same_as: int | None = None
    left_out: Words | None = None

    @property
    def goes_in(self) -> bool:
        """Whether the import takes the row."""
        return self.effect is not None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, row by row; `missing` are the organizations of the directory that the file doesn't name."""

    rows: tuple[PlannedRow, ...]
    missing: tuple[Existing, ...]
    own_labels: tuple[str, ...]

    def counts(self) -> Mapping[RowState, int]:
        """How many rows are in each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in RowState}

    def in_state(self, state: RowState) -> tuple[PlannedRow, ...]:
        """The rows in a state."""
        return tuple(row for row in self.rows if row.state is state)

    def to_write(self) -> tuple[PlannedRow, ...]:
        """The rows that change something: new organizations and changed ones."""
        return tuple(row for row in self.rows if row.effect in {RowState.NEW, RowState.CHANGED})


def dry_run(
    table: FileTable,
    mapping: ColumnMapping,
    corrections: Corrections,
    directory: Directory,
    progress: Progress = lambda done, total: None,
) -> ImportPlan:
    """What importing the table would do. The same input gives the same plan. `progress` is told rows done and rows in all."""
    cells = _cells(table, mapping, corrections, directory)
    read: list[ReadRow] = []
    for row in table.rows:
        read.append(read_row(row, table.header, mapping, cells, corrections))
        if len(read) % _STEP == 0:
            progress(len(read), len(table.rows))
    known = _Known(directory)
    repeats = repeats_of(read, known.shared_names)
    planned = _apart(
        [_planned(row, repeats.get(row.number), known, mapping, table.header) for row in read], known, table.header, mapping
    )
    progress(len(read), len(table.rows))
    named = known.named_by(planned, read)
    missing = tuple(existing for existing in directory.existing if existing.id not in named)
    return ImportPlan(planned, missing, mapping.own_labels)


def _cells(table: FileTable, mapping: ColumnMapping, corrections: Corrections, directory: Directory) -> Cells:
    """The reader, which knows the names of the directory and of the file, and how the file writes its dates."""
    places = Places(directory.communities, directory.regions)
    cells = Cells(directory.lists, places, Names(()))
    column = mapping.column_of("name")
    names = [existing.values.name for existing in directory.existing]
    if column is not None:
        only_name = ColumnMapping(tuple(target if target == "name" else "" for target in mapping.targets))
        read = (read_row(row, table.header, only_name, cells, corrections) for row in table.rows)
        names += [row.name for row in read if row.left_out is None]
    labels = {fold(name): name for name in names if fold(name)}
    cells.organizations = Names((folded, label, ()) for folded, label in labels.items())
    for target in DATES:
        dates = mapping.column_of(target)
        if dates is not None:
            cells.orders[target] = order_of(row.cells[dates] for row in table.rows)
    return cells


class _Known:
    """The directory by folded name."""

    def __init__(self, directory: Directory) -> None:
        self.today = directory.today
        self._paired = directory.paired
        self._by_name: dict[str, list[Existing]] = {}
        for each in directory.existing:
            self._by_name.setdefault(fold(each.values.name), []).append(each)
        self.shared_names = frozenset(name for name, found in self._by_name.items() if len(found) > 1)

    def match(self, row: ReadRow, *, by_community: bool) -> Existing | None:
        """The organization that the row is about: by its name; where several have it, by name and home community."""
        found = self._by_name.get(fold(row.name), [])
        if len(found) < 2 and not by_community:
            return found[0] if found else None
        home = row.values.get("home_community")
        return next((each for each in found if each.values.home_community == home), None)

    def paired(self, match: Existing | None) -> Paired:
        """The pairings that the organization has now."""
        return self._paired.get(match.id, UNPAIRED) if match else UNPAIRED

    def has(self, folded: str) -> bool:
        """Whether an organization of the directory has this folded name."""
        return folded in self._by_name

    def named_by(self, planned: Sequence[PlannedRow], read: Sequence[ReadRow]) -> set[Hashable]:
        """Ids of the organizations that the file names, in rows that stay out too: those aren't missing."""
        named = {row.existing_id for row in planned if row.existing_id is not None}
        for row in read:
            match = self.match(row, by_community=False) if row.left_out is None else None
            if match is not None:
                named.add(match.id)
        return named


def _planned(row: ReadRow, repeat: Repeat | None, known: _Known, mapping: ColumnMapping, header: Sequence[str]) -> PlannedRow:
    if row.left_out is not None:
        return PlannedRow(row.number, row.name, RowState.LEFT_OUT, left_out=row.left_out)
    if repeat is not None and not repeat.is_other:
        state = RowState.PROBLEM if repeat.differs else RowState.REPEATED
        troubles = (*row.troubles, repeat.trouble(row, header, mapping)) if repeat.differs else row.troubles
        return PlannedRow(row.number, row.name, state, troubles=troubles, same_as=repeat.first)
    match = known.match(row, by_community=repeat is not None or row.is_separate)
    troubles = (*row.troubles, *_homeless(row, match, header, mapping))
    before = match.values if match else BLANK
    after = row.applied_to(before)
    troubles += cautions(before, after, known.paired(match), known.today, _header_of(header, mapping))
    if any(not trouble.is_doubt for trouble in troubles):
        existing_id = match.id if match else None
        return PlannedRow(row.number, row.name, RowState.PROBLEM, existing_id=existing_id, troubles=troubles)
    changes = differences(before, after)
    effect = RowState.NEW if match is None else RowState.CHANGED if changes else RowState.UNCHANGED
    # A doubt matters only where it changes something: the second time that a file comes in, nobody is asked again.
    doubtful = bool(troubles) and effect is not RowState.UNCHANGED
    return PlannedRow(
        row.number,
        row.name,
        RowState.DOUBTFUL if doubtful else effect,
        effect,
        after,
        match.id if match else None,
        changes if match else (),
        troubles,
    )


def _header_of(header: Sequence[str], mapping: ColumnMapping) -> Callable[[str], str]:
    def name(target: str) -> str:
        column = mapping.column_of(target)
        return header[column] if column is not None else ""

    return name


def _homeless(row: ReadRow, match: Existing | None, header: Sequence[str], mapping: ColumnMapping) -> list[Trouble]:
    """A new organization needs a home community: its region, distances and clock come from there."""
    if match is not None or row.values.get("home_community") or any(each.field == "home_community" for each in row.troubles):
        return []
    message = words("A new organization needs a home community.")
    return [Trouble("home_community", _header_of(header, mapping)("home_community"), "", message)]


def _apart(planned: list[PlannedRow], known: _Known, header: Sequence[str], mapping: ColumnMapping) -> tuple[PlannedRow, ...]:
    """A row that keeps somebody apart stays out while the other one does: else the entry would be lost without a word."""
    column = mapping.column_of("do_not_pair")
    while column is not None:
        there = {fold(row.name) for row in planned if row.goes_in}
        lost = {
            index: names
            for index, row in enumerate(planned)
            if row.values is not None
            and (names := tuple(name for name in row.values.do_not_pair if name not in there and not known.has(name)))
        }
        if not lost:
            break
        for index, names in lost.items():
            row = planned[index]
            message = words("The row of an organization to keep apart stays out: %(names)s. Mend that row first.", names=names)
            trouble = Trouble("do_not_pair", header[column], "; ".join(names), message)
            planned[index] = PlannedRow(
                row.number, row.name, RowState.PROBLEM, existing_id=row.existing_id, troubles=(*row.troubles, trouble)
            )
    return tuple(planned)
