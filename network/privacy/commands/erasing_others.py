"""Erasing somebody who can't sign in to ask for it herself: two administrators, after she was told."""

from datetime import datetime
from uuid import UUID

from network.accounts import queries as account_queries
from network.approvals.commands import ask
from network.approvals.queries import is_asked_about
from network.approvals.rules import About, Act
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.policy import Permission, authorize
from network.privacy.commands.erasing import erase_person
from network.privacy.events import ErasureAsked
from network.privacy.queries.erasures import said_erasure
from network.privacy.rules.erasing import ERASE_PERSON, NOT_BEFORE, may_be_approved


@command
def ask_to_erase(actor: Actor, person_id: UUID, reason: str) -> UUID:
    """Ask a second administrator, and let her be told. Gives the approval's id. Raises `Conflict`, and `NotFound` for nobody."""
    authorize(actor, Permission.PERSON_ERASE_ASK)
    if person_id == actor.person_id:
        raise Conflict(words("This is your own account. Erase it under Your data."))
    account_queries.person(actor, person_id)
    _insist_no_administrator(person_id)
    if is_asked_about(ERASE_PERSON, person_id):
        raise Conflict(words("This has been asked for already, and waits for an answer."))
    about = {"person_id": str(person_id), "told_at": clock.now().isoformat()}
    approval_id = ask(actor, ERASE_PERSON, about, reason)
    record(actor, ErasureAsked(person_id=person_id, approval_id=approval_id))
    return approval_id


def _erase(actor: Actor, about: About) -> None:
    person_id, told_at = UUID(about["person_id"]), datetime.fromisoformat(about["told_at"])
    if not may_be_approved(told_at, clock.now()):
        raise Conflict(words("She was told and may still say no. Approve it when %(num)s days are over.", num=NOT_BEFORE.days))
    if account_queries.has_signed_in_since(person_id, told_at):
        raise Conflict(words("She has signed in since she was told. Refuse this: she can erase her account herself."))
    _insist_no_administrator(person_id)
    erase_person(actor, person_id)


def _insist_no_administrator(person_id: UUID) -> None:
    if Role.ADMINISTRATOR in {role for role, _ in account_queries.roles_of(person_id)}:
        raise Conflict(words("She is an administrator. Take that role away first."))


# It can't be undone: no wait stands for the second person.
ERASING_ACTS = (
    Act(ERASE_PERSON, Permission.PERSON_ERASE_ASK, _erase, account_queries.administrators, said_erasure, may_wait=False),
)
