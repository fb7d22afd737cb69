"""Asking both sides how it fits, and answering for one."""

from datetime import date
from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.pairings import queries
from network.pairings.events import CheckAnswered, CheckDue
from network.pairings.models import PairingCheck
from network.pairings.rules.checks import CheckAnswer, CheckMoment
from network.pairings.rules.states import Side
from network.policy import Permission, authorize
from network.storage.db import db


@command
def prepare_check(actor: Actor, pairing_id: UUID, moment: CheckMoment, due_on: date) -> None:
    """Ask both sides, once."""
    pairing = queries.get_for_change(actor, pairing_id)
    authorize(actor, Permission.CHECK_PREPARE)
    if queries.is_asked(pairing.id, moment):
        raise Conflict(words("Both sides are asked already."))
    db.session.add_all(
        PairingCheck(id=uuid4(), pairing_id=pairing.id, side=side, moment=moment, due_on=due_on, note="") for side in Side
    )
    record(actor, CheckDue(pairing_id=pairing.id, moment_code=moment))


@command
def answer_check(actor: Actor, pairing_id: UUID, check_id: UUID, answer: CheckAnswer, note: str) -> None:
    """Answer for one side. It stands."""
    queries.get_for_change(actor, pairing_id)
    check = queries.get_check(actor, pairing_id, check_id)
    authorize(actor, Permission.CHECK_ANSWER, queries.asked_of(check))
    if check.answer is not None:
        raise Conflict(words("Somebody of your organization has answered this already."))
    check.answer, check.note = answer, note
    check.answered_at, check.answered_by_id = clock.now(), actor.person_id
    record(actor, CheckAnswered(pairing_id=pairing_id, check_id=check.id))
