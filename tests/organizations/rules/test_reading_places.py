"""Communities by every name they go by, and checked against the region beside them."""

import pytest

from network.organizations.rules.reading.outcome import Reading
from tests.organizations.rules.province import reader

CELLS = reader(["Cedar Society", "Willow, Fir and Pine"])


def home(cell: str, region: str | None = None) -> Reading:
    return CELLS.read("home_community", cell, None, region)


def served(cell: str, region: str | None = None) -> Reading:
    return CELLS.read("also_serves", cell, None, region)


def offers(reading: Reading) -> list[str]:
    return [suggestion.text for finding in reading.findings for suggestion in finding.suggestions]


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("Prince George", "pg"),
        (" prince   george ", "pg"),
        ("Prince George, BC", "pg"),
        ("Prince George, Northern Interior", "pg"),
        ("Queen Charlotte", "daajing"),
        ("Lax Kwalaams", "lax"),
        ("LAX KW’ALAAMS", "lax"),
        ("Kingcome Inlet", "kingcome"),
        ("Gwa'yi", "kingcome"),
        ("Kingcome Inlet (Gwa'yi)", "kingcome"),
        ("Fort St John", "fsj"),
        ("Cedar, Northern Interior", "cedar-north"),
    ],
)
def test_a_community_by_any_of_its_names(cell: str, key: str) -> None:
    assert home(cell) == Reading(key)


def test_a_misspelt_community_is_offered_with_its_region() -> None:
    reading = home("Prince Goerge")
    assert (reading.value, offers(reading)[0]) == (None, "Prince George, Northern Interior")
    assert home(offers(reading)[0]) == Reading("pg")
    assert "Is it Prince George?" in str(reading.findings[0].message)
    assert reading.findings[0].adds_to == "communities"


def test_a_misspelt_community_is_held_against_the_region_beside_it() -> None:
    message = str(home("Prince Goerge", "northwest").findings[0].message)
    assert "Prince George is in Northern Interior, but the region column says Northwest and Haida Gwaii" in message


def test_a_place_that_resembles_none_is_told_without_a_guess() -> None:
    assert (home("Xyzzy").is_problem, offers(home("Xyzzy"))) == (True, [])


def test_a_region_that_disagrees_is_doubted_and_the_community_stands() -> None:
    reading = home("Terrace", "northern-interior")
    assert (reading.value, reading.is_problem) == ("terrace", False)
    assert str(reading.findings[0].message) == (
        "Terrace is in Northwest and Haida Gwaii. The region column says Northern Interior."
    )
    assert home("Terrace", "northwest") == Reading("terrace")


def test_two_communities_of_one_name_are_told_apart_by_the_region_or_asked() -> None:
    assert home("Cedar", "vancouver-island") == Reading("cedar-island")
    assert home("Cedar").is_problem
    assert set(offers(home("Cedar"))) == {"Cedar, Vancouver Island and Gulf Islands", "Cedar, Northern Interior"}
    assert [home(offer).value for offer in offers(home("Cedar"))] == ["cedar-island", "cedar-north"]


def test_several_communities_keep_their_own_slashes_and_brackets() -> None:
    assert served("Terrace; North Oyster/Yellow Point; Kingcome Inlet (Gwa'yi)").value == ("terrace", "oyster", "kingcome")
    assert served("Terrace, Prince Rupert and Lax Kw'alaams").value == ("terrace", "pr", "lax")
    assert served("Cedar; Terrace", "northern-interior").value == ("cedar-north", "terrace")
    assert served("Cedar; Terrace").is_problem


def test_unknown_communities_among_several_are_told() -> None:
    reading = served("Terrace; Prince Ruprt; Nowhere")
    assert reading.findings[0].entries == ("Prince Ruprt", "Nowhere")
    assert offers(reading) == ["Terrace"]
    assert offers(served("Terrace; Prince Ruprt")) == ["Terrace; Prince Rupert", "Terrace"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("northwest", "northwest"),
        ("Northeast", "northeast"),
        ("North West", "northwest"),
        ("Northern Interior", "northern-interior"),
    ],
)
def test_regions_by_code_and_name(cell: str, code: str) -> None:
    assert CELLS.read("region", cell, None, None) == Reading(code)


def test_an_unknown_region_is_only_doubtful_since_the_community_tells_it() -> None:
    reading = CELLS.read("region", "Lower Mainland", None, None)
    assert (reading.value, reading.is_problem, len(reading.findings)) == (None, False, 1)


def test_organizations_to_keep_apart_are_found_by_name_with_their_own_commas() -> None:
    assert CELLS.read("do_not_pair", "willow, fir & pine, Cedar Society", None, None).value == (
        "willow, fir and pine",
        "cedar society",
    )


def test_a_name_to_keep_apart_that_nobody_has_is_a_problem() -> None:
    reading = CELLS.read("do_not_pair", "Ceder Society", None, None)
    assert reading.is_problem
    assert offers(reading) == ["Cedar Society", ""]
    assert "nobody would be kept apart" in str(reading.findings[0].message)
