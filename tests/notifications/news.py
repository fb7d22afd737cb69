"""Facts and announcers for tests: a fog that lifts, and who is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest

from network.journal import notices
from network.journal.command import record
from network.journal.models import JournalEntry
from network.journal.notices import Letter, Notice, Shown, Told
from network.kernel.actor import SYSTEM, Actor
from network.kernel.event import Event
from network.kernel.words import words
from network.storage.db import db
from network.storage.transaction import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class FogLifted(Event):
    """The fog lifted over somebody's fields."""

    person_ids: tuple[UUID, ...]
    hours: int = 0


LIFTED = "fog.lifted"


def of_the_fog(fact: FogLifted) -> Iterable[Notice | Letter]:
    for person_id in fact.person_ids:
        yield Notice(person_id, LIFTED, {"person": person_id}, is_urgent=fact.hours > 9)


def show_fog(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    return {each.id: Shown(words("The fog has lifted.")) for each in told if not actor.is_administrator}


@contextmanager
def announcing(patch: pytest.MonkeyPatch, announcer: notices.Announcer = of_the_fog) -> Iterator[None]:
    """While inside, this announcer is asked about the fog."""
    with patch.context() as here:
        here.setitem(notices.ANNOUNCERS, FogLifted, [announcer])
        here.setitem(notices.SHOWERS, LIFTED, show_fog)
        yield


def lift(*person_ids: UUID, hours: int = 0, actor: Actor = SYSTEM) -> int:
    """Let it happen; gives the entry's id."""
    with transaction():
        record(actor, FogLifted(person_ids=person_ids, hours=hours))
    entry_id = db.session.query(db.func.max(JournalEntry.id)).scalar()
    db.session.rollback()
    return int(entry_id)
