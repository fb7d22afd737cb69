"""The proposals of a round with both answers, for coordinators: a page of them, and how many stand where."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, Uuid, bindparam, func, select, tuple_

from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.mentorship.models import Proposal
from network.mentorship.queries.proposals import (
    Mentee,
    MenteeHome,
    MenteeRegion,
    Mentor,
    MentorHome,
    MentorRegion,
    ProposalLine,
    answers_to,
    joined_with_sides,
)
from network.mentorship.queries.rounds import get_round
from network.mentorship.rules.lifecycle import ProposalState
from network.organizations.queries.homes import WIDTH, place_at, place_columns
from network.pairings.rules.states import Side
from network.storage.reading import first, rows

PAGE = 25


@dataclass(frozen=True, slots=True)
class AnswersView:
    """A page of those in the state that was asked for; `counts` has all of the round."""

    page: Page[ProposalLine]
    counts: Mapping[ProposalState, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def has_reasons(self) -> bool:
        """Whether somebody on this page said why."""
        return any(given.reason for line in self.page.items for given in (line.from_mentor, line.from_mentee) if given)


_COUNTED = (  # made once, as all of these: making one costs more than asking it
    select(Proposal.state, func.count()).where(Proposal.round_id == bindparam("round", type_=Uuid)).group_by(Proposal.state)
)
_ORDER = (Proposal.tier, Proposal.fit, Proposal.id)
_MARK = select(*_ORDER).where(Proposal.round_id == bindparam("round", type_=Uuid), Proposal.id == bindparam("after", type_=Uuid))
_SHOWN = (
    Proposal.id,
    Proposal.is_second,
    Proposal.tier,
    Proposal.fit,
    Proposal.state,
    Proposal.published_at,
    *place_columns(Mentor, MentorHome, MentorRegion),
    *place_columns(Mentee, MenteeHome, MenteeRegion),
)
_MENTOR = len(_SHOWN) - 2 * WIDTH


def answers_in(actor: Actor, round_id: UUID, state: str = "", after: str = "") -> AnswersView:
    """A page of the round's proposals, the highest tier first, then the best fit. At most seven statements. Raises NotFound."""
    get_round(actor, round_id)
    values: dict[str, Any] = {"round": round_id, **({"state": state} if state else {})}
    mark = _mark(round_id, after)
    if mark:
        values |= dict(zip(("tier", "fit", "id"), mark, strict=True))
    found = rows(_asked(bool(state), bool(mark)), values)
    page = cut(found, PAGE, lambda row: str(row[0]), after=after if mark else None)
    return AnswersView(Page(_lines(page.items), page.older, page.newer), counts_in(actor, round_id))


def counts_in(actor: Actor, round_id: UUID) -> dict[ProposalState, int]:
    """How many of the round's proposals stand where. At most two statements. Raises NotFound."""
    get_round(actor, round_id)
    return {ProposalState(state): count for state, count in rows(_COUNTED, {"round": round_id})}


def _mark(round_id: UUID, after: str) -> tuple[Any, ...] | None:
    """Where the proposal with this key stands; None for no key, and for one that isn't of the round."""
    try:
        return first(_MARK, {"round": round_id, "after": UUID(after)}) if after else None
    except ValueError:
        return None


@cache
def _asked(has_state: bool, has_mark: bool) -> Select[Any]:
    asked = joined_with_sides(select(*_SHOWN)).where(Proposal.round_id == bindparam("round", type_=Uuid))
    if has_state:
        asked = asked.where(Proposal.state == bindparam("state"))
    if has_mark:
        marks = (bindparam("tier", type_=Integer), bindparam("fit", type_=Integer), bindparam("id", type_=Uuid))
        asked = asked.where(tuple_(*_ORDER) < tuple_(*marks))
    return asked.order_by(*(column.desc() for column in _ORDER)).limit(PAGE + 1)


def _lines(found: tuple[Any, ...]) -> tuple[ProposalLine, ...]:
    answers = answers_to(row[0] for row in found)
    return tuple(
        ProposalLine(
            id=proposal_id,
            mentor=place_at(row, _MENTOR),
            mentee=place_at(row, _MENTOR + WIDTH),
            is_second=is_second,
            tier=tier,
            fit=fit,
            state=ProposalState(state),
            published_at=published_at,
            from_mentor=answers.get(proposal_id, {}).get(Side.MENTOR),
            from_mentee=answers.get(proposal_id, {}).get(Side.MENTEE),
        )
        for row in found
        for proposal_id, is_second, tier, fit, state, published_at in (row[:_MENTOR],)
    )
