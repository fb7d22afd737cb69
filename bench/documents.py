"""100,000 documents to search in: made-up words, as often as words come in a language; a reader enters most of their spaces."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from network.kernel.actor import Actor, Entered
from network.library.models import Document, DocumentVersion
from network.library.queries.searching import SOURCE
from network.library.rules.states import DocumentState, VersionState
from network.spaces.models import Space
from network.spaces.rules import SpaceKind
from network.storage.db import db
from network.storage.transaction import transaction

__all__ = ["DOCUMENTS", "SOURCE", "VEILED", "fill", "holding", "reader"]

DOCUMENTS, WORDS, TITLE, VOCABULARY = 100_000, 80, 5, 30_000
SPACES, ENTERED = 30, 20
VEILED = tuple(f"veil{letter}" for letter in "abcdefghij")  # words of papers that the reader may not see, and of no others
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 5_000
SYLLABLES = [first + vowel for first in "bcdfglmnprstvz" for vowel in ("a", "e", "i", "o", "u", "ar", "en", "ol")]


def vocabulary(chance: random.Random) -> list[str]:
    """Words of two to four syllables, the most common first."""
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        made["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(made)


def fill(count: int = DOCUMENTS) -> tuple[list[str], dict[str, int]]:
    """Write the documents, the same at every run; gives the words and in how many documents each stands."""
    chance = random.Random(11)
    known = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    counts: dict[str, int] = {}
    with transaction():
        db.session.execute(insert(Space), [_space(number) for number in range(SPACES)])
        for begin in range(0, count, BATCH):
            documents, versions = [], []
            for number in range(begin, min(begin + BATCH, count)):
                drawn = chance.choices(known, cum_weights=weights, k=WORDS + TITLE)
                for word in set(drawn):
                    counts[word] = counts.get(word, 0) + 1
                document, version = _in_force(number, drawn, chance)
                documents.append(document)
                versions.append(version)
            db.session.execute(insert(Document), documents)
            db.session.execute(insert(DocumentVersion), versions)
    return known, counts


def _space(number: int) -> dict[str, Any]:
    return {"id": UUID(int=number + 1), "kind": SpaceKind.ORGANIZATION, "opened_at": BEGAN}


def _in_force(number: int, drawn: list[str], chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """A document and its text."""
    ids = {"document_id": UUID(int=chance.getrandbits(128), version=4), "id": UUID(int=chance.getrandbits(128), version=4)}
    at = BEGAN + timedelta(hours=number // 2)
    title = " ".join(drawn[:TITLE])
    veiled = [VEILED[number % len(VEILED)]] if number % SPACES >= ENTERED else []
    document = {
        "id": ids["document_id"], "space_id": UUID(int=number % SPACES + 1), "state": DocumentState.IN_FORCE, "is_shared": True,
        "kind": "guide", "title": title, "folded": title, "in_force_id": ids["id"], "in_force_on": at.date(), "created_at": at,
        "changed_at": at,
    }  # fmt: skip
    version = {
        **ids, "number": 1, "state": VersionState.IN_FORCE, "title": title, "text": " ".join([*drawn[TITLE:], *veiled]),
        "written_at": at, "saved_at": at,
    }  # fmt: skip
    return document, version


def reader() -> Actor:
    """Somebody who enters two spaces of three."""
    spaces = frozenset(UUID(int=number + 1) for number in range(ENTERED))
    return Actor(person_id=UUID(int=99), entering=lambda: Entered(readable=spaces, open=spaces))


def holding(actor: Actor, word: str) -> Sequence[UUID]:
    """The baseline: what a plain question for a text within a text finds, the newest first."""
    held = DocumentVersion.text.contains(word) | DocumentVersion.title.contains(word)
    asked = SOURCE.visible(actor).join(DocumentVersion, DocumentVersion.id == Document.in_force_id).where(held)
    return db.session.scalars(asked.order_by(Document.in_force_on.desc()).limit(20)).all()
