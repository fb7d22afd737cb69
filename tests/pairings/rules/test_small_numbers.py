"""Small numbers: no hidden cell can be worked out, from a table with its sum or from two that follow each other."""

from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from network.pairings.rules.small_numbers import LEAST, Published, merged, publish

Equation = tuple[frozenset[str], int]
NUMBERS = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 30)), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("numbers", "carried", "cells", "total"),
    [
        ([1, 0, 0], (), (None, 0, 0), None),
        ([4, 0, 0], (), (None, 0, 0), None),
        ([5, 0, 0], (), (5, 0, 0), 5),
        ([3, 0, 7], (), (None, 0, None), 10),
        ([2, 2, 9], (), (None, None, 9), 13),
        ([4, 4, 9], (), (None, None, 9), 17),
        ([1, 1, 9, 8], (), (None, None, 9, None), 19),
        ([1, 1, 1, 1, 1, 0], (), (None,) * 6, 5),
        ([1, 0, 20], (0, 1), (None, None, 20), 21),
        ([0, 0, 20], (0, 1), (None, None, 20), None),
        ([1, 0, 20], (0,), (None, 0, 20), None),
    ],
)
def test_what_is_hidden_beside_a_small_number(
    numbers: list[int], carried: tuple[int, ...], cells: tuple[int | None, ...], total: int | None
) -> None:
    assert publish(numbers, carried) == Published(cells, total)


@pytest.mark.parametrize(
    ("counts", "areas"),
    [
        ({"west": [9], "east": [8]}, (("west",), ("east",))),
        ({"north": [2], "east": [3], "south": [9]}, (("north", "east"), ("south",))),
        ({"south": [9], "north": [2], "east": [3]}, (("south",), ("north", "east"))),
    ],
)
def test_regions_stay_in_the_order_of_the_network_within_areas_and_between(
    counts: dict[str, list[int]], areas: tuple[tuple[str, ...], ...]
) -> None:
    assert merged(counts) == areas


def solutions(
    unknown: Sequence[str], equations: Sequence[Equation], lowest: int, known: Mapping[str, int]
) -> Iterator[dict[str, int]]:
    """Everything that the unknown cells could be, in whole numbers from `lowest`: exact, by trying them one after the other."""
    if not unknown:
        yield dict(known)
        return
    cell, rest = unknown[0], unknown[1:]
    most = 40
    for names, total in equations:
        if cell in names:
            open_ones = sum(1 for name in rest if name in names)
            most = min(most, total - sum(known.get(name, 0) for name in names) - lowest * open_ones)
    for value in range(lowest, most + 1):
        found = {**known, cell: value}
        closed = [(names, total) for names, total in equations if not set(names) & set(rest)]
        if all(sum(found[name] for name in names) == total for names, total in closed):
            yield from solutions(rest, equations, lowest, found)


def told_apart(unknown: Sequence[str], equations: Sequence[Equation], lowest: int) -> set[str]:
    """The cells for which only one value is possible. What no sum speaks of can be anything."""
    bound = [cell for cell in unknown if any(cell in names for names, _ in equations)]
    return {cell for cell in bound if len(values_of(cell, bound, equations, lowest)) < 2}


def values_of(cell: str, unknown: Sequence[str], equations: Sequence[Equation], lowest: int) -> set[int]:
    """Two values that the cell could have, or the only one."""
    order, values = [cell, *(each for each in unknown if each != cell)], set[int]()
    most = min(total for names, total in equations if cell in names)
    for value in range(lowest, most + 1):
        rest = solutions(order[1:], equations, lowest, {cell: value})
        if any(all(sum(found[name] for name in names) == total for names, total in equations) for found in rest):
            values.add(value)
        if len(values) > 1:
            break
    return values


def read(shown: Published, name: str = "x") -> tuple[list[str], list[Equation]]:
    """The unknown cells of a table, and what its sum says of them."""
    unknown = [f"{name}{at}" for at, cell in enumerate(shown.cells) if cell is None]
    if shown.total is None or not unknown:
        return unknown, []
    return unknown, [(frozenset(unknown), shown.total - sum(cell for cell in shown.cells if cell is not None))]


def lowest_of(numbers: Sequence[int], *tables: Published) -> int:
    """What the reader may know of hidden cells: that none is 0, where that is so."""
    hidden = [number for table in tables for number, cell in zip(numbers, table.cells, strict=True) if cell is None]
    return min([1, *hidden])


def hidden_in(shown: Published) -> set[int]:
    return {at for at, cell in enumerate(shown.cells) if cell is None}


@given(NUMBERS)
def test_what_is_small_is_hidden_and_what_is_shown_is_true(numbers: list[int]) -> None:
    shown = publish(numbers)
    for number, cell in zip(numbers, shown.cells, strict=True):
        assert cell in (None, number)
        assert cell is None or not 0 < cell < LEAST
    assert shown.total in (None, sum(numbers))
    assert shown.total is None or not 0 < shown.total < LEAST


@given(NUMBERS)
def test_no_hidden_cell_can_be_worked_out_from_the_sum(numbers: list[int]) -> None:
    shown = publish(numbers)
    assert not told_apart(*read(shown), lowest_of(numbers, shown))


@given(NUMBERS, st.data())
def test_nor_from_the_report_before_taking_what_both_hide_to_be_unchanged(numbers: list[int], data: st.DataObject) -> None:
    first = publish(numbers)
    later = [
        number if first.cells[at] is None else data.draw(st.one_of(st.just(number), st.integers(0, 12)))
        for at, number in enumerate(numbers)
    ]
    second = publish(later, hidden_in(first), total_was_hidden=first.total is None)
    assert hidden_in(first) <= hidden_in(second)
    (unknown, one), (more, two) = read(first), read(second)
    assert not told_apart(sorted({*unknown, *more}), [*one, *two], lowest_of(later, first, second))


@given(NUMBERS, st.data())
def test_nor_when_everything_changed(numbers: list[int], data: st.DataObject) -> None:
    first = publish(numbers)
    later = data.draw(st.lists(st.integers(0, 12), min_size=len(numbers), max_size=len(numbers)))
    second = publish(later, hidden_in(first), total_was_hidden=first.total is None)
    assert not told_apart(*read(second), lowest_of(later, second))


@given(NUMBERS)
def test_nothing_is_hidden_that_need_not_be(numbers: list[int]) -> None:
    assume(not any(0 < number < LEAST for number in numbers))
    assert publish(numbers) == Published(tuple(numbers), sum(numbers))


def test_examples() -> None:
    assert publish([3, 9, 6]) == Published((None, 9, None), 18)
    assert publish([1, 1, 8]) == Published((None, None, None), 10)
    assert publish([2, 0, 0]) == Published((None, 0, 0), None)
    assert publish([7, 9], {0}) == Published((None, 9), None)
    assert publish([]) == Published((), 0)


COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1)


@given(COUNTS)
def test_small_areas_are_put_together_and_none_is_lost(counts: dict[str, tuple[int, int]]) -> None:
    areas = merged(counts)
    assert sorted(code for area in areas for code in area) == sorted(counts)
    sums = [[sum(counts[code][at] for code in area) for at in (0, 1)] for area in areas]
    peopled = [each for each in sums if any(each)]
    assert len(peopled) == 1 or not any(0 < number < LEAST for each in peopled for number in each)
    assert all(len(area) == 1 for area, each in zip(areas, sums, strict=True) if not any(each))


@given(COUNTS, COUNTS)
def test_what_was_told_together_is_never_told_apart(counts: dict[str, tuple[int, int]], then: dict[str, tuple[int, int]]) -> None:
    before = merged(then)
    later = merged(counts, before)
    for area in before:
        left = {code for code in area if code in counts}
        assert not left or any(left <= set(now) for now in later)


def test_an_area_that_is_large_enough_stays_itself() -> None:
    assert merged({"a": [6], "b": [2], "c": [9], "d": [0], "e": [1]}) == (("a", "b", "e"), ("c",), ("d",))
    assert merged({"a": [6], "b": [2], "c": [3]}) == (("a",), ("b", "c"))
    assert merged({"a": [6, 1], "b": [7, 5], "c": [20, 0]}) == (("a", "b"), ("c",))
    assert merged({"a": [1]}) == (("a",),)
