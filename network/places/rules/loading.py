"""Reads a data set of places: all of it, or a list of what is wrong and nothing else."""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from network.kernel.folding import fold
from network.kernel.words import Words, words
from network.places.rules.clocks import is_zone
from network.places.rules.outline import Outline, UnreadableOutlineError, read_outline
from network.places.rules.values import Access, CommunityEntry, RegionEntry

COMMUNITIES, REGIONS, OUTLINE = "communities.csv", "regions.csv", "outline.geojson"
FILES = (REGIONS, COMMUNITIES, OUTLINE)

REGION_COLUMNS = ("code", "name", "authority", "time_zone", "latitude", "longitude")
COMMUNITY_COLUMNS = ("name", "latitude", "longitude", "region", "time_zone")

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts as a spreadsheet does, the header being 1; 0 means the whole file. `column` is "" for a whole row."""

    file: str
    row: int
    column: str
    message: Words


@dataclass(frozen=True, slots=True)
class DataSet:
    """A whole data set, checked."""

    regions: tuple[RegionEntry, ...]
    communities: tuple[CommunityEntry, ...]
    outline: Outline


@dataclass(frozen=True, slots=True)
class Reading:
    """Either a data set or problems, never both."""

    data_set: DataSet | None
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Row:
    """One row of a table: its cells by column, and where its problems go."""

    file: str
    number: int
    cells: Mapping[str, str]
    problems: list[Problem]

    def text(self, column: str) -> str:
        return unicodedata.normalize("NFC", (self.cells.get(column) or "").strip())

    def refuse(self, column: str, message: Words) -> None:
        self.problems.append(Problem(self.file, self.number, column, message))

    def needed(self, column: str) -> str:
        if not (value := self.text(column)):
            self.refuse(column, words("This is empty."))
        return value

    def degrees(self, column: str, limit: int) -> float:
        value = self._number(column, float)
        if value is not None and not -limit <= value <= limit:
            self.refuse(column, words("%(value)s is not between -%(limit)s and %(limit)s.", value=self.text(column), limit=limit))
        return value if value is not None else 0.0

    def whole(self, column: str) -> int:
        """A count; an empty cell is 0."""
        value = self._number(column, int) if self.text(column) else 0
        if value is not None and value < 0:
            self.refuse(column, words("%(value)s is less than 0.", value=value))
        return value or 0

    def zone(self, column: str) -> str:
        value = self.needed(column)
        if value and not is_zone(value):
            self.refuse(column, words("%(value)s is not a time zone that is known here.", value=value))
        return value

    def _number(self, column: str, kind: Callable[[str], Number]) -> Number | None:
        try:
            return kind(self.text(column))
        except ValueError:
            self.refuse(column, words("“%(value)s” is not a number.", value=self.text(column)))
            return None


@dataclass(slots=True)
class _Taken:
    """Names already used in a file, whatever their accents and capitals."""

    rows: dict[str, int] = field(default_factory=dict)

    def claim(self, row: _Row, column: str, name: str, within: str = "") -> None:
        key = fold(name) + "\n" + fold(within)
        first = self.rows.setdefault(key, row.number)
        if name and first != row.number:
            row.refuse(column, words("%(name)s is already in row %(row)s.", name=name, row=first))


def read_data_set(files: Mapping[str, str]) -> Reading:
    """`files` maps each name of FILES to its text."""
    problems = [Problem(name, 0, "", words("This file is missing.")) for name in FILES if name not in files]
    if problems:
        return Reading(None, tuple(problems))
    regions = _read_regions(files[REGIONS], problems)
    communities = _read_communities(files[COMMUNITIES], {region.code for region in regions}, problems)
    outline = _read_outline(files[OUTLINE], problems)
    if problems or outline is None:
        return Reading(None, tuple(problems))
    return Reading(DataSet(regions, communities, outline), ())


def _read_regions(text: str, problems: list[Problem]) -> tuple[RegionEntry, ...]:
    taken = _Taken()
    regions: list[RegionEntry] = []
    for row in _rows(REGIONS, text, REGION_COLUMNS, problems):
        code = row.needed("code")
        taken.claim(row, "code", code)
        regions.append(
            RegionEntry(
                code=code,
                name=row.needed("name"),
                authority=row.text("authority"),
                time_zone=row.zone("time_zone"),
                latitude=row.degrees("latitude", 90),
                longitude=row.degrees("longitude", 180),
                position=row.whole("position") or len(regions) + 1,
            )
        )
    return tuple(regions)


def _read_communities(text: str, codes: set[str], problems: list[Problem]) -> tuple[CommunityEntry, ...]:
    taken = _Taken()
    communities: list[CommunityEntry] = []
    for row in _rows(COMMUNITIES, text, COMMUNITY_COLUMNS, problems):
        name, region = row.needed("name"), row.needed("region")
        taken.claim(row, "name", name, row.text("regional_district"))
        if region and codes and region not in codes:  # with no regions at all, one problem says it all
            row.refuse("region", words("%(value)s is not the code of a region.", value=region))
        communities.append(
            CommunityEntry(
                name=name,
                also_known_as=tuple(part.strip() for part in row.text("also_known_as").split(";") if part.strip()),
                latitude=row.degrees("latitude", 90),
                longitude=row.degrees("longitude", 180),
                population=row.whole("population"),
                district=row.text("regional_district"),
                region_code=region,
                time_zone=row.zone("time_zone"),
                access=_access(row),
                is_approximate=row.text("position") == "approximate",
                source=row.text("source"),
            )
        )
    return tuple(communities)


def _access(row: _Row) -> Access:
    try:
        return Access(row.text("access"))
    except ValueError:
        known = tuple(access.value for access in Access if access.value)
        row.refuse("access", words("“%(value)s” is not one of %(known)s.", value=row.text("access"), known=known))
        return Access.UNKNOWN


def _rows(file: str, text: str, columns: tuple[str, ...], problems: list[Problem]) -> list[_Row]:
    """The rows that hold anything. A file without its columns has no rows, and one problem for each missing column."""
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), strict=True)
    try:
        header = set(reader.fieldnames or ())
        missing = [column for column in columns if column not in header]
        problems.extend(Problem(file, 1, column, words("This column is missing.")) for column in missing)
        found = [] if missing else list(reader)
    except csv.Error as error:
        problems.append(Problem(file, reader.line_num, "", words("This can't be read as a table: %(why)s.", why=str(error))))
        return []
    if not missing and not found:
        problems.append(Problem(file, 0, "", words("There are no rows in this file.")))
    rows = []
    for number, cells in enumerate(found, start=2):
        if None in cells or None in cells.values():
            problems.append(Problem(file, number, "", words("This row has more or fewer cells than the header.")))
        elif any(cells.values()):
            rows.append(_Row(file, number, cells, problems))
    return rows


def _read_outline(text: str, problems: list[Problem]) -> Outline | None:
    try:
        return read_outline(text)
    except UnreadableOutlineError as error:
        problems.append(Problem(OUTLINE, 0, "", error.message))
        return None
