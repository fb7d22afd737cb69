"""Which rounds there are."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, false, func, select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.mentorship.models import Proposal, Round, RoundChoice, Run
from network.mentorship.rules.lifecycle import ProposalState, RoundState
from network.mentorship.rules.parameters import Parameters, from_plain
from network.policy import Permission, can
from network.storage.db import db
from network.storage.reading import first, once, rows


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as pages show it."""

    id: UUID
    title: str
    as_of: date
    state: RoundState
    parameters: Parameters
    version: int
    run_id: UUID | None
    opened_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list of rounds. Counts are of its plan, None before any."""

    id: UUID
    title: str
    as_of: date
    state: RoundState
    served: int | None
    unserved: int | None
    accepted: int
    open: int


class RoundRow(NamedTuple):
    """A round as pages' questions begin with it: plain columns, which cost a fraction of a row that could be changed."""

    id: UUID
    title: str
    as_of: date
    state: str
    parameters: Any
    version: int
    current_run_id: UUID | None
    opened_at: datetime
    published_at: datetime | None


# The two scopes are made once, so that what is built on them can be made once too.
_ALL = select(Round)
_NONE = _ALL.where(false())


def visible_to(actor: Actor) -> Select[tuple[Round]]:
    """Rounds are for coordinators only."""
    return _ALL if can(actor, Permission.ROUND_MANAGE) else _NONE


def get_round(actor: Actor, round_id: UUID) -> RoundRow:
    """One round, read once a transaction however many of a page's questions begin here. Raises NotFound."""
    scope = visible_to(actor)
    found = once(("round", scope is _ALL, round_id), lambda: first(_one_of(scope), {"id": round_id}))
    if found is None:
        raise NotFound(str(round_id))
    return RoundRow(*found)


@cache
def _one_of(scope: Select[tuple[Round]]) -> Select[Any]:
    columns = [getattr(Round, name) for name in RoundRow._fields]
    return scope.with_only_columns(*columns).where(Round.id == bindparam("id", type_=Uuid))


def held_round(actor: Actor, round_id: UUID) -> Round:
    """One round, kept from every other writer until the transaction ends. Raises NotFound."""
    asked = visible_to(actor).where(Round.id == round_id).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(asked)
    if row is None:
        raise NotFound(str(round_id))
    return row


def round_of(actor: Actor, round_id: UUID) -> RoundView:
    """One round as pages show it. Raises NotFound."""
    return as_view(get_round(actor, round_id))


def as_view(row: Round | RoundRow) -> RoundView:
    """A row as a value."""
    return RoundView(
        row.id,
        row.title,
        row.as_of,
        RoundState(row.state),
        from_plain(row.parameters),
        row.version,
        row.current_run_id,
        row.opened_at,
        row.published_at,
    )


def rounds(actor: Actor) -> tuple[RoundLine, ...]:
    """All rounds, the newest first. One statement."""
    return tuple(
        RoundLine(
            round_id,
            title,
            as_of,
            RoundState(state),
            figures["served"] if figures else None,
            figures["unserved"] if figures else None,
            accepted,
            waiting,
        )
        for round_id, title, as_of, state, figures, accepted, waiting in rows(_lines_in(visible_to(actor)))
    )


@cache
def _lines_in(scope: Select[tuple[Round]]) -> Select[Any]:
    """The statement for the list, made once for each scope: making it costs more than asking it."""

    def counted(state: str) -> Select[tuple[int]]:
        return select(func.count()).where(Proposal.round_id == Round.id, Proposal.state == state)

    return (
        scope.with_only_columns(
            Round.id,
            Round.title,
            Round.as_of,
            Round.state,
            Run.figures,
            counted(ProposalState.ACCEPTED).scalar_subquery(),
            counted(ProposalState.PROPOSED).scalar_subquery(),
        )
        .outerjoin(Run, Run.id == Round.current_run_id)
        .order_by(Round.opened_at.desc(), Round.id)
    )


def choices_of(round_id: UUID) -> tuple[RoundChoice, ...]:
    """What coordinators decided about pairs, in a fixed order."""
    asked = select(RoundChoice).where(RoundChoice.round_id == round_id)
    return tuple(db.session.scalars(asked.order_by(RoundChoice.kind, RoundChoice.mentee_id, RoundChoice.mentor_id)))
