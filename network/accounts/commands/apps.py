"""What can be done with an app that makes codes: begin, confirm by a first code, remove."""

from uuid import UUID, uuid4

import pyotp
from sqlalchemy import delete, select, update

from network.accounts.commands.sessions import end_sessions, renew_session
from network.accounts.events import FactorAdded
from network.accounts.models import AppCode
from network.accounts.rules import Proof, codes
from network.journal.command import command, record, touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.secrets import Ring, seal, unseal

SEALED = {"table": "app_code", "column": "seed"}


class AppClock:
    """The codes of one app, each of which is taken once."""

    def __init__(self, row: AppCode) -> None:
        self.row = row

    def take(self, code: str) -> bool:
        """Take a code, unless it or a later one was taken: of two who type it at once, one is right."""
        seed = unseal(Ring.ACCOUNTS, self.row.seed, row_id=self.row.id, **SEALED)
        step = codes.step_of(seed, code, clock.now(), self.row.last_step)
        if step is None:
            return False
        later = (AppCode.id == self.row.id, AppCode.last_step < step)
        return bool(db.session.execute(update(AppCode).where(*later).values(last_step=step)).rowcount)  # type: ignore[attr-defined]


@touch
def begin_app(person_id: UUID) -> None:
    """Make a seed for an app, sealed, in place of one that was never confirmed. It opens nothing yet."""
    db.session.execute(delete(AppCode).where(AppCode.person_id == person_id, AppCode.confirmed_at.is_(None)))
    key = uuid4()
    sealed = seal(Ring.ACCOUNTS, pyotp.random_base32(), row_id=key, **SEALED)
    db.session.add(AppCode(id=key, person_id=person_id, seed=sealed, added_at=clock.now()))


@command
def confirm_app(actor: Actor, sign_in_id: UUID, typed: str) -> str:
    """A first code shows that the app works: it counts from now on, in place of an older one. Gives the session's new token."""
    authorize(actor, Permission.ACCOUNT_KEEP)
    waiting = select(AppCode).where(AppCode.person_id == actor.person_id, AppCode.confirmed_at.is_(None))
    row = db.session.scalar(waiting.with_for_update())
    if row is None or actor.person_id is None:
        raise NotFound("app")
    code = codes.folded(typed)
    if codes.kind_of(code) is not Proof.APP or not AppClock(row).take(code):
        raise Invalid("code", words("This code doesn't hold. Type the one that the app shows now, all six digits."))
    db.session.execute(delete(AppCode).where(AppCode.person_id == actor.person_id, AppCode.id != row.id))
    row.confirmed_at = clock.now()
    end_sessions(actor.person_id, but=sign_in_id)
    record(actor, FactorAdded(person_id=actor.person_id, kind=Proof.APP))
    return renew_session(actor, sign_in_id, Proof.APP)
