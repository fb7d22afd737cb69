"""What a seal says: a keyed mark of each entry, and a keyed digest of a segment and all before it.

The key is that of the accounts ring's indexes, which no rotation touches: whoever can write the database alone can't seal anew.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from network.storage.secrets import Ring, blind_index

BEGINNING = ""
BEFORE_ALL = -(2**63)  # ids grow from 1, and an entry put in below them is to be found too
MARK_DIGITS = 32  # hex: 128 bits

Mark = tuple[int, str]


class Entry(Protocol):
    """What is sealed of an entry. What was derived from these is left out."""

    id: Any
    occurred_at: Any
    actor_id: Any
    event: Any
    facts: Any


def spell(entry: Entry) -> str:
    """An entry in the one way that both engines give back."""
    occurred_at: datetime = entry.occurred_at
    actor_id: UUID | None = entry.actor_id
    parts = [
        entry.id,
        occurred_at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(actor_id) if actor_id else None,
        entry.event,
        entry.facts,
    ]
    return json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def mark_of(entry: Entry) -> Mark:
    """The entry's id and its mark."""
    return entry.id, blind_index(Ring.ACCOUNTS, spell(entry), domain="journal entry")[:MARK_DIGITS]


def digest_of(previous: str, marks: Sequence[Mark]) -> str:
    """The segment's digest, 64 hex digits; it holds the marks and the whole chain before them."""
    text = json.dumps([previous, [list(mark) for mark in marks]], separators=(",", ":"))
    return blind_index(Ring.ACCOUNTS, text, domain="journal segment")
