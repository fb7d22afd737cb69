"""What changed between two texts: passage by passage, and word by word within one that was reworded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from network.library.rules.clashing import passages

_WORDS = re.compile(r"\s+|[^\s]+")
LONGEST_COMPARED = 4_000  # words of a passage; a longer one is shown as taken out and added


class Fate(StrEnum):
    """What became of a passage."""

    KEPT = "kept"
    ADDED = "added"
    GONE = "gone"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that share one fate: `mark` is kept, added or gone."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A passage with its fate, in pieces; of passages in a row that were kept, how many there are."""

    fate: Fate
    pieces: tuple[Piece, ...] = ()
    count: int = 1


def compared(before: str, after: str) -> tuple[Row, ...]:
    """The newer text by passages, with what is gone where it stood."""
    old, new = passages(before), passages(after)
    return tuple(_rows(old, new))


def totals(rows: tuple[Row, ...]) -> dict[Fate, int]:
    """How many passages each fate met."""
    return {fate: sum(row.count for row in rows if row.fate is fate) for fate in Fate}


def _rows(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Row]:
    for what, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Row(Fate.KEPT, count=b - a)
            continue
        both = min(b - a, d - c)
        for before, after in zip(old[a : a + both], new[c : c + both], strict=True):
            yield from _reworded(before, after)
        yield from (Row(Fate.GONE, (Piece("gone", text),)) for text in old[a + both : b])
        yield from (Row(Fate.ADDED, (Piece("added", text),)) for text in new[c + both : d])


def _reworded(before: str, after: str) -> Iterator[Row]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if max(len(old), len(new)) > LONGEST_COMPARED or matcher.ratio() < 0.35:
        yield Row(Fate.GONE, (Piece("gone", before),))
        yield Row(Fate.ADDED, (Piece("added", after),))
        return
    pieces: list[Piece] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece("kept", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if a < b else []
        pieces += [Piece("added", "".join(new[c:d]))] if c < d else []
    yield Row(Fate.REWORDED, tuple(pieces))
