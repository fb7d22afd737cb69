"""What the index does not know yet: things that changed, things that are gone, made ready before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from network.kernel.searching import Indexed, Mark, SearchSource
from network.search.models import SearchEntry, SearchMark
from network.search.rules.analysis import Analysed, analyse, digest_of
from network.search.rules.numbers import hint_of, number_of
from network.storage.db import db

BATCH = 100
MARGIN = timedelta(minutes=1)
"""So far back a run looks again: what was changed before, and written after others, has not been seen yet."""
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Ready:
    """A thing, made ready to be written into the index under this number, or the next that is free."""

    id: UUID
    number: int
    digest: str
    analysed: Analysed


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be written, and how far the stream has then been taken in. `before` is how far it had been."""

    kind: str
    fresh: tuple[Ready, ...]
    gone: tuple[UUID, ...]
    stream: int | None = None
    before: Mark | None = None
    after: Mark | None = None

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to write at all."""
        is_on = self.after is None or (self.before is not None and self.after <= self.before)
        return is_on and not self.fresh and not self.gone


def where_to_begin(source: SearchSource, stream: int) -> tuple[Mark | None, Mark | None]:
    """How far a stream has been taken in, and the mark from which on it is looked at again."""
    asked = select(SearchMark.at, SearchMark.thing_id).where(SearchMark.kind == source.kind, SearchMark.stream == stream)
    row = db.session.execute(asked).one_or_none()
    if row is None:
        return None, None
    return Mark(row[0], row[1]), Mark(row[0] - MARGIN, _FIRST)


def due(source: SearchSource, stream: int, begun: Mark | None, before: Mark | None) -> Batch | None:
    """What changed after `begun`, up to a batch; None where nothing did."""
    marks = source.changes[stream](begun, BATCH)
    if not marks:
        return None
    fresh, gone = _compared(source, tuple(dict.fromkeys(mark.id for mark in marks)))
    return Batch(source.kind, fresh, gone, stream, before, marks[-1])


def mending(source: SearchSource) -> Iterator[Batch]:
    """All things of a kind, batch by batch, as far as the index has them otherwise; what is in it and nowhere else is gone."""
    after = _FIRST
    (id,) = source.present().selected_columns
    while True:
        there = tuple(db.session.scalars(source.present().where(id > after).order_by(id).limit(BATCH)))
        is_last = len(there) < BATCH
        held = select(SearchEntry.thing_id).where(SearchEntry.kind == source.kind, SearchEntry.thing_id > after)
        within = held if is_last else held.where(SearchEntry.thing_id <= there[-1])
        strangers = tuple(set(db.session.scalars(within)) - set(there))
        fresh, gone = _compared(source, there)
        yield Batch(source.kind, fresh, (*gone, *strangers))
        if is_last:
            return
        after = there[-1]


def _compared(source: SearchSource, ids: Sequence[UUID]) -> tuple[tuple[Ready, ...], tuple[UUID, ...]]:
    """Which of these things the index has otherwise or not yet, and which it has that are no more."""
    asked = select(SearchEntry.thing_id, SearchEntry.digest).where(SearchEntry.kind == source.kind, SearchEntry.thing_id.in_(ids))
    known = dict(db.session.execute(asked).tuples().all()) if ids else {}
    things = source.read(ids) if ids else ()
    digests = {thing.id: digest_of(thing) for thing in things}
    fresh = (thing for thing in things if known.get(thing.id) != digests[thing.id])
    ready = tuple(Ready(thing.id, _number(source, thing), digests[thing.id], analyse(thing)) for thing in fresh)
    return ready, tuple(id for id in known if id not in digests)


def _number(source: SearchSource, thing: Indexed) -> int:
    hint = hint_of(source.kind, thing.space_id if source.spaces else None)
    return number_of(thing.updated_at, hint, thing.id)
