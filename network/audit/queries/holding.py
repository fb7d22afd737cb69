"""What the journal holds about a person: her acts, and acts that concern her, without anybody else's name."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Text, cast, or_, select

from network.audit.rules.sentences import said
from network.journal.models import JournalEntry
from network.kernel.holding import Held
from network.kernel.words import words
from network.storage.db import db

COLUMNS = frozenset({"journal_entry.actor_id", "noted.actor_id"})
_READ = select(JournalEntry.id, JournalEntry.occurred_at, JournalEntry.event).order_by(JournalEntry.id.desc())


def holds_about(person_id: UUID) -> Iterator[Held]:
    """The newest first. Two statements."""
    columns = (words("What"), words("When"), words("Entry"))
    mine = _READ.where(JournalEntry.actor_id == person_id)
    names_her = cast(JournalEntry.facts, Text).contains(str(person_id))
    others = _READ.where(names_her, or_(JournalEntry.actor_id.is_(None), JournalEntry.actor_id != person_id))
    for what, asked in ((words("What you did"), mine), (words("What was done about you"), others)):
        rows = tuple((said(event).text, at, id) for id, at, event in db.session.execute(asked).tuples())
        yield Held(what, columns, rows)
