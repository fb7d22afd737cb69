"""A data set is taken whole or not at all, and each problem says where it is."""

import pytest

from network.kernel.folding import fold
from network.places.rules.loading import COMMUNITIES, FILES, OUTLINE, REGIONS, Problem, read_data_set
from network.places.rules.values import ACCESS_LABELS, Access
from tests.places.rules.data_set import community, data_set, texts

SMALL = {
    REGIONS: "code,name,authority,time_zone,latitude,longitude\nnorth,North,,America/Vancouver,55,-125\n",
    COMMUNITIES: "name,latitude,longitude,region,time_zone\nSpruce,55.1,-125.2,north,America/Vancouver\n",
    OUTLINE: '{"type": "Polygon", "coordinates": [[[-130, 50], [-120, 50], [-120, 60], [-130, 50]]]}',
}


def problems_with(file: str, text: str) -> list[tuple[int, str, str]]:
    reading = read_data_set({**SMALL, file: text})
    assert reading.data_set is None
    assert {problem.file for problem in reading.problems} == {file}
    return [(problem.row, problem.column, str(problem.message)) for problem in reading.problems]


def with_community(row: str) -> list[tuple[int, str, str]]:
    return problems_with(COMMUNITIES, SMALL[COMMUNITIES] + row + "\n")


def test_every_community_of_the_package_loads():
    assert len(data_set().communities) == 278
    assert len(data_set().regions) == 9


def test_every_region_has_communities():
    assert {entry.region_code for entry in data_set().communities} == {region.code for region in data_set().regions}


def test_other_names_and_access_are_kept():
    assert community("Daajing Giids").also_known_as == ("Queen Charlotte", "Queen Charlotte City")
    assert community("Daajing Giids").access is Access.FERRY
    assert community("Kamloops").access is Access.ROAD
    assert "Kwadacha" in community("Fort Ware").also_known_as


def test_no_other_name_is_the_name_of_another_community():
    names = {fold(entry.name) for entry in data_set().communities}
    meant: dict[str, set[str]] = {}
    for entry in data_set().communities:
        for name in entry.also_known_as:
            meant.setdefault(fold(name), set()).add(entry.name)
    assert not {name for name, entries in meant.items() if len(entries) > 1}
    assert not {
        name for entry in data_set().communities for name in entry.also_known_as if fold(name) in names - {fold(entry.name)}
    }


def test_every_way_of_arriving_has_a_label():
    assert set(ACCESS_LABELS) == set(Access)


def test_a_small_data_set_of_another_network_loads():
    reading = read_data_set(SMALL)
    assert reading.problems == ()
    assert reading.data_set is not None
    assert [entry.name for entry in reading.data_set.communities] == ["Spruce"]
    assert reading.data_set.communities[0].access is Access.UNKNOWN
    assert reading.data_set.regions[0].position == 1


def test_a_byte_order_mark_and_empty_rows_do_no_harm():
    assert read_data_set({**SMALL, COMMUNITIES: "\ufeff" + SMALL[COMMUNITIES] + ",,,,\n\n"}).data_set is not None


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(file):
    reading = read_data_set({name: text for name, text in texts().items() if name != file})
    assert reading.data_set is None
    assert [(problem.file, str(problem.message)) for problem in reading.problems] == [(file, "This file is missing.")]


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("SPRUCE,55,-125,north,America/Vancouver", "name", "SPRUCE is already in row 2."),
        ("Sprucé,55,-125,north,America/Vancouver", "name", "Sprucé is already in row 2."),
        ("Fir,95,-125,north,America/Vancouver", "latitude", "95 is not between -90 and 90."),
        ("Fir,55,-190,north,America/Vancouver", "longitude", "-190 is not between -180 and 180."),
        ("Fir,nan,-125,north,America/Vancouver", "latitude", "nan is not between -90 and 90."),
        ("Fir,north,-125,north,America/Vancouver", "latitude", "“north” is not a number."),
        ("Fir,55,,north,America/Vancouver", "longitude", "“” is not a number."),
        ("Fir,55,-125,south,America/Vancouver", "region", "south is not the code of a region."),
        ("Fir,55,-125,north,America/Atlantis", "time_zone", "America/Atlantis is not a time zone that is known here."),
        ("Fir,55,-125,north,PST", "time_zone", "PST is not a time zone that is known here."),
        ("Fir,55,-125,north,../../etc/passwd", "time_zone", "../../etc/passwd is not a time zone that is known here."),
        (",55,-125,north,America/Vancouver", "name", "This is empty."),
        ("Fir,55,-125", "", "This row has more or fewer cells than the header."),
        ("Fir,55,-125,north,America/Vancouver,more", "", "This row has more or fewer cells than the header."),
    ],
)
def test_a_bad_row_is_named_by_row_and_column(row, column, message):
    assert with_community(row) == [(3, column, message)]


def test_one_bad_cell_refuses_all_and_every_problem_is_listed():
    found = with_community("Fir,95,-125,south,America/Vancouver\nElm,55,x,north,America/Vancouver")
    assert [(row, column) for row, column, _ in found] == [(3, "region"), (3, "latitude"), (4, "longitude")]


def test_one_name_in_two_districts_is_two_communities():
    header = "name,latitude,longitude,region,time_zone,regional_district\n"
    row = "Spruce,55,-125,north,America/Vancouver,"
    assert read_data_set({**SMALL, COMMUNITIES: f"{header}{row}East\n{row}West\n"}).data_set is not None


def test_an_unknown_way_of_arriving_is_refused():
    header = "name,latitude,longitude,region,time_zone,access,population\n"
    found = problems_with(COMMUNITIES, header + "Spruce,55,-125,north,America/Vancouver,canoe,-3\n")
    assert [(row, column) for row, column, _ in found] == [(2, "population"), (2, "access")]
    assert "ferry" in found[1][2]


def test_a_missing_column_is_named_once():
    assert problems_with(REGIONS, "code,name,latitude,longitude,authority\na,A,1,1,\n") == [
        (1, "time_zone", "This column is missing.")
    ]


def test_a_repeated_region_is_refused():
    assert problems_with(REGIONS, SMALL[REGIONS] + "north,Again,,America/Vancouver,55,-125\n") == [
        (3, "code", "north is already in row 2.")
    ]


def test_an_unclosed_quote_is_a_problem_and_not_a_crash():
    assert problems_with(REGIONS, SMALL[REGIONS] + '"open,North,,America/Vancouver,55,-125\n')[0][1] == ""


def test_an_empty_file_is_a_problem():
    assert problems_with(COMMUNITIES, SMALL[COMMUNITIES].splitlines()[0]) == [(0, "", "There are no rows in this file.")]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon", "coordinates": [[["a", 1]] ]}'],
)
def test_what_is_no_outline_is_refused(text):
    assert problems_with(OUTLINE, text)[0][:2] == (0, "")


def test_an_outline_in_metres_is_refused():
    text = SMALL[OUTLINE].replace("-130, 50", "500000, 50")
    assert problems_with(OUTLINE, text) == [(0, "", "The outline has points that are not degrees.")]


def test_a_problem_can_be_read_aloud():
    problem = read_data_set({}).problems[0]
    assert isinstance(problem, Problem)
    assert str(problem.message) == "This file is missing."
