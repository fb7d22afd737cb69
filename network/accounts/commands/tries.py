"""What is counted of tries to sign in, and which browsers are known."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select

from network.accounts import rules
from network.accounts.models import Device, SignInTry
from network.journal.command import touch
from network.kernel import clock, tokens
from network.storage.columns import insert_of
from network.storage.db import db


@touch
def take_turn(keys: Mapping[str, str]) -> timedelta:
    """Count a try to sign in by each kind of key before anything is hashed; gives the wait. Who must wait is not counted."""
    now = clock.now()
    rows = {kind: _counted(kind, key, now) for kind, key in sorted(keys.items())}
    waits = [rules.wait(rules.LIMITS[kind], row.count, row.last_at, now) for kind, row in rows.items()]
    if max(waits) > timedelta(0):
        return max(waits)
    for kind, row in rows.items():
        row.count = 1 if rules.is_rested(rules.LIMITS[kind], row.last_at, now) else row.count + 1
        row.last_at = now
    return timedelta(0)


@touch
def forget_tries(keys: Collection[str]) -> int:
    """This try was right: what was counted against these keys is forgotten. Gives how many were wrong before it."""
    counted = (SignInTry.key.in_(tuple(keys)),)
    most = db.session.scalar(select(func.max(SignInTry.count)).where(*counted)) or 1
    db.session.execute(delete(SignInTry).where(*counted))
    return most - 1


@touch
def know_device(person_id: UUID, before: str, token: str) -> bool:
    """Remember the browser that somebody has come in from, in place of its token of `before`; gives whether that was hers."""
    hers = (Device.token_digest == tokens.digest(before), Device.person_id == person_id)
    was_known = bool(db.session.execute(delete(Device).where(*hers)).rowcount)  # type: ignore[attr-defined]
    db.session.add(Device(token_digest=tokens.digest(token), person_id=person_id, seen_at=clock.now()))
    return was_known


@touch
def forget_old() -> None:
    """Forget tries of yesterday, and browsers that nobody came back with."""
    now = clock.now()
    db.session.execute(delete(SignInTry).where(SignInTry.last_at < now - rules.FORGOTTEN_AFTER))
    db.session.execute(delete(Device).where(Device.seen_at < now - rules.DEVICE_KNOWN_FOR))


def _counted(kind: str, key: str, now: datetime) -> SignInTry:
    """The row of a key, held until the transaction ends; of two who make it at once, one waits for the other."""
    asked = select(SignInTry).where(SignInTry.key == key).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(asked)
    if row is None:
        making = insert_of(db.engine.dialect.name)(SignInTry).values(key=key, kind=kind, count=0, last_at=now)
        db.session.execute(making.on_conflict_do_nothing())
        row = db.session.scalars(asked).one()
    return row
