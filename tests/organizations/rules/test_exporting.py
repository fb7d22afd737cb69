"""Organizations leave as they came."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.organizations.rules.exporting import Wording, columns_for, columns_like, rows_of
from network.organizations.rules.planning import Directory, RowState
from network.organizations.rules.services import ServiceState
from network.organizations.rules.values import Existing, OrganizationValues, from_plain, to_plain
from network.sheets import Limits, read_table, write_csv, write_xlsx
from tests.organizations.rules.province import COMMUNITIES, REGIONS, SMALL, plan

CODES = {name: [entry.code for entry in entries] for name, entries in SMALL.lists.items()}
KEYS = [community.key for community in COMMUNITIES]
WORDS = st.text(st.characters(categories=["L", "N"], max_codepoint=0x2FF), min_size=1, max_size=8)
LINE = st.one_of(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["=1+1", "+1 250 555 0100", "@x y", "'quoted'", "a; b, c/d"]),
)


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=4, unique=True).map(tuple)


SPANS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 700), st.integers(701, 1440)), max_size=4).map(
    lambda s: tuple(sorted(s))
)
SERVICES = st.lists(
    st.tuples(
        st.sampled_from(CODES["service"]), st.sampled_from(["", *ServiceState]), st.dates(date(1990, 1, 1), date(2026, 1, 1))
    ),
    max_size=4,
    unique_by=lambda each: each[0],
).map(lambda found: tuple((code, str(state), day.isoformat() if state else "") for code, state, day in found))
ORGANIZATION = st.builds(
    OrganizationValues,
    name=LINE,
    kind=st.sampled_from(CODES["org_kind"]),
    mandate=st.sampled_from(CODES["org_mandate"]),
    status=st.sampled_from(CODES["org_status"]),
    home_community=st.sampled_from(KEYS),
    also_serves=some(KEYS),
    capacity=st.integers(0, 20),
    wants_mentor=st.booleans(),
    teaches=some(CODES["topic"]),
    wants_to_learn=some(CODES["topic"]),
    languages=some(CODES["language"]),
    meets_by=some(CODES["way"]),
    availability=SPANS,
    services=SERVICES,
    waiting_since=st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    contact_email=st.sampled_from(["", "lead@cedar.example"]),
    phone=st.sampled_from(["", "+1 250 555 0100", "250 555 0100 ext 4"]),
    territories=LINE,
    website=st.sampled_from(["", "https://cedar.example/a"]),
    notes=LINE,
    own=st.dictionaries(st.sampled_from(["Fax", "Staff"]), LINE),
)


def wording(*names: str) -> Wording:
    return Wording(SMALL.lists, COMMUNITIES, REGIONS, names)


@pytest.mark.parametrize("name", ["again.csv", "again.xlsx"])
@settings(max_examples=50, deadline=None)
@given(values=ORGANIZATION)
def test_whatever_an_organization_holds_comes_back_unchanged(name: str, values: OrganizationValues) -> None:
    rows = rows_of([values], wording(values.name), columns_for(coordinator=True, own_labels=["Fax", "Staff"]))
    written = write_csv(rows) if name.endswith("csv") else write_xlsx(rows)
    there = Directory((Existing(1, values),), SMALL.lists, COMMUNITIES, REGIONS)
    (row,) = plan(read_table(written, name, Limits(), header_row=1), there).rows
    assert row.changes == ()
    assert row.state is RowState.UNCHANGED


@given(ORGANIZATION)
def test_values_come_back_from_json(values: OrganizationValues) -> None:
    assert from_plain(to_plain(values)) == values


def test_a_record_from_before_a_field_existed_is_read() -> None:
    assert from_plain({"name": "Cedar"}) == OrganizationValues(name="Cedar")


def test_words_stand_for_codes() -> None:
    values = OrganizationValues(
        name="Cedar Society",
        kind="womens-centre",
        home_community="daajing",
        also_serves=("cedar-north", "pr"),
        wants_mentor=True,
        teaches=("funding", "gone"),
        meets_by=("visit",),
        availability=((0, 540, 720),),
        waiting_since=date(2025, 8, 31),
        do_not_pair=("willow house", "nobody"),
        own={"Fax": "1"},
    )
    header, row = rows_of([values], wording("Willow House"), columns_for(coordinator=True, own_labels=["Fax"]))
    said = dict(zip(header, row, strict=True))
    assert said["Kind"] == "Women's centre / women's resource society"
    assert (said["Home community"], said["Region"]) == ("Daajing Giids", "Northwest and Haida Gwaii")
    assert said["Also serves"] == "Cedar, Northern Interior; Prince Rupert"
    assert (said["Wants a mentor"], said["Mentor places"], said["Waiting since"]) == ("yes", "0", "2025-08-31")
    assert (said["Can teach"], said["Meets by"], said["Available"]) == ("Funding; gone", "In person visit", "Mon 09:00-12:00")
    assert (said["Do not pair with"], said["Fax"], said["Website"]) == ("Willow House; nobody", "1", "")


def test_members_get_no_column_that_is_the_coordinators_own() -> None:
    assert {"Do not pair with", "Notes"}.isdisjoint(label for label, _ in columns_for(coordinator=False))
    header, targets = ["Org", "NOT with", "Fax", "x"], ["name", "do_not_pair", "own:Fax", ""]
    assert columns_like(header, targets, coordinator=False) == (("Org", "name"), ("Fax", "own:Fax"))
    assert columns_like(header, targets, coordinator=True) == (("Org", "name"), ("NOT with", "do_not_pair"), ("Fax", "own:Fax"))
