"""A shelf for tests of the search: things in spaces, which who may enter the space sees, whatever the index says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, select

from network.kernel.actor import SYSTEM, Actor
from network.kernel.indexed import Indexed
from network.kernel.searching import Card, Mark, SearchSource
from network.kernel.words import words
from network.search import jobs
from network.search.queries import Found, Narrowed, find, synonyms
from network.search.rules.asking import read
from network.spaces.models import Space, SpaceAccess
from network.storage.db import db

BEGAN = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass
class Shelf:
    """Things by id. Each has its row in the database, a space of its own, to which organizations have access or not."""

    things: dict[UUID, Indexed] = field(default_factory=dict)
    changed_at: dict[UUID, datetime] = field(default_factory=dict)
    reads: int = 0

    def put(self, title: str = "Minutes", *, seen_by: Sequence[UUID] = (), **more: Any) -> UUID:
        """A thing that members of these organizations see."""
        key = more.pop("id", None) or uuid4()
        at = BEGAN + timedelta(minutes=len(self.things))
        db.session.add(Space(id=key, kind="thing", opened_at=at))
        db.session.flush()
        db.session.add_all(SpaceAccess(space_id=key, organization_id=each) for each in seen_by)
        db.session.commit()
        self.things[key] = Indexed(**{"id": key, "title": title, "updated_at": at, "space_id": key, **more})
        self.changed_at[key] = at
        return key

    def change(self, key: UUID, **values: Any) -> None:
        """The thing has something else now."""
        self.things[key] = replace(self.things[key], **values)
        self.changed_at[key] = max(self.changed_at.values()) + timedelta(seconds=1)

    def take(self, key: UUID, organization_id: UUID) -> None:
        """Members of an organization see it no more; the index is not told."""
        mine = SpaceAccess.space_id == key, SpaceAccess.organization_id == organization_id
        db.session.execute(delete(SpaceAccess).where(*mine))
        db.session.commit()

    def drop(self, key: UUID) -> None:
        """The thing is gone; the index is not told."""
        del self.things[key], self.changed_at[key]
        db.session.execute(delete(SpaceAccess).where(SpaceAccess.space_id == key))
        db.session.execute(delete(Space).where(Space.id == key))
        db.session.commit()

    def changes(self, after: Mark | None, limit: int) -> Sequence[Mark]:
        marks = sorted(Mark(at, key) for key, at in self.changed_at.items())
        return [mark for mark in marks if after is None or mark > after][:limit]

    def read(self, ids: Sequence[UUID]) -> Sequence[Indexed]:
        self.reads += len(ids)
        return [self.things[key] for key in ids if key in self.things]

    def visible(self, actor: Actor) -> Select[Any]:
        mine = SpaceAccess.organization_id.in_(actor.organization_ids)
        return select(Space.id).where(Space.kind == "thing", Space.id.in_(select(SpaceAccess.space_id).where(mine)))

    def cards(self, actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Card]:
        seen = db.session.scalars(self.visible(actor).where(Space.id.in_(ids))).all()
        return {key: Card(title=self.things[key].title, endpoint="home.show", at=self.things[key].updated_at) for key in seen}

    def source(self, kind: str = "thing", *, is_reached: bool = False) -> SearchSource:
        """What the shelf offers to the search; `is_reached`: it says in which spaces somebody sees its things at all."""
        return SearchSource(
            kind=kind,
            label=words("Thing"),
            changes=(self.changes,),
            read=self.read,
            present=lambda: select(Space.id).where(Space.kind == "thing"),
            visible=self.visible,
            cards=self.cards,
            spaces=(lambda actor: frozenset(db.session.scalars(self.visible(actor)))) if is_reached else None,
        )


def index() -> None:
    """Take in what changed, as the clock does."""
    jobs.keep_index(SYSTEM)
    db.session.commit()


def found(actor: Actor, text: str, narrowed: Narrowed | None = None, **more: Any) -> Found:
    """What a question finds."""
    return find(actor, synonyms().asked(read(text)).terms, narrowed or Narrowed(), **more)


def ids_of(actor: Actor, text: str, narrowed: Narrowed | None = None) -> list[UUID]:
    """The things that a question finds, best first."""
    return [hit.thing_id for hit in found(actor, text, narrowed).page.items]
