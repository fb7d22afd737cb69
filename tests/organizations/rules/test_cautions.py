"""What a dry run asks of rows that can be read, because of what they would do."""

from dataclasses import replace
from datetime import date

import pytest

from network.organizations.rules.cautions import Paired
from network.organizations.rules.planning import Directory, PlannedRow, RowState
from network.organizations.rules.values import Existing, OrganizationValues
from tests.organizations.rules.province import SMALL, plan, table

MARCH = date(2026, 3, 1)
NO_PAIRING = Paired()
CEDAR = OrganizationValues(
    name="Cedar Society",
    home_community="terrace",
    kind="womens-centre",
    status="active",
    capacity=3,
    confirmed_on=date(2026, 3, 1),
)


def row(
    text: str, *, now: OrganizationValues = CEDAR, paired: Paired = NO_PAIRING, header: str = "Name|Town|Places|Status"
) -> PlannedRow:
    there = (Existing("cedar", now),)
    directory: Directory = replace(SMALL, existing=there, paired={"cedar": paired}, today=date(2026, 6, 1))
    (found,) = plan(table(header, text), directory).rows
    return found


def said(of: PlannedRow) -> list[str]:
    return [str(trouble.message) for trouble in of.troubles]


def test_fewer_places_than_pairings_is_doubted_and_goes_in() -> None:
    found = row("Cedar Society|Terrace|1|Active", paired=Paired(mentors=2))
    assert (found.state, found.effect) == (RowState.DOUBTFUL, RowState.CHANGED)
    assert said(found) == ["It mentors 2 organizations now. With 1 places it would have too few."]
    assert [suggestion.text for suggestion in found.troubles[0].suggestions] == ["2"]


@pytest.mark.parametrize(
    ("text", "paired"),
    [
        ("Cedar Society|Terrace|2|Active", Paired(mentors=2)),
        ("Cedar Society|Terrace|1|Active", Paired(is_mentored=2)),
        ("Cedar Society|Terrace|3|Active", Paired(mentors=4)),
        ("Cedar Society|Terrace|1|Active", Paired()),
        ("Cedar Society|Terrace|3|Paused", Paired()),
    ],
    ids=["as many as it mentors", "it is mentored", "unchanged", "no pairing", "stopped without pairings"],
)
def test_what_goes_against_no_pairing_is_not_doubted(text: str, paired: Paired) -> None:
    assert said(row(text, paired=paired)) == []


@pytest.mark.parametrize("status", ["Paused", "Closed"])
@pytest.mark.parametrize("paired", [Paired(mentors=1), Paired(is_mentored=1)], ids=["mentor", "mentee"])
def test_stopping_an_organization_that_has_a_pairing_is_doubted(status: str, paired: Paired) -> None:
    found = row(f"Cedar Society|Terrace|3|{status}", paired=paired)
    assert found.state is RowState.DOUBTFUL
    assert said(found) == ["It has 1 pairing that runs. Stopping the organization doesn't end it."]


def test_a_street_address_is_doubted_once() -> None:
    found = row("Cedar Society|Terrace|Women's centre|Ring at 12 Main Street", header="Name|Town|Type|Notes")
    assert found.state is RowState.DOUBTFUL
    assert said(found) == ["“12 Main Street” looks like a street address. None may stand here."]
    assert found.troubles[0].suggestions[0].text == "Ring at"
    again = row(
        "Cedar Society|Terrace|||Active", now=replace(CEDAR, notes="Ring at 12 Main Street"), header="Name|Town|Type|Notes|Status"
    )
    assert said(again) == []


def test_the_address_of_a_house_stays_out() -> None:
    found = row("Cedar Society|Terrace|Transition house|12 Main Street, V8G 4B3", header="Name|Town|Type|Notes")
    assert (found.state, found.goes_in) == (RowState.PROBLEM, False)
    assert "nowhere here" in said(found)[0]


CONFIRMED = "Name|Town|Last confirmed"


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("2026-05-02", date(2026, 5, 2)),
        ("2026-01-02", date(2026, 3, 1)),
        ("", date(2026, 3, 1)),
        ("13/05/2026", date(2026, 5, 13)),
    ],
    ids=["newer", "older", "empty", "as people write"],
)
def test_when_an_entry_was_confirmed_never_goes_back(cell: str, kept: date) -> None:
    found = row(f"Cedar Society|Terrace|{cell}", header=CONFIRMED)
    assert found.values is not None
    assert found.values.confirmed_on == kept
    assert (found.effect is RowState.CHANGED) == (kept != CEDAR.confirmed_on)


def test_a_confirmation_to_come_cannot_be_read() -> None:
    found = row("Cedar Society|Terrace|2026-07-02", header=CONFIRMED)
    assert (found.state, said(found)) == (RowState.PROBLEM, ["This day is still to come."])
