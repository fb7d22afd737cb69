"""What can be done with ways to take the second step: add a passkey, make sheets of codes, remove, reset."""

import secrets
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from network.accounts import queries, rules
from network.accounts.commands.sessions import end_sessions, renew_session
from network.accounts.events import CodesMade, FactorAdded, FactorRemoved, FactorsReset, PasskeyRenamed
from network.accounts.models import AppCode, CodeSheet, Passkey, Person, SheetCode
from network.accounts.rules import Proof, codes
from network.accounts.rules.passkeys import NewPasskey
from network.approvals.rules import About, Act
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db

SHEETS = {Proof.SHEET: (codes.SHEET_CODES, codes.SHEET_LENGTH), Proof.RECOVERY: (codes.RECOVERY_CODES, codes.RECOVERY_LENGTH)}
NO_PASSWORD = "-"  # noqa: S105  (no digest: nothing matches it)
STAYS = words("This is your only way to take the second step that counts for you. Add another one first.")


@command
def add_passkey(actor: Actor, sign_in_id: UUID, new: NewPasskey, name: str) -> str:
    """Keep a passkey under the name that its person gave it; her other sessions end. Gives the session's new token."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    if actor.person_id is None:
        raise NotFound("nobody")
    known = select(Passkey.id).where(Passkey.credential_id == new.credential_id)
    if db.session.scalar(known) is not None:
        raise Invalid("credential", words("This passkey is known already."))
    row = Passkey(
        id=uuid4(),
        person_id=actor.person_id,
        name=name,
        credential_id=new.credential_id,
        public_key=new.public_key,
        sign_count=new.sign_count,
        added_at=clock.now(),
    )
    db.session.add(row)
    end_sessions(actor.person_id, but=sign_in_id)
    record(actor, FactorAdded(person_id=actor.person_id, kind=Proof.PASSKEY))
    return renew_session(actor, sign_in_id, Proof.PASSKEY)


@command
def make_codes(actor: Actor, sign_in_id: UUID, kind: Proof) -> tuple[str, ...]:
    """Make codes and give them, this once. A new sheet counts from its first code on, recovery codes at once."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    if actor.person_id is None:
        raise NotFound("nobody")
    count, length = SHEETS[kind]
    old = delete(CodeSheet).where(CodeSheet.person_id == actor.person_id, CodeSheet.kind == kind)
    db.session.execute(old if kind is Proof.RECOVERY else old.where(CodeSheet.confirmed_at.is_(None)))
    now = clock.now()
    sheet = CodeSheet(
        id=uuid4(),
        person_id=actor.person_id,
        kind=kind,
        made_at=now,
        confirmed_at=now if kind is Proof.RECOVERY else None,
    )
    db.session.add(sheet)
    db.session.flush()
    made = tuple(codes.spelled(secrets.randbelow(len(codes.LETTERS)) for _ in range(length)) for _ in range(count))
    db.session.add_all(SheetCode(sheet_id=sheet.id, digest=queries.digest_of(actor.person_id, code)) for code in made)
    end_sessions(actor.person_id, but=sign_in_id)
    record(actor, CodesMade(person_id=actor.person_id, kind=kind))
    return made


@command
def rename_passkey(actor: Actor, passkey_id: UUID, name: str) -> None:
    """Call one of one's own passkeys something else. Raises `NotFound`."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    mine = (Passkey.id == passkey_id, Passkey.person_id == actor.person_id)
    if actor.person_id is None or not db.session.execute(update(Passkey).where(*mine).values(name=name)).rowcount:  # type: ignore[attr-defined]
        raise NotFound(str(passkey_id))
    record(actor, PasskeyRenamed(person_id=actor.person_id))


@command
def remove_passkey(actor: Actor, sign_in_id: UUID, passkey_id: UUID, *, passkey_needed: bool) -> None:
    """Forget one passkey. Raises `Conflict` when it is the last way that counts for her."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    row = db.session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == actor.person_id))
    if row is None:
        raise NotFound(str(passkey_id))
    _let_go(actor, sign_in_id, Proof.PASSKEY, passkey_needed=passkey_needed)
    db.session.delete(row)


@command
def remove_codes(actor: Actor, sign_in_id: UUID, kind: Proof, *, passkey_needed: bool) -> None:
    """Forget the app or the sheet. Raises `Conflict` when it is the last way that counts for her."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    if not queries.held_factors(actor)[kind]:
        raise NotFound(kind)
    _let_go(actor, sign_in_id, kind, passkey_needed=passkey_needed)
    if kind is Proof.APP:
        db.session.execute(delete(AppCode).where(AppCode.person_id == actor.person_id))
    else:
        db.session.execute(delete(CodeSheet).where(CodeSheet.person_id == actor.person_id, CodeSheet.kind == kind))


def _let_go(actor: Actor, sign_in_id: UUID, kind: Proof, *, passkey_needed: bool) -> None:
    if actor.person_id is None or not rules.may_remove(kind, queries.held_factors(actor), passkey_needed=passkey_needed):
        raise Conflict(STAYS)
    end_sessions(actor.person_id, but=sign_in_id)
    record(actor, FactorRemoved(person_id=actor.person_id, kind=kind))


@command
def reset_factors(actor: Actor, person_id: UUID) -> None:
    """Take all second steps of somebody away who lost them, and end her sessions. Her password ends too: else it would be enough.

    She comes back by the way for a lost password, which asks for more than a caller's word, and sets up both anew.
    """
    authorize(actor, Permission.FACTORS_RESET)
    db.session.execute(update(Person).where(Person.id == person_id).values(password_hash=NO_PASSWORD))
    for table in (Passkey, AppCode, CodeSheet):
        db.session.execute(delete(table).where(table.person_id == person_id))
    end_sessions(person_id)
    record(actor, FactorsReset(person_id=person_id))


def _reset(actor: Actor, about: About) -> None:
    reset_factors(actor, UUID(about["person_id"]))


# Two people take lost second steps away. For who reads sealed reports no wait stands for the second person.
FACTOR_ACTS = (
    Act(rules.RESET_FACTORS, Permission.FACTORS_RESET_ASK, _reset, queries.administrators, queries.said_reset),
    Act(
        rules.RESET_MODERATORS_FACTORS,
        Permission.MODERATORS_FACTORS_RESET_ASK,
        _reset,
        queries.administrators_and_moderators,
        queries.said_reset,
        may_wait=False,
    ),
)
