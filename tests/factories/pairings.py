"""Pairings with some life in them, for tests."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from network.kernel import clock
from network.kernel.actor import Actor
from network.pairings.models import Agreement, AgreementSignature, MentoringSession, PairingCheck, PairingImport, SessionTopic
from network.pairings.rules.agreements import SECTIONS
from network.pairings.rules.states import PairingState, Side
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing
from tests.factories.people import coordinator, lead_of, liaison_of, member_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A pairing and its two sides."""

    id: UUID
    mentor_id: UUID
    mentee_id: UUID

    @property
    def mentor(self) -> Actor:
        return lead_of(self.mentor_id)

    @property
    def mentee(self) -> Actor:
        return lead_of(self.mentee_id)

    @property
    def member(self) -> Actor:
        return member_of(self.mentee_id)


def make_pair(state: PairingState = PairingState.ACTIVE, **more: str) -> Pair:
    """A mentor in the valley, a mentee on the coast, and their pairing."""
    mentor_id, mentee_id = make_mentor(more.get("mentor", "Juniper Peers")), make_mentee(more.get("mentee", "Wayside House"))
    return Pair(make_pairing(mentor_id, mentee_id, state), mentor_id, mentee_id)


def outsiders() -> list[Actor]:
    """Who sees a pairing and not its inside, and who sees nothing of it."""
    return [coordinator(), liaison_of("northwest"), liaison_of("fraser"), lead_of(make_mentee("A third")), Actor()]


def make_session(pairing_id: UUID, held_on: date | None = None, topics: tuple[str, ...] = (), **more: Any) -> UUID:
    """A session of an hour by video in a pairing's log."""
    usual: dict[str, Any] = {"how": "video", "minutes": 60, "logged_side": "mentee", "logged_at": clock.now()}
    row = MentoringSession(id=uuid4(), pairing_id=pairing_id, held_on=held_on or clock.today(), **{**usual, **more})
    db.session.add(row)
    db.session.flush()
    db.session.add_all(SessionTopic(session_id=row.id, code=code) for code in topics)
    db.session.commit()
    return row.id


def make_import(kind: str = "pairings", **more: Any) -> UUID:
    """A file of pairings or sessions that came in, of which no row is there any more."""
    row = PairingImport(id=uuid4(), kind=kind, **{"added": 1, "done_at": clock.now(), **more})
    db.session.add(row)
    db.session.commit()
    return row.id


def make_check(pairing_id: UUID, side: str, moment: str = "first", **more: Any) -> UUID:
    """A check that waits for a side."""
    row = PairingCheck(
        id=uuid4(), pairing_id=pairing_id, side=side, moment=moment, due_on=more.pop("due_on", clock.today()), **more
    )
    db.session.add(row)
    db.session.commit()
    return row.id


def make_agreement(pairing_id: UUID, *sides: Side, days_ago: int = 0, review_in: int = 300) -> UUID:
    """A first version of the agreement, written so many days ago and signed by these sides."""
    now = clock.now() - timedelta(days=days_ago)
    row = Agreement(
        id=uuid4(),
        pairing_id=pairing_id,
        version=1,
        texts=dict.fromkeys(SECTIONS, "As we said."),
        review_on=clock.today() + timedelta(days=review_in),
        written_at=now,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(AgreementSignature(agreement_id=row.id, side=side, signed_at=now) for side in sides)
    db.session.commit()
    return row.id
