"""What changed between two texts, passage by passage and word by word, in time that grows with their length alone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from network.markdown.aligning import aligned
from network.markdown.passages import Passage, passages

_WORDS = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
ALIKE = 0.4
"""Of the words of two passages so many are the same, where one is taken for the other, changed."""
LOOKED_AHEAD = 5
MOST_PAIRED = 500
"""Where more passages than that were replaced at one place, none is taken for another: no reader would follow."""


class Mark(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Change(StrEnum):
    """What became of a passage."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, as text: a template escapes them."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A passage in both texts, or in one. `before` has kept and removed words, `after` kept and added ones.

    `kind` and `was` say what it is and was, such as heading or item; `was` is empty where it is new.
    """

    change: Change
    kind: str
    was: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """So many passages that stayed the same, which are not shown."""

    count: int


def compared(before: str, after: str) -> tuple[Row, ...]:
    """Every passage of both texts, in the order of the later one."""
    old, new = passages(before), passages(after)
    pairs = aligned([_same(each) for each in old], [_same(each) for each in new])
    rows: list[Row] = []
    left, right = 0, 0
    for at, to in [*pairs, (len(old), len(new))]:
        rows += _between(old[left:at], new[right:to])
        if at < len(old):
            kept = (Piece(Mark.KEPT, new[to].text),)
            rows.append(Row(Change.KEPT, new[to].kind, old[at].kind, kept, kept))
        left, right = at + 1, to + 1
    return tuple(rows)


def shortened(rows: Sequence[Row], around: int = 1) -> tuple[Row | Skipped, ...]:
    """The changes, with so many passages before and after each; the others are counted."""
    near: set[int] = set()
    for at, row in enumerate(rows):
        if row.change is not Change.KEPT:
            near.update(range(at - around, at + around + 1))
    found: list[Row | Skipped] = []
    for at, row in enumerate(rows):
        if at in near:
            found.append(row)
        elif found and isinstance(found[-1], Skipped):
            found[-1] = Skipped(found[-1].count + 1)
        else:
            found.append(Skipped(1))
    return tuple(found)


def word_by_word(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both texts of one passage."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pairs = _without_islands(aligned(old, new), old, new)
    return (
        tuple(_pieces(old, {at for at, _ in pairs}, Mark.REMOVED)),
        tuple(_pieces(new, {to for _, to in pairs}, Mark.ADDED)),
    )


def merged(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts of one passage as one: at each place what went stands before what came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pairs = _without_islands(aligned(old, new), old, new)
    found: list[Piece] = []
    left = right = 0
    for at, to in [*pairs, (len(old), len(new))]:
        gone, come = "".join(old[left:at]), "".join(new[right:to])
        found += [Piece(mark, text) for mark, text in ((Mark.REMOVED, gone), (Mark.ADDED, come)) if text]
        if at < len(old):
            found.append(Piece(Mark.KEPT, new[to]))
        left, right = at + 1, to + 1
    return tuple(_run_together(found))


def _run_together(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for mark, run in groupby(pieces, key=lambda piece: piece.mark):
        yield Piece(mark, "".join(piece.text for piece in run))


def _same(passage: Passage) -> tuple[str, str, tuple[str, ...]]:
    """Two passages are the same where they are of one kind, say the same and lead to the same places."""
    return passage.kind, " ".join(passage.text.split()), passage.leads


def _said(passage: Passage) -> str:
    """What is compared word by word: where the passage leads is a part of it."""
    return passage.text + "".join(f" <{address}>" for address in passage.leads)


def _between(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Row]:
    """The passages between two that stayed: which became which, what went, what came."""
    at = to = 0
    for left, right in _likely(old, new):
        yield from map(_removed, old[at:left])
        yield from map(_added, new[to:right])
        yield _changed(old[left], new[right])
        at, to = left + 1, right + 1
    yield from map(_removed, old[at:])
    yield from map(_added, new[to:])


def _likely(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    if len(old) > MOST_PAIRED or len(new) > MOST_PAIRED:
        return
    bags = [_bag(each) for each in new]
    start = 0
    for at, passage in enumerate(old):
        bag = _bag(passage)
        ahead = range(start, min(start + LOOKED_AHEAD, len(new)))
        best = max(ahead, key=lambda to: (_likeness(bag, bags[to]), -to), default=None)
        if best is not None and _likeness(bag, bags[best]) >= ALIKE:
            yield at, best
            start = best + 1


def _bag(passage: Passage) -> Counter[str]:
    return Counter(word.casefold() for word in _WORDS.findall(passage.text) if not word.isspace())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _removed(passage: Passage) -> Row:
    return Row(Change.REMOVED, passage.kind, passage.kind, (Piece(Mark.REMOVED, passage.text),), ())


def _added(passage: Passage) -> Row:
    return Row(Change.ADDED, passage.kind, "", (), (Piece(Mark.ADDED, passage.text),))


def _changed(old: Passage, new: Passage) -> Row:
    says_where = old.leads != new.leads
    before, after = word_by_word(*((_said(old), _said(new)) if says_where else (old.text, new.text)))
    return Row(Change.CHANGED, new.kind, old.kind, before, after)


def _without_islands(pairs: Sequence[tuple[int, int]], old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Without spaces that alone stayed between words that changed: those read better as one change."""
    kept = []
    for place, (at, to) in enumerate(pairs):
        before = pairs[place - 1] if place else (-1, -1)
        after = pairs[place + 1] if place + 1 < len(pairs) else (len(old), len(new))
        is_alone = (before[0] < at - 1 or before[1] < to - 1) and (after[0] > at + 1 or after[1] > to + 1)
        if not (is_alone and old[at].isspace()):
            kept.append((at, to))
    return kept


def _pieces(words: Sequence[str], kept: set[int], mark: Mark) -> Iterator[Piece]:
    said: list[str] = []
    was = Mark.KEPT
    for at, word in enumerate(words):
        now = Mark.KEPT if at in kept else mark
        if now is not was and said:
            yield Piece(was, "".join(said))
            said = []
        was = now
        said.append(word)
    if said:
        yield Piece(was, "".join(said))
