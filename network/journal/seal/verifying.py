"""Whether the journal is as it was sealed; if not, which entry is the first that is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select, text

from network.journal.models import JournalEntry
from network.journal.seal import chain
from network.journal.seal.models import JournalSeal
from network.kernel.words import Words, words
from network.storage.db import db

GUARDS = {
    "journal_entry_keeps",
    "journal_entry_stays",
    "journal_seal_keeps",
    "journal_seal_stays",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is not as it was sealed; `entry_id` names it."""

    entry_id: int
    message: Words


@dataclass(frozen=True, slots=True)
class Verdict:
    """`head` is the digest of the newest seal, to be noted outside; `unsealed` entries wait for the next one."""

    fault: Fault | None
    head: str
    sealed: int
    unsealed: int


def verify(known_head: str = "") -> Verdict:
    """Read the whole journal, a segment at a time. `known_head`, noted earlier, shows whether the chain's end was cut off."""
    fault: Fault | None = None
    head, last_id, sealed, is_known = chain.BEGINNING, chain.BEFORE_ALL, 0, known_head == ""
    for seal in _seals():
        fault = fault or _fault_of(seal, head, last_id)
        head, last_id, sealed = seal.digest, seal.last_id, sealed + seal.count
        is_known = is_known or head == known_head
    if fault is None and not is_known:
        fault = Fault(
            last_id + 1, words("The chain does not hold the head that was noted. Its end was cut off, or it was made anew.")
        )
    unsealed = db.session.scalar(select(func.count()).where(JournalEntry.id > last_id)) or 0
    return Verdict(fault, head, sealed, unsealed)


def head() -> JournalSeal | None:
    """The newest seal."""
    return db.session.scalar(select(JournalSeal).order_by(JournalSeal.id.desc()).limit(1))


def is_guarded() -> bool:
    """Whether the database itself refuses to change or delete what is in the journal."""
    asked = "select name from sqlite_master where type = 'trigger'"
    if db.engine.dialect.name == "postgresql":
        asked = "select tgname from pg_trigger where tgenabled <> 'D' and not tgisinternal"
    return set(db.session.scalars(text(asked))) >= GUARDS


def _seals() -> Iterator[JournalSeal]:
    after = 0
    while True:
        rows = db.session.scalars(select(JournalSeal).where(JournalSeal.id > after).order_by(JournalSeal.id).limit(50)).all()
        if not rows:
            return
        after = rows[-1].id
        for row in rows:
            db.session.expunge(row)  # a long journal must not fill the memory
            yield row


def _fault_of(seal: JournalSeal, before: str, last_id: int) -> Fault | None:
    marks: list[chain.Mark] = [(entry_id, mark) for entry_id, mark in seal.marks]
    if seal.previous_digest != before:
        return Fault(max(last_id + 1, 1), words("The seal does not follow the one before it: a seal was taken away or put in."))
    ids = [entry_id for entry_id, _ in marks]
    is_whole = (seal.first_id, seal.last_id, seal.count) == (ids[0], ids[-1], len(ids)) if ids else False
    if not is_whole or any(one >= other for one, other in pairwise(ids)) or seal.digest != chain.digest_of(before, marks):
        return Fault(max(last_id + 1, 1), words("The seal itself was changed."))
    return _first_difference(marks, _entries(last_id, seal.last_id))


def _first_difference(marks: Sequence[chain.Mark], entries: Sequence[Any]) -> Fault | None:
    sealed, found = dict(marks), {entry.id: entry for entry in entries}
    for entry_id in sorted(sealed.keys() | found.keys()):
        if entry_id not in found:
            return Fault(entry_id, words("The entry was taken away."))
        if entry_id not in sealed:
            return Fault(entry_id, words("The entry was put in later."))
        if chain.mark_of(found[entry_id])[1] != sealed[entry_id]:
            return Fault(entry_id, words("The entry was changed."))
    return None


def _entries(after: int, last: int) -> Sequence[Any]:
    what = (JournalEntry.id, JournalEntry.occurred_at, JournalEntry.actor_id, JournalEntry.event, JournalEntry.facts)
    return db.session.execute(select(*what).where(JournalEntry.id > after, JournalEntry.id <= last)).all()
