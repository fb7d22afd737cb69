"""Two entries become one without losing what either said."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from network.organizations.rules.merging import Side, disagreements, merged
from network.organizations.rules.values import BLANK, OrganizationValues
from tests.organizations.rules.test_exporting import ORGANIZATION

KEPT = OrganizationValues(
    name="Cedar Society", capacity=2, languages=("en",), wants_to_learn=("funding", "transport"), waiting_since=date(2025, 8, 1),
    notes="Called in May.", own={"Fax": "1", "Staff": "3"}, do_not_pair=("fir", "cedar soc"),
)  # fmt: skip
OTHER = OrganizationValues(
    name="Cedar Soc.", phone="250 555 0100", capacity=4, languages=("fr", "en"), wants_to_learn=("evaluation", "funding"),
    waiting_since=date(2024, 2, 1), notes="Moved.", own={"Fax": "2", "Founded": "1999"}, do_not_pair=("yew", "cedar society"),
    wants_mentor=True,
)  # fmt: skip


def test_the_kept_entry_speaks_first_and_the_other_fills_what_it_leaves_open() -> None:
    both = merged(KEPT, OTHER)
    assert (both.name, both.capacity, both.phone) == ("Cedar Society", 2, "250 555 0100")
    assert (both.languages, both.wants_to_learn) == (("en", "fr"), ("funding", "transport", "evaluation"))
    assert (both.waiting_since, both.wants_mentor) == (date(2024, 2, 1), True)
    assert both.notes == "Called in May.\nMoved."
    assert both.own == {"Fax": "1", "Staff": "3", "Founded": "1999"}


def test_nobody_is_kept_apart_from_herself_and_nobody_else_is_forgotten() -> None:
    assert merged(KEPT, OTHER).do_not_pair == ("fir", "yew")


def test_what_disagrees_is_told_and_can_be_chosen() -> None:
    assert [each.field for each in disagreements(KEPT, OTHER)] == ["name", "capacity", "own:Fax"]
    chosen = merged(KEPT, OTHER, {"capacity": Side.OTHER, "own:Fax": Side.OTHER, "phone": Side.OTHER})
    assert (chosen.capacity, chosen.own["Fax"], chosen.phone) == (4, "2", "250 555 0100")


def test_choosing_an_entry_that_says_nothing_loses_nothing() -> None:
    assert merged(KEPT, replace(OTHER, capacity=0), {"capacity": Side.OTHER}).capacity == 2


@given(ORGANIZATION)
def test_an_entry_merged_with_itself_or_with_nothing_stays_the_same(values: OrganizationValues) -> None:
    assert merged(values, values) == values
    assert merged(values, replace(BLANK, name=values.name)) == values
    assert disagreements(values, values) == ()


@given(ORGANIZATION, ORGANIZATION, st.sampled_from(Side))
def test_no_entry_of_a_list_is_lost(one: OrganizationValues, other: OrganizationValues, side: Side) -> None:
    both = merged(one, other, {"languages": side, "teaches": side})
    assert {*one.languages, *other.languages} == {*both.languages}
    assert {*one.availability, *other.availability} == {*both.availability}
