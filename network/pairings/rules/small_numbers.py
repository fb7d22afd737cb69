"""Small numbers: what is under five is hidden, with enough beside it that neither the sum nor an earlier report tells it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
"""The smallest number that is shown; 0 is shown too, since it tells of nobody."""

Area = tuple[str, ...]
"""Codes of regions that are told together."""


@dataclass(frozen=True, slots=True)
class Published:
    """A row of numbers with their sum as they are shown; None is hidden."""

    cells: tuple[int | None, ...]
    total: int | None


def publish(numbers: Sequence[int], carried: Collection[int] = (), *, total_was_hidden: bool = False) -> Published:
    """The numbers as they may be shown.

    `carried` are the places that an earlier report of the same hid: they stay hidden, for whoever lays the two beside each other
    takes them to be unchanged. What is hidden anew must be safe without them, and all that is hidden together. Where that can't
    be done, and where the sum itself is small, the sum is hidden.
    """
    old = set(carried)
    fresh = {at for at, number in enumerate(numbers) if 0 < number < LEAST and at not in old}
    total = sum(numbers)
    keeps_total = not total_was_hidden and not 0 < total < LEAST
    if fresh and keeps_total:
        fresh = _widened(numbers, fresh, old)
        keeps_total = _is_safe(numbers, fresh)
    hidden = fresh | old
    if hidden and keeps_total:
        keeps_total = _is_safe(numbers, hidden)
    return Published(tuple(None if at in hidden else number for at, number in enumerate(numbers)), total if keeps_total else None)


def _widened(numbers: Sequence[int], group: set[int], old: set[int]) -> set[int]:
    """The group with as many more as it needs: the smallest that tell of somebody first, those of 0 last."""
    rest = [at for at in range(len(numbers)) if at not in group and at not in old]
    rest.sort(key=lambda at: (numbers[at] == 0, numbers[at], at))
    wide = set(group)
    while rest and not _is_safe(numbers, wide):
        wide.add(rest.pop(0))
    return wide


def _is_safe(numbers: Sequence[int], group: Collection[int]) -> bool:
    """Whether the sum of the group leaves each of them at least two values. A reader may know that none of them is 0."""
    lowest = min(1, *(numbers[at] for at in group)) if len(group) > 1 else 1
    return len(group) > 1 and sum(numbers[at] for at in group) > lowest * len(group)


def merged(counts: Mapping[str, Sequence[int]], before: Sequence[Area] = ()) -> tuple[Area, ...]:
    """The regions, put together until no area has a small number, or one area alone tells of anybody.

    `counts` are the numbers of each region that must not be small. `before` is how an earlier report put the regions together:
    what was told together is never told apart later.
    """
    known = {code for area in before for code in area}
    groups = [tuple(code for code in area if code in counts) for area in before]
    groups = [*(area for area in groups if area), *((code,) for code in counts if code not in known)]
    order = {code: place for place, code in enumerate(counts)}
    while (pair := _to_join(groups, counts, order)) is not None:
        joined = tuple(sorted((*pair[0], *pair[1]), key=order.__getitem__))
        groups = [*(area for area in groups if area not in pair), joined]
    return tuple(sorted(groups, key=lambda area: order[area[0]]))


def _to_join(groups: Sequence[Area], counts: Mapping[str, Sequence[int]], order: Mapping[str, int]) -> tuple[Area, Area] | None:
    """The smallest area with a small number, and the smallest other that tells of anybody; None when there are no two."""
    sums = {area: [sum(column) for column in zip(*(counts[code] for code in area), strict=True)] for area in groups}
    peopled = sorted((area for area in groups if any(sums[area])), key=lambda area: (sum(sums[area]), order[area[0]]))
    small = next((area for area in peopled if any(0 < number < LEAST for number in sums[area])), None)
    other = next((area for area in peopled if area != small), None)
    return (small, other) if small is not None and other is not None else None
