"""Which parts of two sequences are the same: in long ones those that occur once in each come first, then what lies between."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

CELLS = 1_500_000
"""Pairs that may be held against each other in all. What is left over then counts as replaced."""
ROUNDS = 12
SMALL = 4_000
"""Pairs of a place at which all of them are held against each other at once: that finds the most."""


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places in both, in order, that hold the same. Time grows with the length, and not beyond a bound of pairs looked at."""
    found: list[tuple[int, int]] = []
    cells = CELLS
    spans = [(0, len(old), 0, len(new), ROUNDS)]
    while spans:
        left, end, right, stop, rounds = spans.pop()
        while left < end and right < stop and old[left] == new[right]:
            found.append((left, right))
            left, right = left + 1, right + 1
        while left < end and right < stop and old[end - 1] == new[stop - 1]:
            end, stop = end - 1, stop - 1
            found.append((end, stop))
        size = (end - left) * (stop - right)
        anchors = _anchors(old[left:end], new[right:stop]) if rounds and size > SMALL else []
        if anchors:
            spans += _between([(left + at, right + to) for at, to in anchors], (left, end, right, stop), rounds - 1)
            found += [(left + at, right + to) for at, to in anchors]
        elif 0 < size <= cells:
            cells -= size
            found += [(left + at, right + to) for at, to in _longest(old[left:end], new[right:stop])]
    return sorted(found)


Span = tuple[int, int, int, int, int]


def _between(anchors: Sequence[tuple[int, int]], whole: tuple[int, int, int, int], rounds: int) -> list[Span]:
    left, end, right, stop = whole
    spans = []
    for at, to in [*anchors, (end, stop)]:
        if at > left and to > right:
            spans.append((left, at, right, to, rounds))
        left, right = at + 1, to + 1
    return spans


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """What occurs once in each, as far as it comes in the same order: the longest run that rises."""
    times_old, times_new = Counter(old), Counter(new)
    places = {each: to for to, each in enumerate(new) if times_new[each] == 1}
    once = [(at, places[each]) for at, each in enumerate(old) if times_old[each] == 1 and each in places]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, to) in enumerate(once):
        length = bisect_left(ends, to)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(to)
            last.append(number)
        else:
            ends[length], last[length] = to, number
    chosen = []
    number = last[-1] if last else -1
    while number >= 0:
        chosen.append(once[number])
        number = before[number]
    return chosen[::-1]


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest that both have in order, by a table of all pairs."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at in range(len(old) - 1, -1, -1):
        row, below = lengths[at], lengths[at + 1]
        for to in range(len(new) - 1, -1, -1):
            row[to] = below[to + 1] + 1 if old[at] == new[to] else max(below[to], row[to + 1])
    found = []
    at = to = 0
    while at < len(old) and to < len(new):
        if old[at] == new[to]:
            found.append((at, to))
            at, to = at + 1, to + 1
        elif lengths[at + 1][to] >= lengths[at][to + 1]:
            at += 1
        else:
            to += 1
    return found
