"""Keeping the field's words for the same things."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.search.events import SynonymsAdded, SynonymsChanged, SynonymsLoaded, SynonymsRemoved
from network.search.models import Synonym, SynonymGroup
from network.search.rules.synonyms import MOST_GROUPS, checked, folded
from network.storage.db import db


@command
def load_synonyms(actor: Actor, groups: Sequence[Sequence[str]]) -> None:
    """Write the groups that come in the box, if there are none yet: what somebody took away does not come back."""
    authorize(actor, Permission.SYNONYMS_KEEP)
    is_new = db.session.scalar(select(SynonymGroup.id).limit(1)) is None
    for group in groups if is_new else ():
        _write(_new_group(), checked(group))
    record(actor, SynonymsLoaded(count=len(groups) if is_new else 0))


@command
def add_synonyms(actor: Actor, texts: Sequence[str]) -> UUID:
    """Add a group. Raises `Invalid` where one of its words is in another."""
    authorize(actor, Permission.SYNONYMS_KEEP)
    if (db.session.scalar(select(func.count()).select_from(SynonymGroup)) or 0) >= MOST_GROUPS:
        raise Invalid("words", words("There are %(most)s groups already. Take one away first.", most=MOST_GROUPS))
    kept = checked(texts)
    group_id = _new_group()
    _write(group_id, kept)
    record(actor, SynonymsAdded(synonyms_id=group_id, count=len(kept)))
    return group_id


@command
def change_synonyms(actor: Actor, group_id: UUID, texts: Sequence[str], version: int) -> None:
    """Give a group that was read at `version` other words. Raises `Conflict` when somebody else changed it meanwhile."""
    authorize(actor, Permission.SYNONYMS_KEEP)
    row = _held(group_id)
    if row.version != version:
        raise Conflict(words("Somebody else changed these words meanwhile. Load the page again: what you typed is below."))
    kept = checked(texts)
    row.version += 1
    db.session.execute(delete(Synonym).where(Synonym.group_id == group_id))
    _write(group_id, kept)
    record(actor, SynonymsChanged(synonyms_id=group_id, count=len(kept)))


@command
def remove_synonyms(actor: Actor, group_id: UUID) -> None:
    """Take a group away."""
    authorize(actor, Permission.SYNONYMS_KEEP)
    row = _held(group_id)
    db.session.execute(delete(Synonym).where(Synonym.group_id == group_id))
    db.session.delete(row)
    record(actor, SynonymsRemoved(synonyms_id=group_id))


def _held(group_id: UUID) -> SynonymGroup:
    row = db.session.scalar(select(SynonymGroup).where(SynonymGroup.id == group_id).with_for_update())
    if row is None:
        raise NotFound(str(group_id))
    return row


def _new_group() -> UUID:
    row = SynonymGroup(id=uuid4(), version=1, made_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row.id


def _write(group_id: UUID, texts: Sequence[str]) -> None:
    """Write a group's words, which must be in no other group; of two who add the same at once the second is told."""
    keys = [folded(text) for text in texts]
    other = db.session.scalar(select(Synonym.text).where(Synonym.folded.in_(keys)).limit(1))
    if other is not None:
        raise Invalid("words", words("“%(text)s” is in another group already.", text=other))
    rows = [
        {"folded": key, "group_id": group_id, "text": text, "position": place}
        for place, (key, text) in enumerate(zip(keys, texts, strict=True))
    ]
    try:
        db.session.execute(insert(Synonym), rows)
    except IntegrityError:
        raise Invalid("words", words("One of these words is in another group already. Load the page again.")) from None
