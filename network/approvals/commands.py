"""Asking for a second word, and giving or refusing it."""

from uuid import UUID, uuid4

from sqlalchemy import or_, select, update

from network.approvals import queries, rules
from network.approvals.events import (
    ApprovalAsked,
    ApprovalGiven,
    ApprovalLapsed,
    ApprovalRefused,
    ApprovalTokenMade,
    ApprovalWithdrawn,
    WaitAnnounced,
)
from network.approvals.models import Approval
from network.approvals.rules import About, How, State
from network.journal.command import command, record, touch
from network.kernel import clock, tokens
from network.kernel.actor import SYSTEM, Actor
from network.kernel.refusals import Conflict, Denied, Invalid
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db

ANSWERED = words("Somebody has answered this meanwhile. Look at it again.")


@command
def ask(actor: Actor, code: str, about: About, reason: str) -> UUID:
    """Ask a second person for an act; gives the approval's id. Raises `Conflict` when the same is asked already."""
    act = queries.act(code)
    authorize(actor, act.right)
    if actor.person_id is None:
        raise Denied(act.right)
    same = select(Approval.about).where(Approval.act == code, Approval.state == State.WAITING)
    if any(each == dict(about) for each in db.session.scalars(same)):
        raise Conflict(words("This has been asked for already, and waits for an answer."))
    row = Approval(
        id=uuid4(),
        act=code,
        about=dict(about),
        reason=reason,
        asked_by_id=actor.person_id,
        asked_at=clock.now(),
        state=State.WAITING,
    )
    db.session.add(row)
    record(actor, ApprovalAsked(approval_id=row.id, act=code))
    return row.id


@command
def approve(actor: Actor, approval_id: UUID) -> None:
    """Be the second person: what was asked for is done now, or not at all."""
    row = queries.get(actor, approval_id)
    authorize(actor, queries.act(row.act).right)
    if not rules.is_second(row.asked_by_id, actor.person_id):
        raise Conflict(words("You asked for this yourself. Somebody else must approve it."))
    _decide(row, actor, State.APPROVED, how=How.PERSON)
    _do(row, actor, How.PERSON)


@command
def approve_by_token(actor: Actor, approval_id: UUID, token: str) -> None:
    """Let the operator's token be the second word, while fewer than two people could give one."""
    row = queries.get(actor, approval_id)
    authorize(actor, queries.act(row.act).right)
    held = rules.token_holds(clock.now(), row.token_made_at) and row.token_digest == tokens.digest(token.strip())
    if row.asked_by_id != actor.person_id or not queries.standing(row).needs_token() or not held:
        raise Invalid("token", words("This token doesn't hold. Ask whoever runs the server for a new one."))
    _decide(row, actor, State.APPROVED, how=How.TOKEN)
    _do(row, actor, How.TOKEN)


@command
def refuse(actor: Actor, approval_id: UUID, answer: str) -> None:
    """Say no, with a reason that who asked can read."""
    row = queries.get(actor, approval_id)
    authorize(actor, queries.act(row.act).right)
    if not rules.is_second(row.asked_by_id, actor.person_id):
        raise Conflict(words("You asked for this yourself. Take it back instead."))
    _decide(row, actor, State.REFUSED, answer=answer)
    record(actor, ApprovalRefused(approval_id=row.id, act=row.act))


@command
def withdraw(actor: Actor, approval_id: UUID) -> None:
    """Take back what one asked for, even when one could not ask for it any more."""
    row = queries.get(actor, approval_id)
    authorize(actor, Permission.APPROVAL_WITHDRAW, row)
    _decide(row, actor, State.WITHDRAWN)
    record(actor, ApprovalWithdrawn(approval_id=row.id, act=row.act))


@command
def announce_wait(actor: Actor, approval_id: UUID) -> None:
    """Unanswered for 72 hours: say to all who could approve that it will be done in seven days unless one of them refuses."""
    row = queries.get(actor, approval_id)
    authorize(actor, queries.act(row.act).right)
    if row.asked_by_id != actor.person_id or not queries.standing(row).may_be_announced(clock.now()):
        raise Conflict(words("This can't be announced now."))
    row.announced_at = clock.now()
    record(actor, WaitAnnounced(approval_id=row.id, act=row.act))


@command
def make_token(actor: Actor, approval_id: UUID) -> str:
    """Make the operator's token; gives it, and keeps only its digest. Raises `Conflict` when a person could approve."""
    row = queries.get(actor, approval_id)
    authorize(actor, Permission.APPROVAL_BY_OPERATOR)
    if not queries.standing(row).needs_token():
        raise Conflict(words("Somebody can approve this, or it is decided. No token is needed."))
    token = tokens.new_token()
    row.token_digest, row.token_made_at = tokens.digest(token), clock.now()
    record(actor, ApprovalTokenMade(approval_id=row.id, act=row.act))
    return token


@command
def pass_announced(actor: Actor, approval_id: UUID) -> None:
    """Do what was announced and waited for. Raises `Conflict` when the wait isn't over or somebody refused."""
    row = queries.get(actor, approval_id)
    authorize(actor, Permission.APPROVAL_BY_CLOCK)
    if not queries.standing(row).is_passed(clock.now()):
        raise Conflict(ANSWERED)
    _decide(row, actor, State.APPROVED, how=How.WAIT)
    _do(row, actor, How.WAIT)


@command
def lapse(actor: Actor, approval_id: UUID) -> None:
    """Close what nobody answered for a month."""
    row = queries.get(actor, approval_id)
    authorize(actor, Permission.APPROVAL_BY_CLOCK)
    if not queries.standing(row).is_lapsed(clock.now()):
        raise Conflict(ANSWERED)
    _decide(row, actor, State.LAPSED)
    record(actor, ApprovalLapsed(approval_id=row.id, act=row.act))


@touch
def forget_person(actor: Actor, person_id: UUID) -> None:
    """Close what waits of her or about her, and drop what was typed; that two agreed stays. Inside a command that says why."""
    is_hers = or_(Approval.asked_by_id == person_id, Approval.about["person_id"].as_string() == str(person_id))
    for row in db.session.scalars(select(Approval).where(is_hers)):
        row.reason = row.answer = ""
        if row.state == State.WAITING:
            row.state, row.decided_at, row.token_digest = State.WITHDRAWN, clock.now(), None
            record(actor, ApprovalWithdrawn(approval_id=row.id, act=row.act))


def _decide(row: Approval, actor: Actor, state: State, *, how: How | None = None, answer: str = "") -> None:
    """One of several answers at once wins; the others find it answered."""
    values = {
        "state": state,
        "how": how,
        "answer": answer,
        "decided_at": clock.now(),
        "decided_by_id": actor.person_id,
        "token_digest": None,
    }
    waiting = (Approval.id == row.id, Approval.state == State.WAITING)
    if not db.session.execute(update(Approval).where(*waiting).values(**values)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(ANSWERED)


def _do(row: Approval, actor: Actor, how: How) -> None:
    queries.act(row.act).do(SYSTEM, row.about)
    record(actor, ApprovalGiven(approval_id=row.id, act=row.act, how=how, asked_by_id=row.asked_by_id))
