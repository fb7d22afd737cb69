"""The check of an import as a page shows it: what can't be read, what would change, and nothing changed yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from network.kernel.actor import Actor
from network.kernel.words import Words, from_json, to_json
from network.organizations.queries.importing.batches import BatchView, Kept, kept_of, summary_of
from network.organizations.queries.importing.directory import Loaded, load_directory
from network.organizations.rules.asking import Option, Question, questions_of
from network.organizations.rules.exporting import Wording
from network.organizations.rules.fields import label_of
from network.organizations.rules.importing import LARGE, KeptTable
from network.organizations.rules.planning import ImportPlan, PlannedRow, Progress, RowState, dry_run
from network.organizations.rules.rows import Corrections
from network.organizations.rules.values import Change

MOST = 500  # lines of each sort that are kept of a large file's check


@dataclass(frozen=True, slots=True)
class Prepared:
    """A dry run and all that it was made from: what a command needs to carry it out."""

    kept: Kept
    loaded: Loaded
    plan: ImportPlan


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field of one organization, now and after. `state` holds the two codes where the field is the status."""

    name: str
    what: Words
    now: str
    after: str
    state: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the file in one line."""

    number: int
    name: str
    note: Words | str = ""


@dataclass(frozen=True, slots=True)
class MendedLine:
    """What somebody decided about a cell or row; `key` names it in a form."""

    key: str
    number: int
    name: str
    header: str
    mend: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The check. `counts` are by state; `taken` rows go in and `left` stay out.

    The lists hold at most `MOST` lines each. `stamp` names the directory that it was held against.
    """

    counts: tuple[int, ...]
    taken: int
    left: int
    fresh_in_all: int
    changed_in_all: int
    missing_in_all: int
    questions: tuple[Question, ...]
    repeated: tuple[RowLine, ...]
    left_out: tuple[RowLine, ...]
    fresh: tuple[RowLine, ...]
    changes: tuple[ChangeLine, ...]
    missing: tuple[str, ...]
    mended: tuple[MendedLine, ...]
    stamp: str

    def count(self, state: str) -> int:
        """How many rows are in a state."""
        return self.counts[list(RowState).index(RowState(state))]

    @property
    def writes(self) -> int:
        """How many rows change something."""
        return self.fresh_in_all + self.changed_in_all

    @property
    def seen(self) -> str:
        """What somebody has looked at: an import that would do something else asks again."""
        return "-".join(map(str, (*self.counts, self.taken, self.left, self.fresh_in_all, self.changed_in_all)))


def prepare(actor: Actor, batch_id: UUID, progress: Progress = lambda done, total: None) -> Prepared:
    """The dry run of an import against the directory as it is now. Raises `NotFound`."""
    kept = kept_of(actor, batch_id)
    loaded = load_directory(actor)
    return Prepared(kept, loaded, dry_run(kept.table, kept.mapping, kept.corrections, loaded.directory, progress))


def check_page(actor: Actor, batch: BatchView) -> CheckPage:
    """The check of a small file, made now; that of a large one as it was kept."""
    return kept_check(actor, batch.id) if batch.rows > LARGE else page_of(prepare(actor, batch.id))


def kept_check(actor: Actor, batch_id: UUID) -> CheckPage:
    """The check of a large file as it was kept."""
    return page_from_plain(summary_of(actor, batch_id)["check"])


def page_of(prepared: Prepared) -> CheckPage:
    """A dry run in words."""
    plan, kept, directory = prepared.plan, prepared.kept, prepared.loaded.directory
    names = [each.values.name for each in directory.existing] + [row.name for row in plan.rows]
    wording = Wording(directory.lists, directory.communities, directory.regions, names)
    counts = plan.counts()
    fresh = [row for row in plan.rows if row.effect is RowState.NEW]
    return CheckPage(
        counts=tuple(counts[state] for state in RowState),
        taken=sum(row.goes_in for row in plan.rows),
        left=sum(not row.goes_in for row in plan.rows),
        fresh_in_all=len(fresh),
        changed_in_all=len(plan.to_write()) - len(fresh),
        missing_in_all=len(plan.missing),
        questions=questions_of(plan, kept.table, kept.mapping, kept.corrections)[:MOST],
        repeated=tuple(RowLine(row.number, row.name, str(row.same_as)) for row in plan.in_state(RowState.REPEATED)[:MOST]),
        left_out=tuple(RowLine(row.number, row.name, row.left_out or "") for row in plan.in_state(RowState.LEFT_OUT)[:MOST]),
        fresh=tuple(RowLine(row.number, row.name, _home(row, wording)) for row in fresh[:MOST]),
        changes=_changes(plan, wording),
        missing=tuple(existing.values.name for existing in plan.missing[:MOST]),
        mended=_mended(kept.table, kept.mapping.targets, kept.corrections, plan.rows)[:MOST],
        stamp=prepared.loaded.stamp,
    )


def _home(row: PlannedRow, wording: Wording) -> str:
    return wording.cell("home_community", row.values) if row.values else ""


def _changes(plan: ImportPlan, wording: Wording) -> tuple[ChangeLine, ...]:
    changed = [row for row in plan.rows if row.effect is RowState.CHANGED][:MOST]
    return tuple(
        _change(row.values.name if row.values else row.name, change, wording) for row in changed for change in row.changes
    )


def _change(name: str, change: Change, wording: Wording) -> ChangeLine:
    now, after = (wording.text(change.field, value) for value in (change.before, change.after))
    state = (str(change.before), str(change.after)) if change.field == "status" else ()
    return ChangeLine(name, label_of(change.field), now, after, state)


def _mended(
    table: KeptTable, targets: Sequence[str], corrections: Corrections, rows: Sequence[PlannedRow]
) -> tuple[MendedLine, ...]:
    names = {row.number: row.name for row in rows}
    columns = {target: table.header[column] for column, target in enumerate(targets)}
    return tuple(
        MendedLine(f"{number}|{target}", number, names.get(number, ""), columns.get(target, ""), str(each.mend), each.text)
        for (number, target), each in sorted(corrections.items())
        if number in names
    )


def page_to_plain(page: CheckPage) -> dict[str, Any]:
    """The check as JSON can hold it."""
    return {each.name: to_json(_plain(getattr(page, each.name))) for each in fields(CheckPage)}


def page_from_plain(plain: Mapping[str, Any]) -> CheckPage:
    """The inverse of `page_to_plain`."""
    values = {name: from_json(value) for name, value in plain.items()}
    for name, kind in (
        ("repeated", RowLine),
        ("left_out", RowLine),
        ("fresh", RowLine),
        ("changes", ChangeLine),
        ("mended", MendedLine),
    ):
        values[name] = tuple(kind(*line) for line in values[name])
    values["questions"] = tuple(_question(line) for line in values["questions"])
    return CheckPage(**values)


def _question(line: Sequence[Any]) -> Question:
    values = dict(zip((field.name for field in fields(Question)), line, strict=True))
    return Question(**{**values, "options": tuple(Option(*option) for option in values["options"])})


def _plain(value: Any) -> Any:
    """A dataclass as the tuple of its fields, all the way down; words stay words."""
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    if isinstance(value, RowLine | ChangeLine | MendedLine | Question | Option):
        return tuple(_plain(getattr(value, field.name)) for field in fields(value))
    return value


def left_out_rows(prepared: Prepared) -> list[tuple[str, ...]]:
    """The file's own header and the rows that stay out, to be mended and read again."""
    staying = {row.number for row in prepared.plan.rows if not row.goes_in and row.left_out is None}
    table = prepared.kept.table
    return [table.header, *(row.cells for row in table.rows if row.number in staying)]
