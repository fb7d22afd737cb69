"""A coordinator's real-life spreadsheet, through the pages from the file to its undoing."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from network.kernel.actor import Role
from network.organizations.models import ColumnMemory, DoNotPair, ImportBatch, ImportChange, Organization, OwnField, OwnValue
from network.storage.db import db
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.forms import post, token_on
from tests.organizations.importing.files import (
    batch_id,
    begun,
    checked,
    fields_of,
    imported,
    lines,
    load_province,
    press,
    sent_as_shown,
    upload,
)
from tests.sample_files import sample

MESSY = "organizations_messy.csv"
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator, in a province without organizations."""
    load_province()
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def names() -> set[str]:
    return set(db.session.scalars(select(Organization.name)))


def test_the_real_life_file_goes_from_columns_to_the_directory_and_back(client: FlaskClient) -> None:
    address = begun(client, sample(MESSY), MESSY)
    columns = client.get(f"{address}/columns").get_data(as_text=True)
    assert "NOT with (confidential)" in columns
    assert fields_of(columns)["column0"] == "name"
    assert sent_as_shown(client, f"{address}/columns").location == f"{address}/check"
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert "Import 46 rows, leave out 9" in page
    assert "Prince Goerge" in page
    assert "Prince George, Northern Interior" in page
    assert press(client, f"{address}/check", "again", **{"type-28-16": "lead@quiet-water.example"}).status_code == 303
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert "Rows that can’t be read" not in page
    assert "Import 52 rows, leave out 3" in page
    assert count(Organization) == 0
    assert press(client, f"{address}/check", "go").location == address
    assert count(Organization) == 52
    assert {"Confluence Sex Worker Alliance", "Aspen Sex Workers' Resource Society"} <= names()
    done = client.get(address).get_data(as_text=True)
    assert "The list is in the directory" in done
    assert "You can take the whole import back until" in done
    assert post(client, f"{address}/undo").location == address
    assert count(Organization) == 0
    assert "The import is undone" in client.get(address).get_data(as_text=True)


def test_the_second_time_nothing_changes(client: FlaskClient) -> None:
    imported(client, sample(MESSY), MESSY)
    versions = dict(db.session.execute(select(Organization.id, Organization.version)).tuples().all())
    address = checked(client, sample(MESSY), MESSY)
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert "There is nothing to import" in page
    assert "This very file was imported before" in client.get(f"{address}/columns").get_data(as_text=True)
    press(client, f"{address}/check", "go")
    assert dict(db.session.execute(select(Organization.id, Organization.version)).tuples().all()) == versions


def test_the_columns_are_remembered_for_the_next_file(client: FlaskClient) -> None:
    address = begun(client, lines("Cedar Society,Terrace,x", header="Org,Where,Colour of the door"))
    shown = fields_of(client.get(f"{address}/columns").get_data(as_text=True))
    assert shown["column2"] == "own:Colour of the door"
    assert sent_as_shown(client, f"{address}/columns", column1="home_community", column2="").status_code == 303
    assert count(ColumnMemory) == 3
    again = client.get(f"{begun(client, lines('Fir,Terrace,y', header='Colour of the door,Where,Org'))}/columns").get_data(
        as_text=True
    )
    assert [fields_of(again)[f"column{number}"] for number in range(3)] == ["", "home_community", "name"]
    assert again.count("remembered") >= 3


def test_columns_without_a_name_or_twice_the_same_are_refused_on_the_page(client: FlaskClient) -> None:
    address = begun(client, lines("Cedar Society,Terrace,Active,1"))
    nameless = sent_as_shown(client, f"{address}/columns", column0="")
    assert nameless.status_code == 422
    assert "Say which column holds the organization" in nameless.get_data(as_text=True)
    twice = sent_as_shown(client, f"{address}/columns", column1="name")
    assert "Two columns are mapped to the same field" in twice.get_data(as_text=True)
    assert sent_as_shown(client, f"{address}/columns", column1="salary").status_code == 422


def test_a_column_that_fits_no_field_becomes_one_of_our_own(client: FlaskClient) -> None:
    imported(client, lines("Cedar Society,Terrace,green", "Fir House,Hope,", header="Org,Town,Colour of the door"))
    assert db.session.scalars(select(OwnField.label)).all() == ["Colour of the door"]
    assert db.session.scalars(select(OwnValue.text)).all() == ["green"]


def test_what_was_typed_is_kept_when_it_can_not_be_read_either(client: FlaskClient) -> None:
    address = checked(client, lines("Cedar Society,Terrace,lots", header="Org,Town,Mentor places"))
    field = next(name for name in fields_of(client.get(f"{address}/check").get_data(as_text=True)) if name.startswith("type-"))
    press(client, f"{address}/check", "again", **{field: "very many"})
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert fields_of(page)[field] == "very many"
    assert 'aria-invalid="true"' in page
    assert "lots" in page
    press(client, f"{address}/check", "again", **{field: "3"})
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert "Import 1 row" in page
    assert "What you decided" in page
    taken_back = press(client, f"{address}/check", "", take_back="2|capacity")
    assert taken_back.status_code == 303
    assert "lots" in client.get(f"{address}/check").get_data(as_text=True)


def test_importing_with_something_just_typed_checks_again_first(client: FlaskClient) -> None:
    address = checked(client, lines("Cedar Society,Terrace,lots", "Fir House,Hope,2", header="Org,Town,Mentor places"))
    field = next(name for name in fields_of(client.get(f"{address}/check").get_data(as_text=True)) if name.startswith("type-"))
    answer = press(client, f"{address}/check", "go", **{field: "3"})
    assert answer.location == f"{address}/check"
    assert count(Organization) == 0
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert "You changed something, so it was checked again" in page
    assert "Import 2 rows" in page


def test_importing_asks_again_when_the_directory_changed_meanwhile(client: FlaskClient) -> None:
    address = checked(client, lines("Cedar Society,Terrace,Active,1"))
    given = {**fields_of(client.get(f"{address}/check").get_data(as_text=True)), "do": "go"}
    make_organization("Cedar Society")
    assert client.post(f"{address}/check", data=given).location == f"{address}/check"
    assert "The directory changed since you looked" in client.get(f"{address}/check").get_data(as_text=True)
    assert count(ImportChange) == 0


def test_rows_that_disagree_are_settled_by_hand(client: FlaskClient) -> None:
    rows = ("Cedar Society,Terrace,1", "Cedar Society,Terrace,2")
    for answer, expected in (("first", [1]), ("this", [2])):
        address = checked(client, lines(*rows, header="Org,Town,Mentor places"))
        press(client, f"{address}/check", "again", **{"use-3-row": answer})
        press(client, f"{address}/check", "go")
        assert db.session.scalars(select(Organization.capacity)).all() == expected
        post(client, f"{address}/undo")


def test_a_file_can_be_put_away(client: FlaskClient) -> None:
    address = checked(client, lines("Cedar Society,Terrace,Active,1"))
    assert post(client, f"{address}/discard", page=f"{address}/check").location == "/organizations/import"
    assert count(ImportBatch) == 0


def test_the_rows_that_stay_out_come_back_as_a_file(client: FlaskClient) -> None:
    address = checked(client, sample(MESSY), MESSY)
    answer = client.get(f"{address}/left-out.csv")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="rows-')
    text = answer.data.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Org name")
    assert len(text.splitlines()) == 8
    assert "'=HYPERLINK" in text


def test_each_step_leads_to_where_the_import_is(client: FlaskClient) -> None:
    address = begun(client, lines("Cedar Society,Terrace,Active,1"))
    assert client.get(f"{address}/check").location == f"{address}/columns"
    assert client.get(address).location == f"{address}/columns"
    sent_as_shown(client, f"{address}/columns")
    assert client.get(f"{address}/progress").location == f"{address}/check"
    press(client, f"{address}/check", "go")
    for page in ("columns", "check", "progress"):
        assert client.get(f"{address}/{page}").location == address
    post(client, f"{address}/undo")
    assert client.get(f"{address}/undo").location == address


def test_bars_are_kept_between_the_organizations_that_the_file_names(client: FlaskClient) -> None:
    imported(client, lines("Cedar Society,Terrace,", "Fir House,Hope,cedar society", header="Org,Town,Not with"))
    ids = dict(db.session.execute(select(Organization.name, Organization.id)).tuples().all())
    bar = db.session.scalars(select(DoNotPair)).one()
    assert (bar.organization_id, bar.other_id) == (ids["Fir House"], ids["Cedar Society"])


@pytest.mark.parametrize("role", [None, Role.LIAISON, Role.ADMINISTRATOR, Role.SAFETY_MODERATOR])
def test_nobody_but_a_coordinator_comes_near(client: FlaskClient, sign_in: SignIn, role: Role | None) -> None:
    address = imported(client, lines("Cedar Society,Terrace,Active,1"))
    open_one = checked(client, lines("Fir House,Hope,Active,1"))
    here = db.session.scalars(select(Organization.id)).one()
    other = sign_in(
        make_member(here, is_lead=True)
        if role is None
        else make_person(role=role, region="northwest" if role == "liaison" else None)
    )
    for page in ("/organizations/import", "/organizations/export"):
        assert other.get(page).status_code == 403
    for page in ("", "/columns", "/check", "/progress", "/left-out.csv", "/undo"):
        assert other.get(address + page).status_code == 404
        assert other.get(open_one + page).status_code == 404
    token = {"csrf_token": token_on(other, "/organizations")}
    assert other.post("/organizations/import", data=token).status_code == 403
    assert other.post("/organizations/export", data=token).status_code == 403
    for deed in ("columns", "check", "undo", "discard"):
        assert other.post(f"{open_one}/{deed}", data=token).status_code == 404
    assert count(ImportBatch) == 2


def test_a_made_up_import_is_not_found(client: FlaskClient) -> None:
    for page in ("", "/columns", "/check", "/progress", "/left-out.csv", "/undo"):
        assert client.get(f"/organizations/import/{UUID(int=5)}{page}").status_code == 404
    assert batch_id(f"/organizations/import/{UUID(int=5)}") == UUID(int=5)


def test_an_upload_without_a_file_says_so(client: FlaskClient) -> None:
    answer = post(client, "/organizations/import")
    assert answer.status_code == 422
    assert "Choose a file." in answer.get_data(as_text=True)
    assert upload(client, b"Name,Town\nCedar,Hope\n", header_row="0").status_code == 422
