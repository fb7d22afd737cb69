"""What coordinators decided about pairs of a round, and what an organization that was left out may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import aliased, undefer

from network.accounts.queries import names_of as names_of_people
from network.kernel.actor import Actor
from network.kernel.words import Words, from_json
from network.mentorship.models import Round, RoundChoice, RunEntry
from network.mentorship.queries.rounds import get_round
from network.mentorship.rules.lifecycle import ChoiceKind, RoundState
from network.organizations.models import Organization
from network.storage.db import db
from network.storage.reading import rows

Mentor, Mentee = aliased(Organization), aliased(Organization)


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision: what, about which pair, why, by whom and when. `is_second`: as the second mentor."""

    kind: ChoiceKind
    is_second: bool
    mentor_id: UUID
    mentor: str
    mentee_id: UUID
    mentee: str
    reason: str
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class LeftOutCard:
    """An organization of the reader's that has no mentor in a published round, in words that hide what must stay hidden."""

    organization_id: UUID
    name: str
    round_id: UUID
    says: tuple[Words, ...]


_DECIDED = (  # made once: making it costs more than asking it
    select(
        RoundChoice.kind,
        RoundChoice.is_second,
        RoundChoice.mentor_id,
        Mentor.name,
        RoundChoice.mentee_id,
        Mentee.name,
        RoundChoice.reason,
        RoundChoice.made_by_id,
        RoundChoice.made_at,
    )
    .join(Mentor, Mentor.id == RoundChoice.mentor_id)
    .join(Mentee, Mentee.id == RoundChoice.mentee_id)
    .where(RoundChoice.round_id == bindparam("round", type_=Uuid))
    .order_by(RoundChoice.kind, Mentee.folded, Mentor.folded, RoundChoice.id)
)


def decisions(actor: Actor, round_id: UUID) -> tuple[DecisionView, ...]:
    """The decisions that stand, by kind and mentee. At most three statements. Raises NotFound."""
    get_round(actor, round_id)
    found = rows(_DECIDED, {"round": round_id})
    people = names_of_people({by for *_, by, _at in found if by})
    return tuple(
        DecisionView(ChoiceKind(kind), second, mentor_id, mentor, mentee_id, mentee, reason, people.get(by, "") if by else "", at)
        for kind, second, mentor_id, mentor, mentee_id, mentee, reason, by, at in found
    )


def left_out_of(actor: Actor) -> tuple[LeftOutCard, ...]:
    """The reader's organizations that still want a mentor and have none in a round whose answers are coming in. One statement."""
    mine = tuple(actor.organization_ids)
    if not mine:
        return ()
    told = (RoundState.PUBLISHED, RoundState.CONFIRMING)
    asked = (
        select(RunEntry, Organization.name, Round.id)
        .join(Round, Round.current_run_id == RunEntry.run_id)
        .join(Organization, Organization.id == RunEntry.mentee_id)
        .where(
            RunEntry.mentee_id.in_(mine), RunEntry.mentor_id.is_(None), Round.state.in_(told), Organization.wants_mentor.is_(True)
        )
        .options(undefer(RunEntry.reasons))
        .order_by(Round.published_at.desc(), Organization.folded, Organization.id)
    )
    return tuple(
        LeftOutCard(entry.mentee_id, name, round_id, from_json(entry.reasons["for_members"]))
        for entry, name, round_id in db.session.execute(asked).tuples()
    )
