"""What can be done to prove oneself: with a passkey, with a code that holds once, and what either asks of the session."""

from uuid import UUID

from sqlalchemy import delete, func, select, update

from network.accounts import queries
from network.accounts.commands.apps import AppClock
from network.accounts.commands.sessions import renew_session
from network.accounts.events import FactorAdded, RecoveryCodeUsed, SessionProved
from network.accounts.models import AppCode, CodeSheet, Passkey, SheetCode, SignIn
from network.accounts.rules import Proof, codes, passkeys
from network.accounts.rules.passkeys import KnownPasskey
from network.journal.command import command, record, touch
from network.kernel import clock, tokens
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db


@touch
def make_challenge(sign_in_id: UUID, purpose: str) -> str:
    """What a passkey shall sign for this session and `purpose`, in place of what it was asked before."""
    challenge = tokens.new_token()
    live = (SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*live).values(challenge=f"{purpose}:{challenge}"))
    return challenge


@touch
def use_challenge(sign_in_id: UUID, purpose: str) -> str | None:
    """What the session waits for, used up by asking, whatever the answer is worth; None where it waits for nothing like this."""
    held = db.session.scalar(select(SignIn.challenge).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)))
    if not held:
        return None
    same = (SignIn.id == sign_in_id, SignIn.challenge == held)
    used = db.session.execute(update(SignIn).where(*same).values(challenge=None)).rowcount  # type: ignore[attr-defined]
    found, _, challenge = held.partition(":")
    return challenge if used and found == purpose else None


@command
def prove_by_passkey(actor: Actor, sign_in_id: UUID, known: KnownPasskey, count: int) -> str:
    """A passkey's answer held: keep its `count`, and give the session a new token. Of two answers at once, one holds."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    mine = (Passkey.id == known.id, Passkey.person_id == actor.person_id, Passkey.sign_count == known.sign_count)
    kept = {"sign_count": count, "used_at": clock.now()}
    if not db.session.execute(update(Passkey).where(*mine).values(**kept)).rowcount:  # type: ignore[attr-defined]
        raise passkeys.failed()
    record(actor, SessionProved(sign_in_id=sign_in_id, kind=Proof.PASSKEY))
    return renew_session(actor, sign_in_id, Proof.PASSKEY)


@command
def prove_by_code(actor: Actor, sign_in_id: UUID, typed: str, taken: frozenset[Proof]) -> str:
    """Use a code up, if it is of a kind that is `taken`; gives the session's new token. Raises `Invalid` for any other."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    code = codes.folded(typed)
    kind = codes.kind_of(code)
    is_right = kind in taken and (_is_app_code(actor, code) if kind is Proof.APP else _is_on_sheet(actor, kind, code))
    if not is_right:
        raise Invalid("code", words("This code doesn't hold. Each is good once. Nothing is locked: try the next one."))
    record(actor, SessionProved(sign_in_id=sign_in_id, kind=kind))
    return renew_session(actor, sign_in_id, kind)


def _is_app_code(actor: Actor, code: str) -> bool:
    mine = (AppCode.person_id == actor.person_id, AppCode.confirmed_at.is_not(None))
    row = db.session.scalar(select(AppCode).where(*mine).with_for_update())
    return row is not None and AppClock(row).take(code)


def _is_on_sheet(actor: Actor, kind: Proof, code: str) -> bool:
    """Use a code of a sheet up. The first of a new sheet makes it hers, and ends the one before."""
    mine = select(CodeSheet.id).where(CodeSheet.person_id == actor.person_id, CodeSheet.kind == kind)
    unused = (
        SheetCode.digest == queries.digest_of(actor.person_id, code),
        SheetCode.used_at.is_(None),
        SheetCode.sheet_id.in_(mine),
    )
    sheet_id = db.session.scalar(select(SheetCode.sheet_id).where(*unused))
    if sheet_id is None:
        return False
    if not db.session.execute(update(SheetCode).where(*unused).values(used_at=clock.now())).rowcount:  # type: ignore[attr-defined]
        return False
    _settle(actor, kind, sheet_id)
    return True


def _settle(actor: Actor, kind: Proof, sheet_id: UUID) -> None:
    """What follows from a code of this sheet."""
    if actor.person_id is None:
        return
    new = (CodeSheet.id == sheet_id, CodeSheet.confirmed_at.is_(None))
    if db.session.execute(update(CodeSheet).where(*new).values(confirmed_at=clock.now())).rowcount:  # type: ignore[attr-defined]
        others = (CodeSheet.person_id == actor.person_id, CodeSheet.kind == kind, CodeSheet.id != sheet_id)
        db.session.execute(delete(CodeSheet).where(*others))
        record(actor, FactorAdded(person_id=actor.person_id, kind=kind))
    if kind is Proof.RECOVERY:
        left = select(func.count()).select_from(SheetCode).where(SheetCode.sheet_id == sheet_id, SheetCode.used_at.is_(None))
        record(actor, RecoveryCodeUsed(person_id=actor.person_id, left=db.session.scalar(left) or 0))
