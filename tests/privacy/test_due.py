"""The day by which a request must be answered: thirty days, of which Saturdays, Sundays and holidays are none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.privacy.rules.due import HOLIDAYS, days_left, due_on, easter, holidays, is_counted

DAYS = st.dates(date(2024, 1, 1), date(2060, 12, 31))

# Holidays of two years, as calendars print them.
KNOWN = {
    2026: {
        "01-01", "02-16", "04-03", "04-06", "05-18", "07-01", "08-03", "09-07", "09-30", "10-12", "11-11", "12-25", "12-26",
    },
    2027: {
        "01-01", "02-15", "03-26", "03-29", "05-24", "07-01", "08-02", "09-06", "09-30", "10-11", "11-11", "12-25", "12-26",
    },
}  # fmt: skip


@pytest.mark.parametrize("year", KNOWN)
def test_the_holidays_are_those_of_the_calendar(year: int) -> None:
    assert {day.isoformat()[5:] for day in holidays(year)} == KNOWN[year]


def test_a_holiday_is_none_before_it_was_one() -> None:
    assert date(2022, 9, 30) not in holidays(2022)
    assert date(2023, 9, 30) in holidays(2023)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)]
)
def test_easter_is_where_the_tables_say(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_a_request_of_november_is_due_in_january() -> None:
    # Counted by hand: 4 days of November's last week, 22 of December without Christmas (26 December is a Saturday), 4 of January.
    assert due_on(date(2026, 11, 24)) == date(2027, 1, 7)


@given(DAYS)
def test_thirty_days_that_count_lie_between(received: date) -> None:
    due = due_on(received)
    between = [received + timedelta(days=number) for number in range(1, (due - received).days + 1)]
    assert sum(map(is_counted, between)) == 30
    assert is_counted(due)


@given(DAYS)
def test_it_is_never_sooner_than_six_weeks_and_never_later_than_eight(received: date) -> None:
    assert 40 <= (due_on(received) - received).days <= 56


@given(DAYS)
def test_who_asks_later_is_never_answered_sooner(received: date) -> None:
    assert due_on(received) <= due_on(received + timedelta(days=1))


@given(DAYS, st.integers(-60, 60))
def test_what_is_left_shrinks_by_a_day_on_days_that_count(due: date, away: int) -> None:
    today = due + timedelta(days=away)
    tomorrow = today + timedelta(days=1)
    assert days_left(today, due) - days_left(tomorrow, due) == int(is_counted(tomorrow))


@given(DAYS)
def test_all_thirty_are_left_on_the_day_on_which_it_came(received: date) -> None:
    assert days_left(received, due_on(received)) == 30
    assert days_left(due_on(received), due_on(received)) == 0


def test_every_holiday_has_a_name_of_its_own() -> None:
    assert len({str(each.name) for each in HOLIDAYS}) == len(HOLIDAYS)
