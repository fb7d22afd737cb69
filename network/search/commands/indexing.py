"""Writing the index: batches that were made ready, and throwing it away to make it anew."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import bindparam, column, delete, func, insert, select, table, text, update

from network.journal.command import command, record, touch
from network.kernel.actor import Actor
from network.policy import Permission, authorize
from network.search.events import IndexEmptied
from network.search.models import COLUMNS, SearchEntry, SearchMark, make_words
from network.search.queries.catching_up import Batch, Ready
from network.search.rules.numbers import following
from network.storage.db import db

_WORDS = table("search_words", column("rowid"), *(column(name) for name in COLUMNS))
_WRITE = insert(_WORDS)
_ERASE = delete(_WORDS).where(_WORDS.c.rowid == bindparam("number"))


@touch
def take_in(batch: Batch) -> bool:
    """Write a batch. False, and nothing is written, where somebody else has taken the stream on meanwhile."""
    # Who else writes things of this kind waits: two that write the same would be in each other's way.
    db.session.execute(select(SearchMark.at).where(SearchMark.kind == batch.kind).with_for_update()).all()
    if batch.after is not None and not _moves(batch):
        return False
    _erase(batch.kind, [*batch.gone, *(each.id for each in batch.fresh)])
    if batch.fresh:
        _write(batch.kind, batch.fresh)
    return True


@command
def empty_index(actor: Actor) -> None:
    """Throw the whole index away. Nothing is found until it is made anew."""
    authorize(actor, Permission.SEARCH_KEEP)
    count = db.session.scalar(select(func.count()).select_from(SearchEntry)) or 0
    if db.engine.dialect.name == "sqlite":
        connection = db.session.connection()
        connection.execute(text("drop table search_words"))
        make_words(connection)
    db.session.execute(delete(SearchEntry))
    db.session.execute(delete(SearchMark))
    record(actor, IndexEmptied(count=count))


def _moves(batch: Batch) -> bool:
    """Move the stream's mark, if it is still where it was when the batch was begun."""
    before, after = batch.before, batch.after
    if after is None or (before is not None and after <= before):
        return True
    mine = (SearchMark.kind == batch.kind, SearchMark.stream == batch.stream)
    if before is None:
        if db.session.execute(select(SearchMark.at).where(*mine)).one_or_none() is not None:
            return False
        db.session.execute(insert(SearchMark).values(kind=batch.kind, stream=batch.stream, at=after.at, thing_id=after.id))
        return True
    held = update(SearchMark).where(*mine, SearchMark.at == before.at, SearchMark.thing_id == before.id)
    moved = db.session.execute(held.values(at=after.at, thing_id=after.id).execution_options(synchronize_session=False))
    return bool(moved.rowcount)  # type: ignore[attr-defined]


def _erase(kind: str, ids: Collection[UUID]) -> None:
    if not ids:
        return
    held = SearchEntry.kind == kind, SearchEntry.thing_id.in_(ids)
    numbers = db.session.scalars(select(SearchEntry.id).where(*held)).all()
    if numbers and db.engine.dialect.name == "sqlite":
        db.session.execute(_ERASE, [{"number": number} for number in numbers])
    db.session.execute(delete(SearchEntry).where(*held).execution_options(synchronize_session=False))


def _write(kind: str, fresh: Iterable[Ready]) -> None:
    numbered = _numbered(fresh)
    is_sqlite = db.engine.dialect.name == "sqlite"
    entries = [
        {"id": number, "kind": kind, "thing_id": each.id, "digest": each.digest,
         "words": None if is_sqlite else each.analysed.vector()}
        for number, each in numbered.items()
    ]  # fmt: skip
    db.session.execute(insert(SearchEntry), entries)
    if is_sqlite:
        written = [
            {"rowid": number, **dict(zip(COLUMNS, each.analysed.columns(), strict=True))} for number, each in numbered.items()
        ]
        db.session.execute(_WRITE, written)


def _numbered(fresh: Iterable[Ready]) -> dict[int, Ready]:
    """Each under its number; the same thing of the same moment gets the same one, unless another has it."""
    wanted = sorted((each.number, each.id, each) for each in fresh)
    taken = set(db.session.scalars(select(SearchEntry.id).where(SearchEntry.id.in_([number for number, _, _ in wanted]))))
    given: dict[int, Ready] = {}
    for number, _, each in wanted:
        while number in given or number in taken or (number != each.number and _is_taken(number)):
            number = following(number)
        given[number] = each
    return given


def _is_taken(number: int) -> bool:
    return db.session.scalar(select(SearchEntry.id).where(SearchEntry.id == number)) is not None
