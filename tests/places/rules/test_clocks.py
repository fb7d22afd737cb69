"""The clocks are right in December 2026, hours travel there and back, and no abbreviation reaches the screen."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.places.rules.clocks import (
    MINUTES_IN_A_WEEK,
    Span,
    is_zone,
    label,
    minutes,
    note,
    say_date,
    say_moment,
    say_moment_for_both,
    shared,
    to_local,
    to_utc,
)
from tests.places.rules.data_set import data_set

DECEMBER = date(2026, 12, 14)  # a Monday
NOON = datetime(2026, 12, 15, 19, tzinfo=UTC)
SPANS = st.lists(
    st.tuples(st.integers(0, MINUTES_IN_A_WEEK - 1), st.integers(1, 600)).map(
        lambda pair: Span(pair[0], min(pair[0] + pair[1], MINUTES_IN_A_WEEK))
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("America/Vancouver", -7), ("America/Edmonton", -6), ("America/Dawson_Creek", -7), ("America/Creston", -7)],
)
def test_clocks_in_december_2026(zone, hours):
    assert datetime(2026, 12, 15, 12, tzinfo=ZoneInfo(zone)).utcoffset() == timedelta(hours=hours)


def test_a_morning_in_december_travels_to_utc():
    assert to_utc([Span(9 * 60, 12 * 60)], "America/Vancouver", DECEMBER) == (Span(16 * 60, 19 * 60),)
    assert to_utc([Span(9 * 60, 12 * 60)], "America/Edmonton", DECEMBER) == (Span(15 * 60, 18 * 60),)


def test_a_sunday_evening_wraps_round_the_week():
    evening = Span(6 * 1440 + 16 * 60, 6 * 1440 + 18 * 60)
    assert to_utc([evening], "America/Vancouver", DECEMBER) == (Span(0, 60), Span(MINUTES_IN_A_WEEK - 60, MINUTES_IN_A_WEEK))


def test_the_week_chosen_matters_where_clocks_still_change():
    nine = [Span(9 * 60, 10 * 60)]
    assert to_utc(nine, "America/Toronto", date(2026, 7, 6)) == (Span(13 * 60, 14 * 60),)
    assert to_utc(nine, "America/Toronto", date(2026, 12, 7)) == (Span(14 * 60, 15 * 60),)


@given(SPANS, st.sampled_from(["America/Vancouver", "America/Edmonton", "America/Fort_Nelson", "Asia/Kolkata"]))
def test_hours_travel_to_utc_and_back(spans, zone):
    there = to_utc(spans, zone, DECEMBER)
    assert minutes(there) == minutes(spans)
    assert minutes(shared(to_local(there, zone, DECEMBER), spans)) == minutes(spans)


@given(SPANS, SPANS)
def test_shared_hours_are_those_that_both_have(one, other):
    def held(spans):
        return {minute for span in spans for minute in range(span.start, span.end)}

    assert held(shared(one, other)) == held(one) & held(other)
    assert minutes(one) == len(held(one))


def test_a_whole_week_stays_a_whole_week():
    week = [Span(0, MINUTES_IN_A_WEEK)]
    assert to_utc(week, "America/Vancouver", DECEMBER) == (Span(0, MINUTES_IN_A_WEEK),)


def test_every_clock_of_the_data_set_has_a_name_of_its_own():
    zones = {entry.time_zone for entry in data_set().communities} | {region.time_zone for region in data_set().regions}
    assert {str(label(zone)) for zone in zones} == {"Pacific time (most of BC)", "East Kootenay time"}


def test_a_clock_without_a_name_is_called_after_its_city():
    assert str(label("America/St_Johns")) == "St Johns time"
    assert str(label("America/Edmonton", {})) == "Edmonton time"


def test_only_the_doubtful_clock_has_a_note():
    assert "Check the time" in str(note("America/Edmonton"))
    assert note("America/Vancouver") is None
    assert note("America/Toronto") is None


def test_a_moment_in_words():
    assert str(say_moment(NOON, "America/Vancouver")) == "Tuesday 15 December 2026 at 12:00, Pacific time (most of BC)"
    assert str(say_moment(NOON, "America/Edmonton")) == "Tuesday 15 December 2026 at 13:00, East Kootenay time"
    assert str(say_date(date(2026, 1, 4))) == "Sunday 4 January 2026"


def test_both_clocks_are_said_only_where_they_differ():
    one = str(say_moment_for_both(NOON, "America/Vancouver", "America/Creston"))
    assert one == "Tuesday 15 December 2026 at 12:00, Pacific time (most of BC)"
    both = str(say_moment_for_both(NOON, "America/Vancouver", "America/Edmonton"))
    assert both == one + " (Tuesday 13:00, East Kootenay time)"


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)), st.sampled_from(["America/Vancouver", "America/Edmonton"]))
def test_no_abbreviation_reaches_the_screen(at, zone):
    said = str(say_moment(at.replace(tzinfo=UTC), zone))
    assert not {"PST", "PDT", "MST", "MDT", "CST"} & set(said.replace(",", " ").split())


@pytest.mark.parametrize("name", ["MST", "", "America/Nowhere", "../tzdata", "/etc/passwd", "America/Vancouver\x00"])
def test_what_is_no_zone_is_refused(name):
    assert not is_zone(name)
