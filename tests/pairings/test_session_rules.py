"""How long, how much, and which days: what people type into the log, and what it takes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.kernel.words import Words
from network.pairings.rules.durations import cents_in, minutes_in, say_minutes, type_cents, type_minutes
from network.pairings.rules.sessions import LogSpan, state_after
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState

BEGAN, ENDED = date(2026, 3, 2), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90), ("90 min", 90), ("45m", 45), ("10", 10), ("1 h 30", 90), ("1h30", 90), ("1 h 05 min", 65), ("1:30", 90),
        ("0:45", 45), ("1 hour and 30 minutes", 90), ("2 hrs 15", 135), ("2 h", 120), ("1.5 h", 90), ("1,5", 90), ("1.25", 75),
        ("2 Hours", 120), ("5 min", 5), ("24 h", 1440),
    ],
)  # fmt: skip
def test_time_is_read_as_people_write_it(typed: str, minutes: int) -> None:
    assert minutes_in(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["", "an hour and a half", "0", "0 h", "-90", "25 h", "1441", "1:75", "٣٠", "1e3", "½", "99999"]
)
def test_what_is_no_time_is_told_how_to_type_it(typed: str) -> None:
    assert isinstance(minutes_in(typed), Words)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "Type minutes or hours, such as 90 or 1 h 30. You typed “soon”."),
        ("x" * 50, f"Type minutes or hours, such as 90 or 1 h 30. You typed “{'x' * 40}”."),
        ("0", "Type a time between 1 minute and 24 hours."),
        ("24 h 1", "Type a time between 1 minute and 24 hours."),
    ],
)
def test_it_is_said_what_is_wrong_with_a_time(typed: str, said: str) -> None:
    assert str(minutes_in(typed)) == said


@pytest.mark.parametrize("typed", ["1", "2", "9"])
def test_a_small_bare_number_is_asked_about(typed: str) -> None:
    assert str(minutes_in(typed)) == f"Is that hours or minutes? Type {typed} h or {typed} min."


@pytest.mark.parametrize(
    ("minutes", "said", "shown"),
    [
        (0, "0 min", ""),
        (45, "45 min", "45 min"),
        (60, "1 h", "1 h"),
        (61, "1 h 1 min", "1 h 01"),
        (150, "2 h 30 min", "2 h 30"),
    ],
)
def test_a_time_is_said_and_shown_in_hours_and_minutes(minutes: int, said: str, shown: str) -> None:
    assert (str(say_minutes(minutes)), type_minutes(minutes)) == (said, shown)


@given(st.integers(1, 1440))
def test_what_a_form_shows_is_read_back_as_the_same(minutes: int) -> None:
    assert minutes_in(type_minutes(minutes)) == minutes
    assert str(say_minutes(minutes))


@pytest.mark.parametrize(
    ("typed", "cents"), [("42.50", 4250), ("42,5", 4250), ("$42", 4200), ("0", 0), ("99999.99", 9_999_999), ("7 $", 700)]
)
def test_an_amount_is_read_as_people_write_it(typed: str, cents: int) -> None:
    assert cents_in(typed) == cents


@pytest.mark.parametrize(("cents", "shown"), [(0, ""), (5, "0.05"), (4250, "42.50"), (10_100, "101.00")])
def test_an_amount_is_shown_in_dollars_and_cents(cents: int, shown: str) -> None:
    assert type_cents(cents) == shown


@pytest.mark.parametrize(("typed", "told"), [("free", "free"), ("x" * 50, "x" * 40)])
def test_it_is_said_what_is_wrong_with_an_amount(typed: str, told: str) -> None:
    assert str(cents_in(typed)) == f"Type an amount, such as 42.50. You typed “{told}”."


@pytest.mark.parametrize("typed", ["", "1,500", "-3", "4.555", "a lot", "123456"])
def test_what_is_no_amount_is_told_how_to_type_it(typed: str) -> None:
    assert isinstance(cents_in(typed), Words)


@pytest.mark.parametrize(
    ("held_on", "said"),
    [
        (BEGAN, None),
        (ENDED, None),
        (BEGAN - timedelta(days=1), "This is before the pairing began. Check the year."),
        (ENDED + timedelta(days=1), "This is after the pairing ended."),
        (ENDED + timedelta(days=11), "This day is still to come. For a meeting to come, use “When do you meet next?”."),
    ],
)
def test_the_log_takes_days_of_the_pairing_that_have_been(held_on: date, said: str | None) -> None:
    span = LogSpan(PairingState.COMPLETED, BEGAN, ENDED, 30)
    found = span.problem_with(held_on, ENDED + timedelta(days=10))
    assert (str(found) if found else None) == said


@pytest.mark.parametrize("state", list(PairingState))
def test_the_log_is_open_while_the_pairing_runs_and_a_while_longer(state: PairingState) -> None:
    has_ended = state in (PairingState.COMPLETED, PairingState.ENDED_EARLY)
    span = LogSpan(state, BEGAN, ENDED if has_ended else None, 30)
    assert (span.problem_at(ENDED + timedelta(days=30)) is None) is (has_ended or state in RUNNING_PAIRINGS)
    assert (span.problem_at(ENDED + timedelta(days=31)) is None) is (state in RUNNING_PAIRINGS)


@pytest.mark.parametrize("state", list(PairingState))
def test_the_first_session_ends_the_trial_and_changes_nothing_else(state: PairingState) -> None:
    after = PairingState.ACTIVE if state is PairingState.TRIAL else state
    assert state_after(state, 1, 1) is after
    assert state_after(state, 0, 1) is state
    assert state_after(state, 1, 2) is state
