"""An import goes in whole or not at all, in few statements, and can be taken back but for what was changed since."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from network.journal.models import JournalEntry
from network.kernel import clock
from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import Conflict, Denied
from network.organizations import commands
from network.organizations.commands.exporting import export_organizations
from network.organizations.commands.importing import ReadyImport, ReadyUndo, apply_import, import_table, undo_import
from network.organizations.models import (
    DoNotPair,
    FreeTime,
    ImportBatch,
    ImportChange,
    Organization,
    OrganizationChoice,
    OrganizationCommunity,
    OrganizationRegion,
    OwnField,
    OwnValue,
)
from network.organizations.queries import draft_of, importing
from network.sheets import read_table
from network.storage.db import db
from tests.factories.people import coordinator, make_member, make_person, member_of
from tests.organizations.importing.files import batch_id, checked, imported, lines, load_province, nobody_called
from tests.sample_files import sample
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
PARTS = (Organization, OrganizationChoice, OrganizationCommunity, OrganizationRegion, FreeTime, OwnField, OwnValue, DoNotPair)


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator, in a province without organizations."""
    load_province()
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


def counts() -> dict[str, int]:
    return {table.__name__: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in PARTS}


def one(name: str) -> Organization:
    return db.session.scalars(select(Organization).where(Organization.name == name)).one()


def undo(id: UUID) -> None:
    undo_import(coordinator(), ReadyUndo.of(importing.prepare_undo(coordinator(), id), None))


def many(number: int) -> bytes:
    return lines(*(f"Group {each},Terrace,Active," for each in range(number)))


def test_when_the_501st_row_is_refused_none_goes_in(client: FlaskClient) -> None:
    prepared = importing.prepare(SYSTEM, import_ready(client, many(499)))
    with nobody_called("Group 498"), pytest.raises(DBAPIError):
        apply_import(coordinator(), ReadyImport.of(prepared, None))
    db.session.rollback()
    with nobody_called("Group 500"), pytest.raises(DBAPIError):
        import_table(SYSTEM, read_table(many(600), "list.csv"))
    db.session.rollback()
    assert set(counts().values()) == {0}
    assert db.session.scalar(select(func.count()).select_from(ImportChange)) == 0
    assert not db.session.scalars(select(JournalEntry).where(JournalEntry.event == "import_applied")).all()


def import_ready(client: FlaskClient, data: bytes) -> Any:
    return batch_id(checked(client, data))


def test_an_import_in_the_journal_is_counts_and_ids_only(client: FlaskClient) -> None:
    import_table(SYSTEM, read_table(sample("organizations.csv"), "organizations.csv"))
    facts = db.session.scalars(select(JournalEntry.facts).where(JournalEntry.event == "import_applied")).one()
    assert {name: value for name, value in facts.items() if name != "batch_id"} == {
        "added": 60,
        "changed": 0,
        "unchanged": 0,
        "left_out": 0,
    }


def test_a_table_goes_in_by_one_command_and_not_for_everybody(client: FlaskClient) -> None:
    table = read_table(sample("organizations.csv"), "organizations.csv")
    with pytest.raises(Denied):
        import_table(member_of(), table)
    import_table(SYSTEM, table)
    before = counts()
    assert before["Organization"] == 60
    import_table(SYSTEM, table)
    assert counts() == before
    assert set(db.session.scalars(select(Organization.version))) == {1}


def test_an_import_writes_all_that_a_row_says(client: FlaskClient) -> None:
    import_table(SYSTEM, read_table(sample("organizations.csv"), "organizations.csv"))
    row = one("Sitka Outreach and Drop-in Society")
    draft = draft_of(row)
    assert (row.status, row.capacity, row.wants_mentor, row.version) == ("paused", 4, False, 1)
    assert draft.teaches[:2] == ("migrant-workers", "resource-camps") or len(draft.teaches) == 10
    assert (set(draft.languages), set(draft.ways)) == ({"en", "pa"}, {"visit", "phone"})
    assert draft.free == ((2, 780, 960), (4, 600, 720))
    assert len(draft.also_serves) == 2
    regions = db.session.scalars(select(OrganizationRegion.region_code).where(OrganizationRegion.organization_id == row.id))
    assert set(regions) == {"fraser"}


def test_the_number_of_statements_does_not_grow_with_the_rows(client: FlaskClient) -> None:
    said = []
    for number in (30, 400):
        prepared = importing.prepare(SYSTEM, import_ready(client, many(number)))
        with statements() as heard:
            apply_import(coordinator(), ReadyImport.of(prepared, None))
        said.append(len([each for each in heard if not each.lower().startswith("insert")]))
    assert said[0] == said[1]


def test_the_check_asks_the_database_as_often_for_many_rows_as_for_few(client: FlaskClient) -> None:
    import_table(SYSTEM, read_table(sample("organizations.csv"), "organizations.csv"))
    addresses = [checked(client, lines("Cedar Society,Terrace,Active,")), checked(client, sample("organizations_messy.csv"))]
    said = []
    for address in addresses:
        client.get(f"{address}/check")
        with statements() as heard:
            assert client.get(f"{address}/check").status_code == 200
        said.append(len(heard))
    assert said[0] == said[1]
    assert said[0] <= 26


def test_undoing_puts_everything_back(client: FlaskClient) -> None:
    import_table(SYSTEM, read_table(sample("organizations.csv"), "organizations.csv"))
    before, told = counts(), export_organizations(coordinator(), "csv")
    data = lines(
        "Sitka Outreach and Drop-in Society,Terrace,Hope; Trail,English; French,Mon 9:00-10:00,red,Fir House,1,Active",
        "Fir House,Hope,,English,,blue,,0,Active",
        header="Org,Town,Also serves,Languages,Available,Door,Not with,Mentor places,Status",
    )
    address = imported(client, data)
    assert export_organizations(coordinator(), "csv") != told
    undo(batch_id(address))
    assert counts() == before
    assert export_organizations(coordinator(), "csv") == told


def test_undoing_leaves_what_was_changed_or_used_since(client: FlaskClient) -> None:
    rows = ("Cedar Society,Terrace,Active,", "Fir House,Hope,Active,", "Willow House,Trail,Active,", "Aspen,Golden,Active,")
    address = imported(client, lines(*rows))
    commands.set_capacity(coordinator(), one("Cedar Society").id, 3)
    make_member(one("Fir House").id)
    commands.add_do_not_pair(coordinator(), one("Cedar Society").id, one("Willow House").id, "They asked for it.")
    page = client.get(f"{address}/undo").get_data(as_text=True)
    assert "Changed since: Mentor places and Do not pair with." in page
    undo(batch_id(address))
    assert set(db.session.scalars(select(Organization.name))) == {"Cedar Society", "Fir House", "Willow House"}
    done = client.get(address).get_data(as_text=True)
    assert done.count("It has members, a pairing, contact notes or a bar by now.") == 2


def test_organizations_that_came_together_with_a_bar_go_together(client: FlaskClient) -> None:
    address = imported(client, lines("Cedar Society,Terrace,Fir House", "Fir House,Hope,", header="Org,Town,Not with"))
    undo(batch_id(address))
    assert set(counts().values()) == {0}


def test_an_import_is_undone_once_and_not_when_it_is_old(client: FlaskClient) -> None:
    first, second = imported(client, lines("Cedar Society,Terrace,Active,")), imported(client, lines("Fir House,Hope,Active,"))
    undo(batch_id(first))
    with pytest.raises(Conflict):
        undo(batch_id(first))
    db.session.execute(update(ImportBatch).values(applied_at=clock.now() - timedelta(days=15)))
    db.session.commit()
    with pytest.raises(Conflict):
        undo(batch_id(second))
    assert client.get(f"{second}/undo").location == second
    assert "too old to be undone" in client.get(second).get_data(as_text=True)
    assert one("Fir House")


def test_an_import_is_carried_out_once(client: FlaskClient) -> None:
    address = checked(client, lines("Cedar Society,Terrace,Active,"))
    prepared = importing.prepare(SYSTEM, batch_id(address))
    apply_import(coordinator(), ReadyImport.of(prepared, None))
    with pytest.raises(Conflict):
        apply_import(coordinator(), ReadyImport.of(prepared, None))
    assert counts()["Organization"] == 1
    assert client.get(f"{address}/check").location == address


def test_a_check_that_is_out_of_date_is_not_carried_out(client: FlaskClient) -> None:
    imported(client, lines("Fir House,Hope,Active,"))
    prepared = importing.prepare(SYSTEM, import_ready(client, lines("Cedar Society,Terrace,Active,")))
    commands.set_capacity(coordinator(), one("Fir House").id, 2)
    with pytest.raises(Conflict):
        apply_import(coordinator(), ReadyImport.of(prepared, None))
    assert counts()["Organization"] == 1


def test_regions_that_somebody_added_stay(client: FlaskClient) -> None:
    imported(client, lines("Cedar Society,Terrace,Active,"))
    db.session.add(OrganizationRegion(organization_id=one("Cedar Society").id, region_code="okanagan"))
    db.session.commit()
    imported(client, lines("Cedar Society,Hope,Active,"))
    assert set(db.session.scalars(select(OrganizationRegion.region_code))) == {"okanagan", "fraser"}
