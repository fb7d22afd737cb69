"""The second mentors of a round's plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from network.kernel.actor import Actor
from network.kernel.words import Words, from_json
from network.mentorship.models import Round, RunEntry, RunSecond
from network.mentorship.queries.rounds import RoundRow, get_round
from network.mentorship.queries.runs import (
    Mentee,
    MenteeHome,
    MenteeRegion,
    Mentor,
    MentorHome,
    MentorRegion,
    criteria_of,
    place_of,
    shown,
)
from network.mentorship.queries.shapes import CriterionView
from network.organizations.queries.homes import PlaceView
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class SecondView:
    """A second mentor: how well it fits, and why; `for_members` is what both sides may read."""

    mentor: PlaceView
    fit: int
    km: int | None
    is_kept: bool
    criteria: tuple[CriterionView, ...]
    for_members: tuple[Words, ...]


def seconds_alone(actor: Actor, round_id: UUID) -> tuple[tuple[PlaceView, SecondView], ...]:
    """Second mentors of those whose first is settled already, so that the plan has no line of theirs. Two statements."""
    row = get_round(actor, round_id)
    has_line = select(RunEntry.mentee_id).where(RunEntry.run_id == RunSecond.run_id, RunEntry.mentee_id == RunSecond.mentee_id)
    asked = (
        _with_mentor(row)
        .add_columns(Mentee, MenteeHome, MenteeRegion)
        .join(Mentee, Mentee.id == RunSecond.mentee_id)
        .join(MenteeHome, MenteeHome.id == Mentee.community_id)
        .join(MenteeRegion, MenteeRegion.code == MenteeHome.region_code)
        .where(~has_line.exists())
        .options(*shown(Mentee, MenteeHome))
        .order_by(Mentee.folded, Mentee.id)
    )
    found = db.session.execute(asked).all()
    return tuple((place_of(mentee, home, region.name), _view(*rest)) for *rest, mentee, home, region in found)


def seconds_of(actor: Actor, round_id: UUID, mentee_ids: Iterable[UUID]) -> dict[UUID, SecondView]:
    """The second mentors of these organizations in the round's plan, by mentee. Two statements. Raises NotFound."""
    asked = _with_mentor(get_round(actor, round_id)).where(RunSecond.mentee_id.in_(tuple(mentee_ids)))
    return {found[0].mentee_id: _view(*found) for found in db.session.execute(asked)}


def _with_mentor(row: Round | RoundRow) -> Select[Any]:
    return (
        select(RunSecond, Mentor, MentorHome, MentorRegion)
        .join(Mentor, Mentor.id == RunSecond.mentor_id)
        .join(MentorHome, MentorHome.id == Mentor.community_id)
        .join(MentorRegion, MentorRegion.code == MentorHome.region_code)
        .where(RunSecond.run_id == row.current_run_id)
        .options(*shown(Mentor, MentorHome))
    )


def _view(second: RunSecond, mentor: Any, home: Any, region: Any) -> SecondView:
    return SecondView(
        place_of(mentor, home, region.name),
        second.fit,
        second.km,
        second.is_kept,
        criteria_of(second.reasons),
        from_json(second.reasons["for_members"]),
    )
