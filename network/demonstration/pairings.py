"""Pairings that ran before anybody tried the demonstration out: some go well, some need somebody to look."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.folding import fold
from network.organizations.models import Organization
from network.pairings.commands import PairingDraft, SessionDraft, begin_pairing, log_session
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class Held:
    """A session so many days ago, or before the pairing's last; `next_in` days from now they meet again."""

    days_ago: int
    how: str
    minutes: int
    topics: tuple[str, ...] = ()
    note: str = ""
    next_step: str = ""
    next_in: int | None = None
    km: int = 0


@dataclass(frozen=True, slots=True)
class Ran:
    """A pairing that began so many days ago."""

    mentor: str
    mentee: str
    days_ago: int
    held: tuple[Held, ...] = ()


FIRST = Held(150, "phone", 50, ("confidentiality-in-small-communities",), "Got to know each other.", "Send the intake rules")
PAIRS = (
    Ran("Juniper Safer Work Network", "Two Rivers Women's Centre", 160, (
        FIRST,
        Held(121, "video", 90, ("staff-and-board-training",), "Read the intake rules line by line.", "Write the guest rule anew"),
        Held(88, "visit", 300, ("safer-indoor-space-guest-policy",), "Walked through the house.", "Show it to the board", km=640),
        Held(52, "video", 75, ("staff-and-board-training",), "The board asked good questions.", "Plan the training day"),
        Held(17, "video", 90, ("staff-and-board-training",), "The training day is planned.", "Invite the night staff", 13),
    )),
    Ran("Hearth Outreach and Drop-in Society", "Driftwood Women's Centre", 190, (
        Held(170, "phone", 45), Held(131, "video", 60), Held(74, "video", 60),
    )),
    Ran("Larch Night Outreach Project", "Fireweed Stopping the Violence Counselling", 23),
    Ran("Two Rivers Night Outreach Project", "Lantern Women's Centre", 6),
    Ran("Salmonberry Peer Support Collective", "Skyline Safe Home Program", 95, (
        Held(80, "video", 60), Held(45, "phone", 40), Held(9, "video", 70),
    )),
    Ran("Sitka Outreach and Drop-in Society", "Raven's Rest Friendship Centre", 220, (
        Held(200, "visit", 240, km=90), Held(110, "phone", 30),
    )),
)  # fmt: skip


def run_pairs() -> None:
    """Begin them and log what was. A pair of which one isn't in the list is passed over."""
    known = dict(db.session.execute(select(Organization.folded, Organization.id)).tuples().all())
    for ran in PAIRS:
        mentor, mentee = known.get(fold(ran.mentor)), known.get(fold(ran.mentee))
        if mentor is not None and mentee is not None:
            run_pair(ran, mentor, mentee)


def run_pair(ran: Ran, mentor_id: UUID, mentee_id: UUID) -> None:
    """One of them."""
    today = clock.today()
    since = db.session.get_one(Organization, mentee_id).waiting_since
    began = today - timedelta(days=ran.days_ago)
    pairing_id = begin_pairing(
        coordinator(),
        PairingDraft(mentor_id, mentee_id, from_round="Spring round", waited_since=min(since or began, began), began_on=began),
    )
    for each in ran.held:
        log_session(coordinator(mentee_id), pairing_id, draft(each, today))


def draft(held: Held, today: date) -> SessionDraft:
    """As a form would send it."""
    return SessionDraft(
        held_on=today - timedelta(days=held.days_ago),
        how=held.how,
        minutes=held.minutes,
        topics=held.topics,
        note=held.note,
        next_step=held.next_step,
        next_on=today + timedelta(days=held.next_in) if held.next_in else None,
        travel_km=held.km,
        travel_minutes=held.km,
        is_another=True,
    )


def coordinator(*for_organizations: UUID) -> Actor:
    """The demonstration's coordinator; as a member of the mentee she writes for it."""
    person = db.session.scalars(select(Person.id).where(Person.email == "coordinator@demo.example")).one()
    return Actor(person_id=person, roles=frozenset({Role.COORDINATOR}), organization_ids=frozenset(for_organizations))
