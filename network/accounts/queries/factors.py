"""How somebody can take the second step, for herself only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select, union_all

from network.accounts.models import AppCode, CodeSheet, Passkey, SheetCode
from network.accounts.queries.people import names_of
from network.accounts.rules import Proof
from network.accounts.rules.passkeys import KnownPasskey
from network.approvals.rules import said_ago
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import Words, words
from network.storage.db import db
from network.storage.secrets import Ring, blind_index, unseal


@dataclass(frozen=True, slots=True)
class PasskeyLine:
    """One of somebody's passkeys, as her page shows it. `used` is None for one that was never used since."""

    id: UUID
    name: str
    added: Words
    used: Words | None


@dataclass(frozen=True, slots=True)
class OwnFactors:
    """All ways in which somebody can take the second step. `left`: unused codes of each kind of sheet that counts."""

    passkeys: tuple[PasskeyLine, ...]
    app_added: Words | None
    left: Mapping[Proof, int]


def held_factors(actor: Actor) -> dict[Proof, int]:
    """How many of each kind somebody has that count, in one statement."""
    parts = [
        _count(Proof.PASSKEY).where(Passkey.person_id == actor.person_id),
        _count(Proof.APP).where(AppCode.person_id == actor.person_id, AppCode.confirmed_at.is_not(None)),
        *(
            _count(kind).where(
                CodeSheet.person_id == actor.person_id, CodeSheet.kind == kind, CodeSheet.confirmed_at.is_not(None)
            )
            for kind in (Proof.SHEET, Proof.RECOVERY)
        ),
    ]
    return {Proof(kind): count for kind, count in db.session.execute(union_all(*parts)).tuples()}


def own_factors(actor: Actor, now: datetime) -> OwnFactors:
    """Everything her page says of them, in three statements."""
    rows = db.session.scalars(select(Passkey).where(Passkey.person_id == actor.person_id).order_by(Passkey.added_at, Passkey.id))
    lines = tuple(
        PasskeyLine(row.id, row.name, said_ago(now, row.added_at), said_ago(now, row.used_at) if row.used_at else None)
        for row in rows
    )
    confirmed = select(AppCode.confirmed_at).where(AppCode.person_id == actor.person_id, AppCode.confirmed_at.is_not(None))
    added_at = db.session.scalar(confirmed)
    return OwnFactors(lines, said_ago(now, added_at) if added_at else None, codes_left(actor))


def codes_left(actor: Actor) -> dict[Proof, int]:
    """How many codes are unused, by kind of sheet; no entry where she has none that counts."""
    asked = (
        select(CodeSheet.kind, func.count(SheetCode.id).filter(SheetCode.used_at.is_(None)))
        .join(SheetCode, SheetCode.sheet_id == CodeSheet.id)
        .where(CodeSheet.person_id == actor.person_id, CodeSheet.confirmed_at.is_not(None))
        .group_by(CodeSheet.kind)
    )
    return {Proof(kind): count for kind, count in db.session.execute(asked).tuples()}


def has_waiting_sheet(actor: Actor) -> bool:
    """Whether a new sheet waits for its first code."""
    waiting = (CodeSheet.person_id == actor.person_id, CodeSheet.kind == Proof.SHEET, CodeSheet.confirmed_at.is_(None))
    return db.session.scalar(select(CodeSheet.id).where(*waiting)) is not None


def waiting_seed(actor: Actor) -> str | None:
    """The seed of an app that waits for its first code, to be shown to its person only."""
    waiting = (AppCode.person_id == actor.person_id, AppCode.confirmed_at.is_(None))
    row = db.session.scalar(select(AppCode).where(*waiting))
    return unseal(Ring.ACCOUNTS, row.seed, table="app_code", column="seed", row_id=row.id) if row else None


def passkey_name(actor: Actor, passkey_id: UUID) -> str:
    """What she calls one of her passkeys. Raises `NotFound`."""
    asked = select(Passkey.name).where(Passkey.id == passkey_id, Passkey.person_id == actor.person_id)
    found = db.session.scalar(asked)
    if found is None:
        raise NotFound(str(passkey_id))
    return found


def credential_ids(actor: Actor) -> tuple[str, ...]:
    """What a browser needs to find her passkeys."""
    asked = select(Passkey.credential_id).where(Passkey.person_id == actor.person_id)
    return tuple(db.session.scalars(asked.order_by(Passkey.added_at, Passkey.id)))


def known_passkey(actor: Actor, credential_id: str) -> KnownPasskey | None:
    """One of her passkeys, as an answer is checked against it."""
    mine = (Passkey.person_id == actor.person_id, Passkey.credential_id == credential_id)
    row = db.session.scalar(select(Passkey).where(*mine))
    return KnownPasskey(row.id, row.public_key, row.sign_count) if row else None


def digest_of(person_id: UUID | None, code: str) -> str:
    """What is kept of a code: a keyed digest, bound to its person."""
    return blind_index(Ring.ACCOUNTS, f"{person_id}:{code}", domain="sheet_code")


def said_reset(about: Mapping[str, Any]) -> Words:
    """What two people agree on when somebody lost her second steps, in words."""
    person_id = UUID(about["person_id"])
    return words("New second step for %(name)s", name=names_of({person_id}).get(person_id, ""))


def _count(kind: Proof) -> Select[tuple[str, int]]:
    return select(literal(kind.value), func.count())
