"""All that is held about one person, asked of every room."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.kernel.holding import Held, Holder
from network.kernel.words import words
from network.policy import Permission, can
from network.privacy.models import Erasure
from network.storage.db import db

_HOLDERS: list[Holder] = []


def know(holders: Iterable[Holder]) -> None:
    """Take the rooms' answers: the assembly calls this once."""
    _HOLDERS[:] = holders


def holders() -> tuple[Holder, ...]:
    """The rooms that hold something."""
    return tuple(_HOLDERS)


def held_about_me(actor: Actor) -> tuple[Held, ...]:
    """What every room holds about whoever asks; what holds nothing is left out."""
    if actor.person_id is None or not can(actor, Permission.OWN_DATA_VIEW):
        return ()
    return tuple(held for holder in _HOLDERS for held in holder.holds(actor.person_id) if held.rows)


def own_erasure(person_id: UUID) -> Iterable[Held]:
    """What this room holds about a person: that she was erased."""
    rows = db.session.execute(select(Erasure.erased_at, Erasure.complete_at).where(Erasure.person_id == person_id)).tuples()
    yield Held(words("Your erasure"), (words("Asked"), words("Complete")), tuple(rows))
