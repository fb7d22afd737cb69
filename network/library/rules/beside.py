"""Three texts side by side: the parent as it was, the parent as it is, and what was made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from network.markdown import Mark, Passage, Piece, merged, passages

MOST_ALIGNED = 2_000
"""Passages of one text. Beyond, they are laid side by side in their order."""
MOST_WORDS = 600
"""Words of a passage in which single ones are marked. Beyond, the whole is."""
MOST_MARKED = 200
"""Passages in which single words are marked."""


class Who(StrEnum):
    """Who changed a passage."""

    NOBODY = "nobody"
    PARENT = "parent"
    OURS = "ours"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Row:
    """One passage of three texts. None where a text has nothing there. `now` and `ours` are marked against `then`."""

    who: Who
    then: str | None
    now: tuple[Piece, ...] | None
    ours: tuple[Piece, ...] | None


def side_by_side(then: str, now: str, ours: str) -> tuple[Row, ...]:
    """Each passage of `then` with what became of it in the two others, and what is new in either, in its place."""
    old, new, own = passages(then), passages(now), passages(ours)
    by_parent, by_us = _followed(old, new), _followed(old, own)
    lines: list[tuple[str | None, str | None, str | None]] = []
    for at in range(len(old) + 1):
        lines += _new_at(by_parent.before[at], by_us.before[at])
        if at < len(old):
            lines.append((old[at].text, by_parent.became[at], by_us.became[at]))
    return _rows(lines)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages after each other that are the same in all texts, or that are not."""

    is_same: bool
    rows: tuple[Row, ...]


def gathered(rows: Sequence[Row]) -> tuple[Stretch, ...]:
    """The passages in their order, those that nobody changed put together."""
    parts = groupby(rows, key=lambda row: row.who is Who.NOBODY)
    return tuple(Stretch(is_same, tuple(part)) for is_same, part in parts)


def two(now: str, other: str) -> tuple[Row, ...]:
    """Two texts alone: `ours` is the other one, `now` equals `then`."""
    return side_by_side(now, now, other)


@dataclass(frozen=True, slots=True)
class _Followed:
    """What became of each passage, and what is new before each of them and at the end."""

    became: list[str | None]
    before: list[list[str]]


def _followed(old: Sequence[Passage], new: Sequence[Passage]) -> _Followed:
    found = _Followed([None] * len(old), [[] for _ in range(len(old) + 1)])
    for kind, first, last, start, end in _steps(old, new):
        if kind == "insert":
            found.before[first] += [each.text for each in new[start:end]]
            continue
        for at in range(first, last):
            there = start + at - first
            found.became[at] = new[there].text if kind != "delete" and there < end else None
        found.before[last] += [each.text for each in new[start + last - first : end]]
    return found


def _steps(old: Sequence[Passage], new: Sequence[Passage]) -> list[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > MOST_ALIGNED:
        return [("replace", 0, len(old), 0, len(new))]
    matched = SequenceMatcher(None, [each.key for each in old], [each.key for each in new], autojunk=False)
    return list(matched.get_opcodes())


def _new_at(parent: list[str], ours: list[str]) -> list[tuple[str | None, str | None, str | None]]:
    """What is new at one place: what both have stands in one line."""
    left, lines = list(ours), list[tuple[str | None, str | None, str | None]]()
    for text in parent:
        is_alike = text in left
        if is_alike:
            left.remove(text)
        lines.append((None, text, text if is_alike else None))
    return lines + [(None, None, text) for text in left]


def _rows(lines: Sequence[tuple[str | None, str | None, str | None]]) -> tuple[Row, ...]:
    rows, left = [], MOST_MARKED
    for then, now, ours in lines:
        who = _who(_is_same(then, now), _is_same(then, ours))
        is_fine = left > 0
        left -= who is not Who.NOBODY
        rows.append(Row(who, then, _marked(then, now, is_fine), _marked(then, ours, is_fine)))
    return tuple(rows)


def _is_same(one: str | None, other: str | None) -> bool:
    return one is other or (one is not None and other is not None and one.split() == other.split())


def _who(is_parents_same: bool, is_ours_same: bool) -> Who:
    if is_parents_same:
        return Who.NOBODY if is_ours_same else Who.OURS
    return Who.PARENT if is_ours_same else Who.BOTH


def _marked(then: str | None, now: str | None, is_fine: bool) -> tuple[Piece, ...] | None:
    if now is None:
        return None
    if then is None:
        return (Piece(Mark.ADDED, now),)
    if _is_same(then, now):
        return (Piece(Mark.KEPT, now),)
    if not is_fine or max(len(then.split()), len(now.split())) > MOST_WORDS:
        return (Piece(Mark.REMOVED, then), Piece(Mark.ADDED, now))
    return merged(then, now)
