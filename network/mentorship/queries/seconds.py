"""The second mentors of a round's plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from network.kernel.actor import Actor
from network.kernel.words import Words, from_json
from network.mentorship.models import Round, RunEntry, RunSecond
from network.mentorship.queries.prices import PriceView, second_price_view
from network.mentorship.queries.rounds import RoundRow, get_round
from network.mentorship.queries.runs import (
    Mentee,
    MenteeHome,
    MenteeRegion,
    Mentor,
    MentorHome,
    MentorRegion,
    criteria_of,
    names_of,
    place_of,
    shown,
)
from network.mentorship.queries.shapes import ChoiceView, CriterionView
from network.organizations.queries.homes import PlaceView
from network.storage.db import db
from network.storage.reading import first


@dataclass(frozen=True, slots=True)
class SecondView:
    """A second mentor: how well it fits, and why; `for_members` is what both sides may read."""

    mentor: PlaceView
    fit: int
    km: int | None
    is_kept: bool
    is_locked: bool
    criteria: tuple[CriterionView, ...]
    for_members: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SecondMoves:
    """What else the second mentor of an organization could be: the price of forbidding it, and each other one with its price.

    `forbid` is None where it has none, or where it was decided on.
    """

    forbid: PriceView | None
    choices: tuple[ChoiceView, ...]


def second_moves(actor: Actor, round_id: UUID, mentee_id: UUID) -> SecondMoves | None:
    """None where the round looks for no second mentors. At most four statements. Raises NotFound."""
    row = get_round(actor, round_id)
    if not row.parameters.get("second_mentor"):
        return None
    mine = (RunSecond.run_id == row.current_run_id, RunSecond.mentee_id == mentee_id)
    second = first(select(RunSecond.mentor_id, RunSecond.reasons, RunSecond.choices).where(*mine))
    if second is None:
        entry = (RunEntry.run_id == row.current_run_id, RunEntry.mentee_id == mentee_id)
        reasons = db.session.scalar(select(RunEntry.reasons).where(*entry)) or {}
        now, forbid, choices = "", None, reasons.get("second", [])
    else:
        now, forbid, choices = str(second[0]), second[1].get("forbid"), second[2]
    others = [each for each in choices if each[0] != now]
    prices = [price for _mentor, _fit, price in others] + ([forbid] if forbid else [])
    ids = {each[0] for each in others} | {price[key] for price in prices for key in ("drops", "brings") if price[key]}
    names = names_of({UUID(each) for each in ids})
    found = (
        ChoiceView(UUID(mentor), names.get(mentor, ""), fit, second_price_view(price, names)) for mentor, fit, price in others
    )
    return SecondMoves(second_price_view(forbid, names) if forbid else None, tuple(found))


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
        second.is_locked,
        criteria_of(second.reasons),
        from_json(second.reasons["for_members"]),
    )
