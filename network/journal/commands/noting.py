"""Noting what left nothing behind: a refusal, a try in vain, a look at what is delicate."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from network.journal.command import record, touch
from network.journal.events import NotedAgain
from network.journal.noting import Noted, hour_of, key_of
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.event import Event
from network.storage.columns import insert_of
from network.storage.db import db


@touch
def note(actor: Actor, event: Event) -> None:
    """Write down, in its own transaction, a fact that no command tells: the first of an hour as it is, the others as a count."""
    now = clock.now()
    key = key_of(actor.person_id, event, now)
    row = {
        "key": key,
        "event": event.name(),
        "actor_id": actor.person_id,
        "about_id": event.subject(),
        "hour_at": hour_of(now),
        "times": 1,
    }
    first = insert_of(db.engine.dialect.name)(Noted).values(row).on_conflict_do_nothing().returning(Noted.key)
    if db.session.scalar(first) is not None:
        record(actor, event)
    else:
        db.session.execute(update(Noted).where(Noted.key == key).values(times=Noted.times + 1))


@touch
def sum_up_noted() -> int:
    """Say of each hour that is over how often what was noted happened, if more than once. Gives how many hours were summed up."""
    over = (Noted.hour_at <= hour_of(clock.now()) - timedelta(hours=1),)
    rows = db.session.scalars(select(Noted).where(*over).order_by(Noted.hour_at, Noted.key).with_for_update()).all()
    for row in rows:
        if row.times > 1:
            again = NotedAgain(kind=row.event, about_id=row.about_id, times=row.times)
            record(Actor(person_id=row.actor_id), again)
    db.session.execute(delete(Noted).where(*over))
    return len(rows)
