"""Services as files write them, with how they stand."""

from datetime import date

import pytest

from network.organizations.rules.planning import Directory, RowState
from network.organizations.rules.reading.services import settled
from network.organizations.rules.values import Existing, OrganizationValues
from tests.organizations.rules.province import COMMUNITIES, REGIONS, SMALL, plan, table

DAY = "2026-05-03"
TODAY = Directory((), SMALL.lists, COMMUNITIES, REGIONS, today=date(2026, 11, 22))
REPORTING = "third-party-reporting-sexual-assault-19"


def read(cell: str, there: Directory = SMALL) -> OrganizationValues:
    (row,) = plan(table("Org|Town|Services", f"Cedar Society|Terrace|{cell}"), there).rows
    assert row.values is not None, [str(each.message) for each in row.troubles]
    return row.values


@pytest.mark.parametrize(
    ("cell", "services"),
    [
        ("Drop-in; Food", [("drop-in", "", ""), ("food", "", "")]),
        ("Drop-in, Food and Counselling", [("drop-in", "", ""), ("food", "", ""), ("counselling", "", "")]),
        ("Drop-in (runs)", [("drop-in", "running", "")]),
        (f"Food (paused, {DAY}); drop-in [ENDED {DAY}]", [("food", "paused", DAY), ("drop-in", "ended", DAY)]),
        ("Food (paused since 3 May 2026), Counselling (not known)", [("food", "paused", DAY), ("counselling", "unknown", "")]),
        ("Food\nDrop-in (on hold)", [("food", "", ""), ("drop-in", "paused", "")]),
        ("Third-party reporting (sexual assault, 19+)", [(REPORTING, "", "")]),
        (f"Third-party reporting (sexual assault, 19+) (ended, {DAY})", [(REPORTING, "ended", DAY)]),
        ("Food; Food (paused); Food (ended)", [("food", "paused", "")]),
        ("none", []),
    ],
)
def test_services_are_read_with_their_state_and_day(cell: str, services: list[tuple[str, str, str]]) -> None:
    assert read(cell).services == tuple(services)


@pytest.mark.parametrize(
    ("cell", "message", "offers"),
    [
        (f"Food (paused, {DAY}); Parrots", "Parrots", f"Food (paused, {DAY})"),
        ("Food; Drop-in (women only)", "doesn't say how a service stands", "Food; Drop-in"),
        ("Food (paused, 2026-02-30)", "has no day 30", "Food (paused, 2026-02-28)"),
        ("Food (paused, soon)", "can't be read as a date", "Food (paused)"),
        ("Food (paused, 2099-01-01)", "still to come", None),
    ],
)
def test_what_can_not_be_read_is_said_with_what_the_cell_could_say(cell: str, message: str, offers: str | None) -> None:
    (row,) = plan(table("Org|Town|Services", f"Cedar Society|Terrace|{cell}"), TODAY).rows
    assert row.state is RowState.PROBLEM
    assert any(message in str(trouble.message) for trouble in row.troubles)
    assert offers is None or offers in {offer.text for trouble in row.troubles for offer in trouble.suggestions}


def test_a_state_behind_several_is_read_for_each_and_asked_about() -> None:
    (row,) = plan(table("Org|Town|Services", "Cedar Society|Terrace|Food, Drop-in (paused)"), SMALL).rows
    assert row.state is RowState.DOUBTFUL
    assert row.values is not None
    assert {state for _, state, _ in row.values.services} == {"paused"}


@pytest.mark.parametrize(
    ("said", "after"),
    [
        (("food", "", ""), ("food", "paused", DAY)),
        (("food", "paused", ""), ("food", "paused", DAY)),
        (("food", "ended", ""), ("food", "ended", "")),
        (("food", "ended", "2026-05-04"), ("food", "ended", "2026-05-04")),
        (("food", "ended", DAY), ("food", "ended", DAY)),
        (("food", "ended", "2026-05-02"), ("food", "paused", DAY)),
        (("drop-in", "", ""), ("drop-in", "", "")),
    ],
)
def test_the_later_word_on_a_service_holds(said: tuple[str, str, str], after: tuple[str, str, str]) -> None:
    assert settled((("food", "paused", DAY),), (said,)) == (after,)


def test_a_file_without_the_column_leaves_services_alone_and_an_empty_cell_too() -> None:
    values = OrganizationValues(name="Cedar Society", home_community="terrace", services=(("food", "paused", DAY),))
    there = Directory((Existing(1, values),), SMALL.lists, COMMUNITIES, REGIONS)
    assert read("", there).services == values.services
    (row,) = plan(table("Org|Phone", "Cedar Society|250 555 0100"), there).rows
    assert row.values is not None
    assert row.values.services == values.services
