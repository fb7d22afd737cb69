"""Named plans of a round, side by side."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import undefer

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.mentorship.models import Run, Scenario
from network.mentorship.queries.rounds import get_round
from network.mentorship.queries.runs import RUN_COLUMNS, RunRow, names_of, view_of
from network.mentorship.queries.shapes import RunView
from network.mentorship.rules.parameters import Parameters, from_plain
from network.mentorship.rules.plan_file import plan_of
from network.mentorship.rules.scenarios import compare
from network.storage.db import db
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """A named plan with its figures and what mattered in it."""

    id: UUID
    name: str
    saved_at: datetime
    run: RunView
    parameters: Parameters
    is_adopted: bool


@dataclass(frozen=True, slots=True)
class NamedOrganization:
    """An organization by name."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class MoveView:
    """An organization whose mentor differs between the two plans."""

    mentee: NamedOrganization
    before: NamedOrganization
    after: NamedOrganization
    fit_change: int


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two plans side by side: who gains a mentor from the first to the second, who loses one, who gets another."""

    before: RunView
    after: RunView
    gains: tuple[NamedOrganization, ...]
    loses: tuple[NamedOrganization, ...]
    moved: tuple[MoveView, ...]
    same: int
    joined: tuple[NamedOrganization, ...]
    left: tuple[NamedOrganization, ...]


_NAMED = (  # made once: making it costs more than asking it
    select(Scenario.id, Scenario.name, Scenario.saved_at, Scenario.parameters, *RUN_COLUMNS)
    .join(Run, Run.id == Scenario.run_id)
    .where(Scenario.round_id == bindparam("round", type_=Uuid))
    .order_by(Scenario.saved_at, Scenario.id)
)


def scenarios(actor: Actor, round_id: UUID) -> tuple[ScenarioView, ...]:
    """The round's named plans, the oldest first. Two statements. Raises NotFound."""
    row = get_round(actor, round_id)
    found = [(*each[:4], RunRow(*each[4:])) for each in rows(_NAMED, {"round": round_id})]
    return tuple(
        ScenarioView(
            scenario_id,
            name,
            saved_at,
            view_of(run, run.id == row.current_run_id and run.round_version == row.version),
            from_plain(parameters),
            run.id == row.current_run_id,
        )
        for scenario_id, name, saved_at, parameters, run in found
    )


def comparison(actor: Actor, round_id: UUID, before_id: UUID, after_id: UUID) -> ComparisonView:
    """Two runs of the round, by their ids. Three statements. Raises NotFound for a run of another round."""
    row = get_round(actor, round_id)
    asked = select(Run).where(Run.round_id == round_id, Run.id.in_((before_id, after_id))).options(undefer(Run.plan))
    runs = {run.id: run for run in db.session.scalars(asked)}
    if before_id not in runs or after_id not in runs:
        raise NotFound(str(before_id))
    found = compare(plan_of(runs[before_id].plan), plan_of(runs[after_id].plan))
    ids = {*found.gains, *found.loses, *found.joined, *found.left}
    ids |= {each for move in found.moved for each in (move.mentee_id, move.before, move.after)}
    names = names_of({UUID(each) for each in ids})

    def named(organization_id: str) -> NamedOrganization:
        return NamedOrganization(UUID(organization_id), names.get(organization_id, ""))

    return ComparisonView(
        before=view_of(runs[before_id], before_id == row.current_run_id),
        after=view_of(runs[after_id], after_id == row.current_run_id),
        gains=tuple(map(named, found.gains)),
        loses=tuple(map(named, found.loses)),
        moved=tuple(
            MoveView(named(each.mentee_id), named(each.before), named(each.after), each.fit_change) for each in found.moved
        ),
        same=len(found.same),
        joined=tuple(map(named, found.joined)),
        left=tuple(map(named, found.left)),
    )
