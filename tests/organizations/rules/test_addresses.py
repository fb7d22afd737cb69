"""What looks like a street address, and what doesn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.organizations.rules.addresses import addresses_in, has_postal_code, street_in

HOUSE, CENTRE = "transition-house", "womens-centre"


@pytest.mark.parametrize(
    "text",
    [
        "1234 Main Street",
        "Come to 1234 main st. and ring",
        "12-1234 Dr. Martin Luther Avenue, Terrace",
        "#4 - 210 Old Hope Princeton Way",
        "4512 Highway 16",
        "4512 Hwy 16 West",
        "1234 56th Avenue",
        "815 N Kalum Lake Rd",
        "77 St. Paul Street",
        "12 rue Principale",
        "12, chemin des Lacs",
        "9 Baker Cres",
        "Behind the mill,\n310B Third Ave W",
    ],
)
def test_a_number_and_a_street_look_like_an_address(text: str) -> None:
    assert street_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PO Box 1234, Main Street Station",
        "P.O. Box 12, Terrace BC V8G 4B3",
        "C.P. 45, Terrace",
        "V8G 4B3",
        "General Delivery, Hope",
        "A 10 minute drive from town",
        "24 hour line; 12 beds; 3 staff at St. Joseph's",
        "Funded since 2019 by the province",
        "Outreach on the Downtown Eastside, 5 days a week",
        "Serves 14 communities along Highway 16",
        "Call 250 555 0100, extension 12",
        "Open 9 to 5 on the main street",
        "We have 2 ways to meet",
        "Nisga'a, Haisla and Gitxsan territories",
        "Every 2nd Tuesday, drop in at lunch",
    ],
)
def test_what_only_counts_something_does_not(text: str) -> None:
    assert street_in(text) == ""


def test_the_piece_that_looks_like_one_is_told() -> None:
    assert street_in("Ask for Rena at 1234 Main Street, after noon.") == "1234 Main Street"


@pytest.mark.parametrize("text", ["V8G 4B3", "in v8g4b3.", "V8G-4B3"])
def test_a_postal_code_is_known(text: str) -> None:
    assert has_postal_code(text)


def test_a_postal_code_by_itself_is_fine() -> None:
    assert addresses_in(HOUSE, {"notes": "PO Box 9, Terrace V8G 4B3"}) == ()


@pytest.mark.parametrize("kind", ["transition-house", "safe-home"])
def test_with_a_postal_code_the_address_of_a_house_is_refused(kind: str) -> None:
    (found,) = addresses_in(kind, {"notes": "1234 Main Street", "territories": "Terrace V8G 4B3"})
    assert (found.field, found.says, found.is_refused) == ("notes", "1234 Main Street", True)


def test_without_one_or_for_another_kind_somebody_is_asked() -> None:
    (house,) = addresses_in(HOUSE, {"notes": "1234 Main Street"})
    (centre,) = addresses_in(CENTRE, {"notes": "1234 Main Street, Terrace V8G 4B3"})
    assert not house.is_refused
    assert not centre.is_refused


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert street_in(text) in text or not street_in(text)


@given(st.text(alphabet="12 aAst.-,'", max_size=4_000))
def test_no_text_takes_long(text: str) -> None:
    street_in(text)
    has_postal_code(text)
