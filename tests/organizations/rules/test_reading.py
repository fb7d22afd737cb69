"""What single cells mean: a truth table for each field."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.organizations.rules.reading.availability import read_availability, written
from network.organizations.rules.reading.contact import read_email, read_phone, read_website
from network.organizations.rules.reading.dates import Order, order_of, read_date
from network.organizations.rules.reading.numbers import read_places, read_yes
from network.organizations.rules.reading.outcome import Reading
from network.organizations.rules.reading.text import read_name, said_by_formula
from tests.organizations.rules.province import reader

CELLS = reader(["Cedar Society", "Willow, Fir and Pine", "Hearth Centre"])

WORN_OUT = reader()


def offers(reading: Reading) -> list[str]:
    return [suggestion.text for finding in reading.findings for suggestion in finding.suggestions]


def is_sure(reading: Reading) -> bool:
    return not reading.findings


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("  Cedar   Society ", "Cedar Society"),
        ("Cedar\r\nSociety", "Cedar Society"),
        ("Me\u0301tis Society", "Métis Society"),
        ("Cedar\u200b Soc\u202eiety\u0007", "Cedar Society"),
        ("Cedar\u2028Society", "Cedar Society"),
        ("W̱SÁNEĆ House", "W̱SÁNEĆ House"),
    ],
)
def test_names_are_cleaned_and_keep_their_letters(cell: str, name: str) -> None:
    assert read_name(cell) == Reading(name)


def test_what_is_no_name_is_told() -> None:
    assert read_name("!!!").is_problem
    assert read_name("x" * 201).is_problem
    assert read_name("x" * 200) == Reading("x" * 200)


@pytest.mark.parametrize(
    ("formula", "shown", "said"),
    [
        ('=HYPERLINK("http://x.example")&"Confluence Sex Worker Alliance"', "", "Confluence Sex Worker Alliance"),
        ('=HYPERLINK("http://x.example","The ""Red"" Door")', "", 'The "Red" Door'),
        ("=A1&B2", "Cedar  Society", "Cedar Society"),
        ("=A1&B2", "#REF!", ""),
        ('=HYPERLINK("www.x.example")', "", ""),
    ],
)
def test_the_text_inside_a_formula_is_found(formula: str, shown: str, said: str) -> None:
    assert said_by_formula(formula, shown) == said


def test_a_formula_is_a_problem_unless_the_file_says_what_it_showed() -> None:
    never_calculated = CELLS.read("name", '="Cedar"&" Society"', "", None)
    assert never_calculated.is_problem
    assert offers(never_calculated) == [" Society".strip()] or offers(never_calculated) == ["Society"]
    shown = CELLS.read("name", "=A1", "Cedar Society", None)
    assert (shown.value, shown.is_problem, len(shown.findings)) == ("Cedar Society", False, 1)
    assert CELLS.read("capacity", "=1+1", "two or three", None).is_problem
    assert CELLS.read("capacity", "=1+1", "#REF!", None).is_problem
    assert CELLS.read("capacity", "#DIV/0!", None, None).is_problem


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "n/a"])
@pytest.mark.parametrize(
    "target", ["name", "capacity", "wants_mentor", "languages", "home_community", "waiting_since", "own:Fax"]
)
def test_an_empty_cell_says_nothing(target: str, cell: str) -> None:
    assert CELLS.read(target, cell, None, None) == Reading()


@pytest.mark.parametrize(("cell", "value"), [(c, True) for c in ("yes", "Yes ", "Y", "y", "TRUE", "1", "x", "oui", "✓",
 "yes please")]
                         + [(c, False) for c in ("no", "N", "No ", "false", "0", "non", "not now")])  # fmt: skip
def test_yes_and_no_in_many_spellings(cell: str, value: bool) -> None:
    assert read_yes(cell) == Reading(value)


@pytest.mark.parametrize("cell", ["maybe", "yes maybe", "2", "?", "north"])
def test_what_is_neither_yes_nor_no_is_asked(cell: str) -> None:
    assert offers(read_yes(cell)) == ["yes", "no"]
    assert read_yes(cell).value is None


@pytest.mark.parametrize(("cell", "value"), [("0", 0), ("20", 20), (" 1", 1), ("2.0", 2), ("3,0", 3), ("two", 2), ("Trois", 3)])
def test_places_are_whole_numbers(cell: str, value: int) -> None:
    assert read_places(cell) == Reading(value)


@pytest.mark.parametrize(
    ("cell", "suggested"),
    [("two or three", ["2", "3"]), ("2-3", ["2", "3"]), ("21", ["20"]), ("999", ["20"]), ("-1", ["1"]), ("2.5", []),
     ("lots", []), ("1e309", []), ("NaN", []), ("0x10", []), ("٣", ["3"])],
)  # fmt: skip
def test_places_that_are_no_whole_number_are_told_with_the_numbers_inside(cell: str, suggested: list[str]) -> None:
    assert read_places(cell).value is None
    assert offers(read_places(cell)) == suggested


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-01-15", date(2024, 1, 15)),
        ("2024/1/5", date(2024, 1, 5)),
        ("2024-01-15 00:00", date(2024, 1, 15)),
        ("2024-01-15T00:00:00", date(2024, 1, 15)),
        ("15/01/2024", date(2024, 1, 15)),
        ("01/15/2024", date(2024, 1, 15)),
        ("15.1.24", date(2024, 1, 15)),
        ("4/4/2025", date(2025, 4, 4)),
        ("15-Jan-24", date(2024, 1, 15)),
        ("January 15th, 2024", date(2024, 1, 15)),
        ("15 février 2024", date(2024, 2, 15)),
        ("1er août 2024", date(2024, 8, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        ("Sept. 3, 2025", date(2025, 9, 3)),
    ],
)
def test_dates_that_can_mean_one_day_only(cell: str, day: date) -> None:
    assert read_date(cell) == Reading(day)


@pytest.mark.parametrize(
    ("cell", "day", "suggested"),
    [
        ("03/04/05", date(2005, 4, 3), ["2005-04-03", "2005-03-04"]),
        ("3-4-2025", date(2025, 4, 3), ["2025-04-03", "2025-03-04"]),
        ("Aug 2025", date(2025, 8, 1), []),
        ("2025-08", date(2025, 8, 1), []),
        ("08/2025", date(2025, 8, 1), []),
        ("2025", date(2025, 1, 1), []),
        ("45900", date(2025, 8, 31), ["2025-08-31"]),
    ],
)
def test_dates_that_are_read_and_doubted(cell: str, day: date, suggested: list[str]) -> None:
    reading = read_date(cell)
    assert (reading.value, reading.is_problem, len(reading.findings)) == (day, False, 1)
    assert offers(reading) == suggested


@pytest.mark.parametrize(
    ("cell", "suggested"),
    [("31/02/2025", ["2025-02-28"]), ("2026-02-30", ["2026-02-28"]), ("31 April 2025", ["2025-04-30"]), ("0000-00-00", []),
     ("9999-12-31", []), ("1900-01-01", []), ("13/13/2024", []), ("fall 2024", []), ("soon", []), ("12345", []), ("2024-00", []),
     ("٢٠٢٤-٠١-١٥x", [])],
)  # fmt: skip
def test_dates_that_no_calendar_has(cell: str, suggested: list[str]) -> None:
    assert read_date(cell).value is None
    assert read_date(cell).is_problem
    assert offers(read_date(cell)) == suggested


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["15/01/2024", "03/04/2025"], Order.DAY_FIRST),
        (["01/15/2024", "03/04/2025"], Order.MONTH_FIRST),
        (["15/01/2024", "01/15/2024"], Order.UNKNOWN),
        (["03/04/2025", "2024-01-15", ""], Order.UNKNOWN),
    ],
)
def test_a_column_shows_in_which_order_it_writes_dates(column: Sequence[str], order: Order) -> None:
    assert order_of(column) is order


def test_a_column_that_shows_its_order_leaves_no_doubt() -> None:
    assert read_date("03/04/2025", Order.DAY_FIRST) == Reading(date(2025, 4, 3))
    assert read_date("03/04/2025", Order.MONTH_FIRST) == Reading(date(2025, 3, 4))


HOURS = [
    ("Mon 10:00-14:00; Wed 9am-1pm", "Mon 10:00-14:00; Wed 09:00-13:00"),
    ("Wed 10:00-12:00; Mon 10:00-12:00; Mon 10:00-12:00", "Mon 10:00-12:00; Wed 10:00-12:00"),
    ("Mon/Wed 10-12", "Mon 10:00-12:00; Wed 10:00-12:00"),
    ("Tuesdays 10 to noon", "Tue 10:00-12:00"),
    ("Mon 10:00–14:00, 17:00–20:00", "Mon 10:00-14:00; Mon 17:00-20:00"),
    ("weekends 9am-5pm", "Sat 09:00-17:00; Sun 09:00-17:00"),
    ("Thu-Fri 9h30-11h", "Thu 09:30-11:00; Fri 09:30-11:00"),
    ("Sat-Mon 08:00-09:00", "Mon 08:00-09:00; Sat 08:00-09:00; Sun 08:00-09:00"),
    ("Fri 22:00-02:00", "Fri 22:00-24:00; Sat 00:00-02:00"),
    ("Sun 22:00-24:00", "Sun 22:00-24:00"),
    ("Monday: 9 a.m. - 1 p.m.", "Mon 09:00-13:00"),
    ("Mon 9-5pm", "Mon 09:00-17:00"),
    ("Mon 1-4pm", "Mon 13:00-16:00"),
    ("lundi et mardi 13:00 à 15:00", "Mon 13:00-15:00; Tue 13:00-15:00"),
    ("Mon 12am-1am", "Mon 00:00-01:00"),
]


@pytest.mark.parametrize(("cell", "hours"), HOURS)
def test_hours_of_the_week(cell: str, hours: str) -> None:
    reading = read_availability(cell)
    assert is_sure(reading)
    assert written(reading.value) == hours


@pytest.mark.parametrize(("cell", "hours"), [("Tue 9-5", "Tue 09:00-17:00"), ("Mon 1-4", "Mon 13:00-16:00")])
def test_office_hours_without_am_and_pm_are_read_and_doubted(cell: str, hours: str) -> None:
    reading = read_availability(cell)
    assert (written(reading.value), reading.is_problem, len(reading.findings)) == (hours, False, 1)


@pytest.mark.parametrize(
    ("cell", "suggested"),
    [
        ("whenever", ["Mon 09:00-17:00; Tue 09:00-17:00; Wed 09:00-17:00; Thu 09:00-17:00; Fri 09:00-17:00"]),
        ("Mon & Wed mornings", ["Mon 09:00-12:00; Wed 09:00-12:00"]),
        ("10:00-12:00", []), ("Mon", []), ("Mon 10", []), ("Mon 25:00-26:00", []), ("Mon 10:70-11:00", []), ("Mon 13pm-2pm", []),
        ("Mon 10:00-10:00", []), ("Mon 24:00-25:00", []), ("ask Pat", []), ("Mon 10:00-12:00 Tue", []), ("☎", []),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_read(cell: str, suggested: list[str]) -> None:
    assert read_availability(cell).value is None
    assert offers(read_availability(cell)) == suggested


@given(
    st.sets(
        st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)).filter(lambda s: s[1] < s[2]),
        min_size=1,
        max_size=6,
    )
)
def test_written_hours_read_back_as_the_same(spans: set[tuple[int, int, int]]) -> None:
    assert read_availability(written(tuple(sorted(spans)))) == Reading(tuple(sorted(spans)))


@given(st.text(max_size=40))
def test_no_text_breaks_a_reader(text: str) -> None:
    for target in ("name", "capacity", "wants_mentor", "availability", "waiting_since", "contact_email", "phone", "website",
                   "home_community", "also_serves", "region", "teaches", "do_not_pair", "own:Fax"):  # fmt: skip
        reading = WORN_OUT.read(target, text, None, None)
        assert reading.value is None or not reading.is_problem


@pytest.mark.parametrize(
    ("cell", "value", "suggested"),
    [
        ("lead@cedar.example", "lead@cedar.example", []),
        ("mailto:lead@cedar.example", "lead@cedar.example", []),
        ("lead at somewhere", None, []),
        ("lead at cedar dot example", None, ["lead@cedar.example"]),
        ("Pat <pat@cedar.example>", None, ["pat@cedar.example"]),
        ("a@cedar.example, b@cedar.example", None, ["a@cedar.example", "b@cedar.example"]),
        ("a@b", None, []),
        ("a..b@cedar.example", None, []),
        ('"x"@[127.0.0.1]', None, []),
        ("a@cedar.example\r\nBcc: b@fir.example", None, ["a@cedar.example", "b@fir.example"]),
        ("x" * 250 + "@cedar.example", None, []),
    ],
)
def test_e_mail_addresses(cell: str, value: str | None, suggested: list[str]) -> None:
    assert read_email(cell).value == value
    assert offers(read_email(cell)) == suggested


def test_phone_numbers_keep_their_form_and_lost_digits_are_told() -> None:
    assert read_phone("+1 250 555 0100 ext 4") == Reading("+1 250 555 0100 ext 4")
    assert read_phone("0046 70 123 45 67") == Reading("0046 70 123 45 67")
    assert read_phone("4.67E+10").is_problem
    assert read_phone("555").value == "555"
    assert read_phone("555").findings


@pytest.mark.parametrize(
    ("cell", "value"),
    [("cedar.example", "https://cedar.example"), ("http://cedar.example/a?b", "http://cedar.example/a?b"),
     ("HTTPS://cedar.example", "HTTPS://cedar.example"), ("javascript:alert(1)", None), ("data:text/html,x", None),
     ("https://own@evil.example", None), ("//cedar.example", None), ("ftp://cedar.example", None), ("https:cedar.example", None)],
)  # fmt: skip
def test_web_addresses(cell: str, value: str | None) -> None:
    assert read_website(cell).value == value


TOPICS: list[tuple[str, Any]] = [
    ("Safer indoor space / guest policy", ("safer-indoor-space-guest-policy",)),
    ("safer indoor space/guest policy; FUNDING", ("safer-indoor-space-guest-policy", "funding")),
    ("Funding, Evaluation", ("funding", "evaluation")),
    ("Funding and Evaluation", ("funding", "evaluation")),
    ("Staff and board training and stigma and language", ("staff-and-board-training", "stigma-and-language")),
    (
        "Evaluation / Safer indoor space / guest policy / Transport",
        ("evaluation", "safer-indoor-space-guest-policy", "transport"),
    ),
    ("Funding\nTransport", ("funding", "transport")),
    ("Funding|Transport", ("funding", "transport")),
    ("Transport; Funding; transport", ("transport", "funding")),
    ("none", None),
]


@pytest.mark.parametrize(("cell", "codes"), TOPICS)
def test_entries_are_told_apart_whatever_stands_between_them(cell: str, codes: Any) -> None:
    assert CELLS.read("wants_to_learn", cell, None, None) == Reading(codes)


def test_an_entry_that_no_list_has_is_told_and_can_be_left_out_or_added() -> None:
    reading = CELLS.read("teaches", "Harm reduction; Underwater basketry", None, None)
    finding = reading.findings[0]
    assert reading.is_problem
    assert (finding.entries, finding.adds_to) == (("Underwater basketry",), "topic")
    assert offers(reading) == ["Harm reduction"]
    assert "The other entry is fine" in str(finding.message)


def test_a_misspelt_entry_is_offered_in_place_with_the_others() -> None:
    assert offers(CELLS.read("teaches", "Harm reducton; Funding", None, None)) == ["Harm reduction; Funding", "Funding"]
    assert offers(CELLS.read("kind", "Freindship centre", None, None))[0] == "Friendship centre"


@pytest.mark.parametrize(
    ("target", "cell", "code"),
    [("kind", "Women's centre", "womens-centre"), ("kind", "womens center", "womens-centre"),
     ("kind", "STV", "stopping-the-violence"),
     ("kind", "Transition house, second/third stage or safe home program", "transition-house"),
     ("mandate", "Sex work-specific", "sex-work-specific"), ("status", "reduced hours", "reduced"),
      ("status", "On hold", "paused")],
)  # fmt: skip
def test_people_s_own_words_for_an_entry(target: str, cell: str, code: str) -> None:
    assert CELLS.read(target, cell, None, None) == Reading(code)


def test_ways_to_meet_in_people_s_own_words() -> None:
    assert CELLS.read("meets_by", "Zoom / in person / phone", None, None) == Reading(("video", "visit", "phone"))
    assert CELLS.read("meets_by", "phone, in person", None, None) == Reading(("phone", "visit"))


def test_languages_in_their_own_letters() -> None:
    assert CELLS.read("languages", "English; Français; ਪੰਜਾਬੀ, nsyilxcen", None, None).value == ("en", "fr", "pa", "oka")


def test_a_file_of_nothing_but_misspellings_stops_being_searched() -> None:
    cells = reader()
    for number in range(600):
        cells.read("home_community", f"Nowhere {number}", None, None)
    late = cells.read("home_community", "Prince Goerge", None, None)
    assert (late.is_problem, offers(late)) == (True, [])
