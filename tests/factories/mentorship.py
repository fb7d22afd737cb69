"""Rounds, plans and proposals for tests: a mentor in the valley, mentees far away."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from network.kernel import clock
from network.kernel.actor import Actor
from network.mentorship import commands, queries
from network.mentorship.commands import RoundDraft
from network.mentorship.models import Answer, Proposal, Run
from network.mentorship.rules.lifecycle import ProposalState
from network.pairings.models import Pairing
from network.pairings.rules.states import PairingState, Side
from network.storage.db import db
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator
from tests.factories.places import make_community

VALLEY, COAST, NORTH = (49.17, -121.95), (54.31, -130.32), (58.80, -122.70)
AS_OF = date(2026, 11, 22)


def make_mentor(name: str = "Mountain View Peer Support", capacity: int = 1, **more: Any) -> UUID:
    """An active organization with a sex work mandate in a large place, with places; teaches two topics."""
    community_id = more.pop("community_id", None) or make_community(
        f"Valley {uuid4().hex[:6]}", region="fraser", at=VALLEY, population=95_000
    )
    usual: dict[str, Any] = {
        "kind": "sex-worker-led",
        "mandate": "sex-work-specific",
        "teaches": ("outreach", "bad-date-sheets"),
        "free": ((0, 540, 720),),
    }
    return make_organization(name, capacity=capacity, community_id=community_id, **{**usual, **more})


def make_mentee(name: str = "Driftwood Transition House", **more: Any) -> UUID:
    """An active organization on the coast that waits for a mentor and wants a topic."""
    community_id = more.pop("community_id", None) or make_community(f"Coast {uuid4().hex[:6]}", at=COAST, population=900)
    usual: dict[str, Any] = {
        "wants_mentor": True,
        "waiting_since": date(2025, 3, 1),
        "wants": ("outreach",),
        "free": ((0, 540, 720),),
    }
    return make_organization(name, community_id=community_id, **{**usual, **more})


def open_round(actor: Actor | None = None, title: str = "Winter round") -> UUID:
    """A round of a fixed day."""
    return commands.open_round(actor or coordinator(), RoundDraft(title, AS_OF))


def match(round_id: UUID, actor: Actor | None = None) -> UUID:
    """Match as a page does: ask, solve in the child process, store."""
    who = actor or coordinator()
    return commands.store_run(who, round_id, queries.solve(queries.problem_for(who, round_id)))


@dataclass(frozen=True, slots=True)
class Offer:
    """A published proposal and its two sides."""

    round_id: UUID
    proposal_id: UUID
    mentor_id: UUID
    mentee_id: UUID


def make_proposal(mentor_id: UUID, mentee_id: UUID, round_id: UUID | None = None, **more: Any) -> Offer:
    """A proposal as publishing leaves it, without matching: for tests of what comes after."""
    round_id = round_id or open_round()
    run = Run(
        id=uuid4(),
        round_id=round_id,
        round_version=1,
        digest="-",
        problem="",
        plan="",
        choices=[],
        figures={"served": 1, "unserved": 0},
        rule_prices={},
        value="0",
        bound="0",
        seconds=0.1,
        made_at=clock.now(),
    )
    db.session.add(run)
    db.session.flush()
    values: dict[str, Any] = {"tier": 3, "fit": 700, "reasons": [], "published_at": clock.now(), "state": "proposed", **more}
    proposal = Proposal(id=uuid4(), round_id=round_id, run_id=run.id, mentor_id=mentor_id, mentee_id=mentee_id, **values)
    db.session.add(proposal)
    db.session.commit()
    return Offer(round_id, proposal.id, mentor_id, mentee_id)


def make_answer(proposal_id: UUID, side: Side, *, is_yes: bool = True, **more: Any) -> None:
    """A standing answer, without what follows from it."""
    db.session.add(Answer(proposal_id=proposal_id, side=side, is_yes=is_yes, answered_at=clock.now(), **more))
    db.session.commit()


def make_pairing(mentor_id: UUID, mentee_id: UUID, state: PairingState = PairingState.ACTIVE) -> UUID:
    """A pairing that runs, or ran."""
    row = Pairing(id=uuid4(), mentor_id=mentor_id, mentee_id=mentee_id, state=state, began_on=AS_OF)
    db.session.add(row)
    db.session.commit()
    return row.id


def state_of(proposal_id: UUID) -> ProposalState:
    """Where a proposal stands in the database."""
    db.session.rollback()
    return ProposalState(db.session.get_one(Proposal, proposal_id).state)
