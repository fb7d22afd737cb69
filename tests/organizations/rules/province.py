"""A directory to hold files against: the default lists and communities of the province, and ways to build small files."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from network.organizations.rules.columns import ColumnMapping, guess_columns, mapping_of
from network.organizations.rules.lists import DEFAULT_LISTS
from network.organizations.rules.names import Names
from network.organizations.rules.planning import Directory, ImportPlan, dry_run
from network.organizations.rules.reading.cells import Cells
from network.organizations.rules.reading.communities import Places
from network.organizations.rules.rows import WHOLE_ROW, Correction, Mend
from network.organizations.rules.values import Community, Existing
from network.settings.rules import Entry
from network.sheets import Row, Table, read_table
from tests.sample_files import sample

REGIONS = (
    Entry("northern-interior", "Northern Interior"),
    Entry("northwest", "Northwest and Haida Gwaii", ("North West",)),
    Entry("vancouver-island", "Vancouver Island and Gulf Islands"),
    Entry("vancouver-coastal", "Vancouver Coastal"),
    Entry("northeast", "Northeast (Peace, Fort Nelson)"),
)
COMMUNITIES = (
    Community("pg", "Prince George", "northern-interior"),
    Community("pr", "Prince Rupert", "northwest"),
    Community("terrace", "Terrace", "northwest"),
    Community("daajing", "Daajing Giids", "northwest", ("Queen Charlotte", "Queen Charlotte City")),
    Community("lax", "Lax Kw'alaams", "northwest", ("Port Simpson",)),
    Community("kingcome", "Kingcome Inlet (Gwa'yi)", "vancouver-coastal"),
    Community("oyster", "North Oyster/Yellow Point", "vancouver-island"),
    Community("cedar-island", "Cedar", "vancouver-island"),
    Community("cedar-north", "Cedar", "northern-interior"),
    Community("fsj", "Fort St. John", "northeast"),
)
SMALL = Directory((), DEFAULT_LISTS, COMMUNITIES, REGIONS)


@cache
def province() -> Directory:
    """The communities and regions that the application comes with."""
    places = Path(__file__).parents[3] / "network" / "places" / "data" / "british-columbia"
    with (places / "communities.csv").open(encoding="utf-8", newline="") as file:
        communities = tuple(
            Community(
                row["name"], row["name"], row["region"], tuple(filter(None, map(str.strip, row["also_known_as"].split(";"))))
            )
            for row in csv.DictReader(file)
        )
    with (places / "regions.csv").open(encoding="utf-8", newline="") as file:
        regions = tuple(Entry(row["code"], row["name"]) for row in csv.DictReader(file))
    return Directory((), DEFAULT_LISTS, communities, regions)


def having(plan: ImportPlan, directory: Directory) -> Directory:
    """The directory after the plan was carried out: changed organizations keep their ids."""
    kept = {existing.id: existing for existing in directory.existing}
    for row in plan.to_write():
        assert row.values is not None
        key = row.existing_id if row.existing_id is not None else f"new {row.number}"
        kept[key] = Existing(key, row.values)
    return Directory(tuple(kept.values()), directory.lists, directory.communities, directory.regions)


def file(name: str) -> Table:
    """One of the sample files."""
    return read_table(sample(name), name)


def table(header: str, *rows: str, formulas: Mapping[int, Mapping[int, str]] | None = None) -> Table:
    """A table from lines with "|" between cells; its header is row 1. `formulas`: row number -> column -> what it showed."""
    names = tuple(header.split("|"))
    lines = [tuple(row.split("|")) + ("",) * (len(names) - len(row.split("|"))) for row in rows]
    return Table(
        "test.csv", names, 1, tuple(Row(number, cells, (formulas or {}).get(number, {})) for number, cells in enumerate(lines, 2))
    )


def mapping(of: Table) -> ColumnMapping:
    """The guessed mapping."""
    return mapping_of(guess_columns(of.header))


def plan(
    of: Table,
    directory: Directory = SMALL,
    corrections: Mapping[tuple[int, str], Correction] | None = None,
    columns: ColumnMapping | None = None,
) -> ImportPlan:
    """The dry run of a table under the guessed mapping."""
    return dry_run(of, columns or mapping(of), corrections or {}, directory)


def instead(text: str) -> Correction:
    """The cell says this."""
    return Correction(Mend.REPLACE, text)


def without_row(number: int) -> dict[tuple[int, str], Correction]:
    """The row stays out."""
    return {(number, WHOLE_ROW): Correction(Mend.LEAVE_ROW)}


def reader(organizations: Sequence[str] = ()) -> Cells:
    """A reader of cells against the small directory."""
    names = Names((name.casefold(), name, ()) for name in organizations)
    return Cells(DEFAULT_LISTS, Places(COMMUNITIES, REGIONS), names)
