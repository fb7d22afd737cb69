"""What one row of a spreadsheet says about one organization, before it is held against the directory."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from network.kernel.words import Words, words
from network.organizations.rules.columns import ColumnMapping
from network.organizations.rules.fields import BY_KEY, LEFT_OUT, OWN
from network.organizations.rules.folding import fold
from network.organizations.rules.reading.cells import Cells, empty_value
from network.organizations.rules.reading.outcome import Finding, Reading, Suggestion
from network.organizations.rules.reading.services import settled
from network.organizations.rules.reading.text import line, said_by_formula
from network.organizations.rules.values import BLANK, OrganizationValues

WHOLE_ROW = ""  # in place of a field, in the key of a correction


class FileRow(Protocol):
    """A row of a table. `formulas` maps columns to what their formulas showed."""

    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> Sequence[str]: ...
    @property
    def formulas(self) -> Mapping[int, str]: ...


class FileTable(Protocol):
    """A table with a header; rows are as wide as it."""

    @property
    def header(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[FileRow]: ...


class Mend(StrEnum):
    """How somebody mends a cell or a row."""

    REPLACE = "replace"  # the cell says this text instead
    LEAVE_VALUE = "leave-value"  # the cell says nothing
    LEAVE_ROW = "leave-row"  # the row stays out
    SEPARATE = "separate"  # the row is another organization of the same name


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody decided about a cell, or about a row (under the field WHOLE_ROW)."""

    mend: Mend
    text: str = ""


Corrections = Mapping[tuple[int, str], Correction]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong or doubtful in one cell of a row: `field`, the column's name in the file, and what the cell says."""

    field: str
    header: str
    raw: str
    message: Words
    suggestions: tuple[Suggestion, ...] = ()
    is_doubt: bool = False
    entries: tuple[str, ...] = ()
    adds_to: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row once read: what it sets, what troubles it; or why it isn't an organization's row at all."""

    number: int
    name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    left_out: Words | None = None
    is_separate: bool = False

    @property
    def is_problem(self) -> bool:
        """Whether something in it can't be taken."""
        return any(not trouble.is_doubt for trouble in self.troubles)

    def applied_to(self, before: OrganizationValues) -> OrganizationValues:
        """The organization's values after the row."""
        values = {key: value for key, value in self.values.items() if not key.startswith(OWN)}
        own = {key.removeprefix(OWN): value for key, value in self.values.items() if key.startswith(OWN)}
        merged = {label: value for label, value in {**before.own, **own}.items() if value}
        if "services" in values:
            values["services"] = settled(before.services, values["services"])
        confirmed = values.get("confirmed_on")
        if before.confirmed_on and (confirmed is None or confirmed < before.confirmed_on):
            values.pop("confirmed_on", None)  # somebody has confirmed the entry since the file was written
        return replace(before, **values, own=merged)


_TOTALS = re.compile(r"(?:grand |sub ?)?totals?|totaux|sum|count|average|mean")
_TOTALS_AT_START = re.compile(r"(?:grand |sub ?)?totals?\b")
_NUMERIC = re.compile(r"[\d\s.,%$()+-]*")
_SAID = {
    "empty": words("The row is empty."),
    "totals": words("A row of totals, not an organization."),
    "header": words("The header again."),
    "decided": words("You left this row out."),
}


def read_row(row: FileRow, header: Sequence[str], mapping: ColumnMapping, cells: Cells, corrections: Corrections) -> ReadRow:
    """Read a row, with what somebody has decided about it put in place of what the file says."""
    decision = corrections.get((row.number, WHOLE_ROW))
    name = _name(row, mapping, corrections)
    left_out = _SAID["decided"] if decision and decision.mend is Mend.LEAVE_ROW else not_an_organization(row, header, name)
    if left_out is not None:
        return ReadRow(row.number, name, left_out=left_out)
    values: dict[str, Any] = {}
    troubles: list[Trouble] = []
    region = _region(row, mapping, cells, corrections)
    for column, target in enumerate(mapping.targets):
        if target == LEFT_OUT:
            continue
        raw, shown, mended = _cell(row, column, target, corrections)
        reading = cells.read(target, raw, shown, region)
        if not reading.is_problem:
            _keep(values, target, reading, clears=mapping.blanks_clear and not mended)
        troubles += [_trouble(target, header[column], raw, finding) for finding in reading.findings]
    if not values.get("name") and not any(trouble.field == "name" for trouble in troubles):
        troubles.append(_nameless(mapping, header))
    separate = decision is not None and decision.mend is Mend.SEPARATE
    return ReadRow(row.number, str(values.get("name") or name), values, tuple(troubles), is_separate=separate)


def not_an_organization(row: FileRow, header: Sequence[str], name: str) -> Words | None:
    """Why the row is no organization's: empty, totals, or the header once more; None if it is one."""
    filled = [(column, cell.strip()) for column, cell in enumerate(row.cells) if cell.strip()]
    if not filled:
        return _SAID["empty"]
    first = fold(name or filled[0][1])
    others = [cell for column, cell in filled if cell != filled[0][1] and column not in row.formulas]
    if (_TOTALS.fullmatch(first) or _TOTALS_AT_START.match(first)) and all(_NUMERIC.fullmatch(cell) for cell in others):
        return _SAID["totals"]
    if len(filled) > 1 and all(fold(cell) == fold(header[column]) for column, cell in filled):
        return _SAID["header"]
    return None


def _cell(row: FileRow, column: int, target: str, corrections: Corrections) -> tuple[str, str | None, bool]:
    """What the cell says, what its formula showed (None: no formula), and whether somebody has mended it."""
    correction = corrections.get((row.number, target))
    if correction is None:
        return row.cells[column], row.formulas.get(column), False
    return (correction.text if correction.mend is Mend.REPLACE else ""), None, True


def _name(row: FileRow, mapping: ColumnMapping, corrections: Corrections) -> str:
    """By which name to call the row, whether it can be read or not."""
    column = mapping.column_of("name")
    if column is None:
        return ""
    raw, shown, _ = _cell(row, column, "name", corrections)
    return line(raw) if shown is None else said_by_formula(raw, shown) or line(raw)


def _region(row: FileRow, mapping: ColumnMapping, cells: Cells, corrections: Corrections) -> str | None:
    column = mapping.column_of("region")
    if column is None:
        return None
    raw, shown, _ = _cell(row, column, "region", corrections)
    code = cells.read("region", raw, shown, None).value
    return str(code) if code else None


def _keep(values: dict[str, Any], target: str, reading: Reading, *, clears: bool) -> None:
    if target == "region":
        return  # the home community tells the region
    if reading.value is not None:
        values[target] = reading.value
    elif clears and target != "name":
        values[target] = empty_value(target, BLANK)


def _trouble(target: str, header: str, raw: str, finding: Finding) -> Trouble:
    return Trouble(target, header, raw, finding.message, finding.suggestions, finding.is_doubt, finding.entries, finding.adds_to)


def _nameless(mapping: ColumnMapping, header: Sequence[str]) -> Trouble:
    column = mapping.column_of("name")
    return Trouble("name", header[column] if column is not None else "", "", words("The row has no name."))


def label_for(target: str) -> Words | str:
    """What to call a target on the screen."""
    return BY_KEY[target].label if target in BY_KEY else target.removeprefix(OWN)
