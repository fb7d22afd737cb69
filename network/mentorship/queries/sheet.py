"""The matching problem of a spreadsheet: read as an import reads it, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from network.kernel.words import Words, words
from network.mentorship.queries.parties import Entry, Home, mentors_and_mentees, surroundings
from network.mentorship.queries.problem import OWN_LABELS
from network.mentorship.rules.parameters import Parameters
from network.mentorship.rules.values import Constraints, Problem
from network.organizations.rules.columns import guess_columns, mapping_of, refusal_of
from network.organizations.rules.folding import fold
from network.organizations.rules.lists import DEFAULT_LISTS
from network.organizations.rules.planning import Directory, PlannedRow, RowState, dry_run
from network.organizations.rules.rows import FileTable
from network.organizations.rules.values import Community, OrganizationValues
from network.places.rules.loading import DataSet
from network.places.rules.values import CommunityEntry
from network.settings.rules import DEFAULTS
from network.settings.rules import Entry as ListEntry

NAMES_NOTHING = 16
"""Characters of an id: enough to tell organizations apart, and it names none of them."""


class Unmatchable(Exception):
    """The sheet gives no problem; `message` says what to mend."""

    def __init__(self, message: Words) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """A problem, where each organization lives, and what the sheet says that could not be used, row by row."""

    problem: Problem
    homes: Mapping[str, Home]
    names: Mapping[str, str]
    rows: int
    left_out: tuple[tuple[int, Words], ...]


def problem_of_sheet(table: FileTable, places: DataSet, as_of: date, parameters: Parameters) -> SheetProblem:
    """What to solve for a sheet whose columns are guessed from their names. Raises Unmatchable."""
    mapping = mapping_of(guess_columns(table.header))
    refusal = refusal_of(mapping, len(table.header))
    if refusal is not None:
        raise Unmatchable(refusal)
    homes = {key_of(each): home_of(each) for each in places.communities}
    regions = tuple(ListEntry(region.code, region.name) for region in places.regions)
    directory = Directory((), DEFAULT_LISTS, tuple(map(community_of, places.communities)), regions)
    plan = dry_run(table, mapping, {}, directory)
    entries = [
        entry_of(row.values, homes[row.values.home_community])
        for row in plan.rows
        if row.goes_in and row.values is not None and row.values.home_community in homes
    ]
    if not entries:
        raise Unmatchable(words("No row of this sheet can be read as an organization."))
    large = int(DEFAULTS["large_place_population"])
    mentors, mentees = mentors_and_mentees(entries, surroundings(entries, homes.values(), large), as_of)
    problem = Problem(
        mentors=mentors,
        mentees=mentees,
        as_of=as_of,
        rules=parameters.rules,
        weights=parameters.weights,
        tiers=parameters.tiers,
        strategy=parameters.strategy,
        constraints=Constraints(do_not_pair=never_together(plan.rows, entries)),
        labels={**OWN_LABELS, **_labels()},
    )
    return SheetProblem(
        problem,
        {entry.id: entry.home for entry in entries},
        {entry.id: entry.name for entry in entries},
        len(plan.rows),
        tuple(_left_out(plan.rows)),
    )


def entry_of(values: OrganizationValues, home: Home) -> Entry:
    """An organization of the sheet as matching reads it."""
    return Entry(
        id=id_of(values.name, values.home_community),
        name=values.name,
        kind=values.kind,
        mandate=values.mandate,
        status=values.status or "active",
        home=home,
        serves=frozenset(values.also_serves),
        languages=frozenset(f"language:{code}" for code in values.languages),
        ways=frozenset(f"way:{code}" for code in values.meets_by),
        teaches=frozenset(f"topic:{code}" for code in values.teaches),
        wants=tuple(f"topic:{code}" for code in values.wants_to_learn),
        free=values.availability,
        places=values.capacity,
        wants_mentor=values.wants_mentor,
        waiting_since=values.waiting_since,
    )


def id_of(name: str, community: str) -> str:
    """The same for the same organization whatever its row; it does not show the name."""
    return sha256(f"{fold(name)}\n{community}".encode()).hexdigest()[:NAMES_NOTHING]


def key_of(community: CommunityEntry) -> str:
    """Under which the sheet's communities are known: two may have one name."""
    return f"{community.name}|{community.district}|{community.region_code}"


def community_of(entry: CommunityEntry) -> Community:
    """A community as the import knows it."""
    return Community(key_of(entry), entry.name, entry.region_code, entry.also_known_as)


def home_of(entry: CommunityEntry) -> Home:
    """A community as matching reads it."""
    return Home(
        key_of(entry),
        entry.name,
        entry.region_code,
        entry.latitude,
        entry.longitude,
        entry.population,
        str(entry.access),
        entry.time_zone,
    )


def never_together(rows: tuple[PlannedRow, ...], entries: list[Entry]) -> frozenset[tuple[str, str]]:
    """The pairs that the sheet keeps apart, by ids; a name that several share means all of them."""
    by_name: dict[str, list[str]] = {}
    for entry in entries:
        by_name.setdefault(fold(entry.name), []).append(entry.id)
    apart = set()
    for row in rows:
        if row.goes_in and row.values is not None:
            mine = id_of(row.values.name, row.values.home_community)
            apart |= {(mine, other) for name in row.values.do_not_pair for other in by_name.get(fold(name), ())}
    return frozenset(apart)


def _left_out(rows: tuple[PlannedRow, ...]) -> list[tuple[int, Words]]:
    """Rows that stay out, and why, in their order. Empty rows and totals are no organizations and go unmentioned."""
    said: list[tuple[int, Words]] = []
    for row in rows:
        if row.state is RowState.REPEATED:
            said.append((row.number, words("It repeats row %(row)s.", row=row.same_as)))
        elif not row.goes_in and row.troubles:
            trouble = next((each for each in row.troubles if not each.is_doubt), row.troubles[0])
            said.append((row.number, words("%(column)s: %(message)s", column=trouble.header, message=trouble.message)))
    return said


def _labels() -> dict[str, str]:
    return {f"{name}:{entry.code}": entry.label for name in ("language", "way", "topic") for entry in DEFAULT_LISTS[name]}
