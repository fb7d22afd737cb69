"""A thing as both engines index it: its words in rows, other ways to find them, and its marks."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from network.kernel.indexed import Indexed
from network.search.rules.meaning import FIELDS, mark
from network.search.rules.words import compounds, joined, stemming_of, token

VERSION = 2
"""Grows when the same thing would be indexed otherwise: then all is indexed again."""
MOST_LETTERS = 500_000
MOST_PLACES = 16_000
"""Words of a thing that stand in a row: PostgreSQL keeps no place beyond 16,383. The others are found, and not in phrases."""
MOST_TIMES = 250
"""Places of one word in a thing: PostgreSQL keeps 255."""
_BESIDE = 16_383  # where PostgreSQL is told that a word is beside the rows: next to no other
_GAP = "\ue000"  # no word


@dataclass(frozen=True, slots=True)
class Analysed:
    """`rows`: by field its words in a row, None where one is left out. `more`: by field other words that find it."""

    rows: tuple[tuple[str | None, ...], ...]
    more: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]

    def columns(self) -> tuple[str, ...]:
        """For FTS5: the four rows, the four of other words, the marks."""
        rows = (" ".join(_GAP if word is None else word for word in row) for row in self.rows)
        return (*rows, *(" ".join(row) for row in self.more), " ".join(self.marks))

    def vector(self) -> str:
        """For PostgreSQL, as it writes a tsvector."""
        places: dict[str, list[str]] = {}
        at = 0
        for row, weight in zip(self.rows, "ABCD", strict=True):
            for word in row:
                at += 1
                if word is not None:
                    places.setdefault(word, []).append(f"{at}{weight}")
            at += 1  # no row goes on in the next
        for more, weight in zip(self.more, "ABCD", strict=True):
            for word in more:
                places.setdefault(word, []).append(f"{_BESIDE}{weight}")
        return " ".join([*(f"'{word}':{','.join(held)}" for word, held in places.items()), *(f"'{each}'" for each in self.marks)])


def analyse(thing: Indexed) -> Analysed:
    """The words of a thing, field by field."""
    stemming = stemming_of(thing.language)
    counted: Counter[str] = Counter()
    rows, others, left = [], [], MOST_PLACES
    for text in (thing.title, thing.summary, thing.text, thing.attached):
        row, more = _field(text[:MOST_LETTERS], stemming, counted, left)
        rows.append(row)
        others.append(more)
        left = max(0, left - len(row) - 1)
    return Analysed(tuple(rows), tuple(others), tuple(_marks(thing)))


def _field(text: str, stemming: str, counted: "Counter[str]", left: int) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
    row: list[str | None] = []
    more: set[str] = set()
    for parts in compounds(text):
        for each in parts:
            main, other = token(each.text, stemming)
            more |= other
            for word in main:
                counted[word] += 1
                if len(row) >= left:
                    more.add(word)
                else:
                    row.append(word if counted[word] <= MOST_TIMES else None)
                    if counted[word] > MOST_TIMES:
                        more.add(word)
        more.update(joined(parts))
    return tuple(row), tuple(sorted(more))


def _marks(thing: Indexed) -> Iterator[str]:
    yield from (mark("t", code) for code in dict.fromkeys(thing.topics))
    yield from (mark("r", code) for code in dict.fromkeys(thing.region_codes))
    spoken = dict.fromkeys((thing.language, *thing.languages))
    yield from (mark("l", code) for code in spoken if code)


def digest_of(thing: Indexed) -> str:
    """Another one as soon as anything of the thing that is indexed is another."""
    held = (
        VERSION, FIELDS, thing.title, thing.summary, thing.text, thing.attached, thing.language, thing.languages, thing.topics,
        thing.region_codes, str(thing.space_id), thing.updated_at.timestamp(),
    )  # fmt: skip
    return hashlib.sha256(repr(held).encode("utf-8", "surrogatepass")).hexdigest()
