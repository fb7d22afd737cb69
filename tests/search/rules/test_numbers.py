"""What the number of an entry says."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from network.search.rules.numbers import HINT_BITS, HINTS, TIE_BITS, following, hint_of, hints_of, number_of

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)).map(lambda each: each.replace(tzinfo=UTC, microsecond=0))
HINT = st.integers(0, HINTS)


def hint_in(number: int) -> int:
    return number >> TIE_BITS & HINTS


@given(st.lists(st.tuples(MOMENTS, HINT, st.uuids()), min_size=2, max_size=9))
def test_numbers_run_by_time_whatever_lies_where(things: list[tuple[datetime, int, UUID]]) -> None:
    by_number = sorted(things, key=lambda each: number_of(*each))
    assert [each[0] for each in by_number] == sorted(each[0] for each in things)


@given(MOMENTS, HINT, st.uuids())
def test_a_number_tells_its_hint_and_fits_both_databases(moment: datetime, hint: int, thing_id: UUID) -> None:
    number = number_of(moment, hint, thing_id)
    assert hint_in(number) == hint
    assert 0 <= number < 10**18  # what the key of a page holds, within the 63 bits of a whole number


@given(MOMENTS, HINT, st.uuids())
def test_the_next_number_stays_in_its_place_and_is_new(moment: datetime, hint: int, thing_id: UUID) -> None:
    number = number_of(moment, hint, thing_id)
    assert following(number) > number
    assert hint_in(following(number)) == hint
    last = number | ((1 << TIE_BITS) - 1)
    assert following(last) == number_of(moment + timedelta(seconds=1), hint, thing_id) & ~((1 << TIE_BITS) - 1)


def test_who_enters_a_space_looks_where_its_things_lie() -> None:
    for _ in range(200):
        mine, others = uuid4(), [uuid4() for _ in range(5)]
        assert hint_of("document", mine) in hints_of("document", [*others, mine])
    assert hint_of("document", None) in hints_of("document", [])
    spread = {hint_of("document", UUID(int=number)) for number in range(4 << HINT_BITS)}
    assert len(spread) > 0.9 * (HINTS + 1)
