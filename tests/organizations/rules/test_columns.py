"""Columns are recognized by people's own names for them, and what could betray a place is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.organizations.rules.columns import ColumnMapping, guess_columns, header_key, mapping_of, refusal_of, to_remember
from network.organizations.rules.fields import FIELDS, label_of, seen_by_members
from tests.organizations.rules.province import file

EVERY = (
    "name", "kind", "mandate", "home_community", "region", "also_serves", "capacity", "wants_mentor", "teaches", "wants_to_learn",
    "languages", "meets_by", "availability", "waiting_since", "do_not_pair", "status", "contact_email",
)  # fmt: skip


def targets(*header: str) -> list[str]:
    return [guess.target for guess in guess_columns(header)]


@pytest.mark.parametrize("name", ["organizations.csv", "organizations_messy.csv"])
def test_the_columns_of_the_sample_files_are_all_recognized(name: str) -> None:
    assert mapping_of(guess_columns(file(name).header)).targets == EVERY


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Name of organization", "name"), ("Community (town)", "home_community"), ("E-mail address", "contact_email"),
        ("Kind of org", "kind"), ("What can you teach?", "teaches"), ("What would you like to learn?", "wants_to_learn"),
        ("Number of orgs you can mentor", "capacity"), ("Langauges", "languages"), ("Since when waiting", "waiting_since"),
        ("Phone number", "phone"), ("Confidential notes", "notes"), ("Fax", "own:Fax"), ("  Staff   count ", "own:Staff count"),
    ],
)  # fmt: skip
def test_a_column_by_its_name_alone(header: str, target: str) -> None:
    assert targets(header) == [target]


@pytest.mark.parametrize(
    "header",
    [
        "Address",
        "Street address",
        "Mailing address",
        "Postal code",
        "Latitude",
        "GPS",
        "Safe house address",
        "Based in (street address)",
        "Internal score",
    ],
)
def test_where_a_house_stands_and_what_is_confidential_is_left_out(header: str) -> None:
    guess = guess_columns([header])[0]
    assert guess.target == ""
    assert guess.note is not None


def test_what_was_remembered_wins_over_any_guess() -> None:
    remembered = {
        header_key("Town"): "own:Office",
        header_key("Fax"): "",
        header_key("Street address"): "own:Where",
        "x": "no such field",
    }
    guesses = guess_columns(["TOWN", "Fax", "City", "Street address", "X"], remembered)
    assert [guess.target for guess in guesses] == ["own:Office", "", "home_community", "own:Where", "own:X"]
    assert [guess.is_remembered for guess in guesses] == [True, True, False, True, False]


def test_a_field_of_the_network_s_own_is_found_again() -> None:
    assert guess_columns(["fax"], {}, ["Fax"])[0].target == "own:Fax"


def test_two_columns_never_fill_one_field() -> None:
    assert targets("Phone", "Telephone", "Phone (2)") == ["phone", "own:Telephone", "own:Phone (2)"]
    assert targets("Name", "Organization") == ["name", "own:Organization"]


@given(st.lists(st.sampled_from(["Name", "Org", "Town", "City", "Fax", "fax", "", "Address", "Phone", "Notes"]), max_size=8))
def test_any_guess_is_a_mapping_that_can_be_used_once_it_has_a_name(header: list[str]) -> None:
    mapping = mapping_of(guess_columns(header))
    assert len(mapping.targets) == len(header)
    refusal = refusal_of(mapping, len(header))
    assert (refusal is None) == ("name" in mapping.targets)


@pytest.mark.parametrize(
    ("mapped", "words"),
    [
        (("name", "phone"), "columns of the file have changed"),
        (("kind", "phone", ""), "organization's name"),
        (("name", "phone", "phone"), "same field: Phone"),
        (("name", "own:Fax", "own:Fax"), "same field: Fax"),
        (("name", "nonsense", ""), "doesn't exist"),
        (("name", "own:", ""), "doesn't exist"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(mapped: tuple[str, ...], words: str) -> None:
    assert words in str(refusal_of(ColumnMapping(mapped), 3))


def test_a_mapping_is_remembered_by_folded_names() -> None:
    memory = to_remember(["Org Name ", "Fax", ""], ColumnMapping(("name", "", "")))
    assert memory == {"org name": "name", "fax": ""}
    assert [guess.target for guess in guess_columns(["ORG NAME", "fax"], memory)] == ["name", ""]


def test_only_coordinators_see_what_is_theirs() -> None:
    assert [field.key for field in FIELDS if not seen_by_members(field.key)] == ["do_not_pair", "notes"]
    assert seen_by_members("own:Fax")
    assert str(label_of("own:Fax")) == "Fax"
    assert str(label_of("capacity")) == "Mentor places"
