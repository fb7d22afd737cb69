"""A forgotten password: a link by mail or on paper, and the new password. Nobody ever sets one for somebody else."""

from uuid import UUID, uuid4

from sqlalchemy import update

from network.accounts import queries
from network.accounts.commands.links import end_links, mint_link
from network.accounts.commands.sessions import end_sessions
from network.accounts.events import PasswordRecovered, RecoverySheetMade, RecoverySheetPrinted, RecoveryStarted
from network.accounts.models import AccountLink, Person
from network.accounts.rules.links import RECOVERY_SHEET, Purpose
from network.approvals.rules import About, Act
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.policy import Permission, authorize
from network.storage.db import db


@command
def start_recovery(actor: Actor, person_id: UUID) -> None:
    """Send somebody a link with which she sets a new password. Earlier ones hold on, so that asking ends nobody's link."""
    authorize(actor, Permission.RECOVERY_START)
    _insist_known(person_id)
    row = AccountLink(id=uuid4(), person_id=person_id, purpose=Purpose.RECOVERY, made_at=clock.now(), made_by_id=actor.person_id)
    db.session.add(row)
    record(actor, RecoveryStarted(person_id=person_id, link_id=row.id))


@command
def make_recovery_sheet(actor: Actor, person_id: UUID, printer_id: UUID) -> None:
    """Let somebody print such a link for a person without mail: what two people agreed on. It is made when it is printed."""
    authorize(actor, Permission.RECOVERY_SHEET_MAKE)
    _insist_known(person_id)
    row = AccountLink(id=uuid4(), person_id=person_id, purpose=Purpose.SHEET, made_at=clock.now(), made_by_id=printer_id)
    db.session.add(row)
    record(actor, RecoverySheetMade(person_id=person_id, link_id=row.id))


@command
def print_recovery_sheet(actor: Actor, person_id: UUID) -> str:
    """The token for the sheet, given once. Raises `NotFound` for whoever didn't ask for it, and once it was printed."""
    authorize(actor, Permission.RECOVERY_SHEET_ASK)
    link_id = queries.sheet_to_print(person_id, actor.person_id)
    token = mint_link(link_id, Purpose.SHEET) if link_id is not None else None
    if link_id is None or token is None:
        raise NotFound(str(person_id))
    record(actor, RecoverySheetPrinted(person_id=person_id, link_id=link_id))
    return token


@command
def recover(actor: Actor, token: str, password_hash: str) -> UUID:
    """Set a new password by a link. Her sessions and links end; she is not signed in. Raises `NotFound` for any other token."""
    authorize(actor, Permission.RECOVERY_USE)
    now = clock.now()
    link = queries.open_link(token, now, Purpose.RECOVERY, Purpose.SHEET)
    if link is None:
        raise NotFound("link")
    unused = (AccountLink.id == link.id, AccountLink.ended_at.is_(None))
    if not db.session.execute(update(AccountLink).where(*unused).values(ended_at=now)).rowcount:  # type: ignore[attr-defined]
        raise NotFound("link")
    db.session.execute(update(Person).where(Person.id == link.person_id).values(password_hash=password_hash))
    end_links(link.person_id)
    end_sessions(link.person_id)
    record(Actor(person_id=link.person_id), PasswordRecovered(person_id=link.person_id))
    return link.person_id


def _insist_known(person_id: UUID) -> None:
    row = db.session.get(Person, person_id)
    if row is None or row.is_suspended:
        raise NotFound(str(person_id))


def _make_sheet(actor: Actor, about: About) -> None:
    make_recovery_sheet(actor, UUID(about["person_id"]), UUID(about["printer_id"]))


# No wait stands for the second person: one administrator alone shall not be able to enter somebody's account.
RECOVERY_ACTS = (
    Act(
        RECOVERY_SHEET,
        Permission.RECOVERY_SHEET_ASK,
        _make_sheet,
        queries.administrators,
        queries.said_sheet,
        may_wait=False,
    ),
)
