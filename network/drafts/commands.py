"""Keeping what was typed, and throwing it away. Small marks: nothing happened in the network."""

from uuid import UUID, uuid4

from sqlalchemy import delete, select

from network.drafts import queries, rules
from network.drafts.models import Draft
from network.journal.command import touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.typed import Typed
from network.storage.db import db
from network.storage.secrets import Ring, seal


@touch
def keep(person_id: UUID, typed: Typed) -> bool:
    """Keep what somebody typed, in place of what she typed there before. False if there is nothing worth keeping."""
    if not rules.is_worth_keeping(typed):
        return False
    place = queries.place_of(typed)
    db.session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.place == place))
    others = select(Draft.id).where(Draft.person_id == person_id).order_by(Draft.kept_at.desc(), Draft.id)
    for too_many in db.session.scalars(others.offset(rules.MOST - 1)).all():
        db.session.execute(delete(Draft).where(Draft.id == too_many))
    key = uuid4()
    content = seal(Ring.ACCOUNTS, rules.spelled(typed), table="draft", column="content", row_id=key)
    db.session.add(Draft(id=key, person_id=person_id, place=place, content=content, kept_at=clock.now()))
    return True


@touch
def throw_away(actor: Actor, draft_id: UUID) -> None:
    """Keep one of one's own no longer. Raises `NotFound`."""
    mine = (Draft.id == draft_id, Draft.person_id == actor.person_id)
    if not db.session.execute(delete(Draft).where(*mine)).rowcount:  # type: ignore[attr-defined]
        raise NotFound(str(draft_id))


@touch
def forget_sent(actor: Actor, typed: Typed) -> None:
    """It was sent after all."""
    db.session.execute(delete(Draft).where(Draft.person_id == actor.person_id, Draft.place == queries.place_of(typed)))


@touch
def forget_old() -> None:
    """Forget what nobody came back for."""
    db.session.execute(delete(Draft).where(Draft.kept_at < clock.now() - rules.KEPT_FOR))
