"""Services come in and go out by the file, with how each stands and the day on which that was said."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.kernel import clock
from network.kernel.actor import Role
from network.organizations import commands
from network.organizations.commands.importing import ReadyUndo, undo_import
from network.organizations.models import ImportChange, Organization, ServiceStatus
from network.organizations.queries import importing, services
from network.organizations.rules.services import ServiceState
from network.storage.db import db
from tests.factories.people import coordinator, make_person
from tests.forms import post
from tests.organizations.importing.files import batch_id, checked, imported, lines, load_province

SignIn = Callable[..., FlaskClient]
HEADER = "Organization,Town,Services"
FIRST = lines(
    "Cedar Society,Terrace,Drop-in; Food (paused 2026-05-03)",
    'Fir House,Hope,"Counselling (ended, 1 June 2026); Third Party Reporting (sexual assault, 19+)"',
    header=HEADER,
)


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator, in a province without organizations."""
    load_province()
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


def id_of(name: str) -> UUID:
    return db.session.scalars(select(Organization.id).where(Organization.name == name)).one()


def told(name: str) -> list[tuple[str, str, date | None]]:
    db.session.rollback()
    return [(line.code, line.state, line.as_of) for line in services(coordinator(), id_of(name))]


def test_services_go_in_with_their_state_and_day(client: FlaskClient) -> None:
    imported(client, FIRST)
    assert told("Cedar Society") == [("drop-in", "", None), ("food", "paused", date(2026, 5, 3))]
    assert [state for _, state, _ in told("Fir House")] == ["ended", ""]


def test_a_state_without_a_day_is_said_today_and_asks_nobody_the_second_time(client: FlaskClient) -> None:
    data = lines("Cedar Society,Terrace,Drop-in (runs); Food (paused)", header=HEADER)
    imported(client, data)
    assert told("Cedar Society") == [("drop-in", "running", clock.today()), ("food", "paused", clock.today())]
    assert "There is nothing to import" in client.get(f"{checked(client, data)}/check").get_data(as_text=True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_gives_services_back_as_they_came(client: FlaskClient, kind: str) -> None:
    imported(client, FIRST)
    commands.tell_services(coordinator(), id_of("Cedar Society"), {"drop-in": ServiceState.UNKNOWN})
    answer = post(client, "/organizations/export", {"kind": kind})
    if kind == "csv":
        said = f"Drop-in (not known, {clock.today()}); Food (paused, 2026-05-03)"
        assert said in answer.data.decode("utf-8-sig")
    page = client.get(f"{checked(client, answer.data, f'export.{kind}')}/check").get_data(as_text=True)
    assert "There is nothing to import" in page


def test_what_can_not_be_read_is_named_by_row_and_stays_out(client: FlaskClient) -> None:
    data = lines("Cedar Society,Terrace,Parrots; Food (paused)", "Fir House,Hope,Food (sometimes)", header=HEADER)
    page = client.get(f"{checked(client, data)}/check").get_data(as_text=True)
    assert "Not in the list: Parrots." in page
    assert "“sometimes” doesn&#39;t say how a service stands" in page


def test_a_word_said_since_the_file_was_written_holds(client: FlaskClient) -> None:
    imported(client, FIRST)
    commands.tell_services(coordinator(), id_of("Cedar Society"), {"food": ServiceState.RUNNING})
    page = client.get(f"{checked(client, FIRST)}/check").get_data(as_text=True)
    assert "There is nothing to import" in page


def test_undoing_restores_services_and_takes_what_it_made(client: FlaskClient) -> None:
    imported(client, FIRST)
    before = told("Cedar Society")
    changed = lines("Cedar Society,Terrace,Food (ended 2026-06-01)", "Elm House,Hope,Food (runs)", header=HEADER)
    second = batch_id(imported(client, changed))
    assert told("Cedar Society") == [("food", "ended", date(2026, 6, 1))]
    undo_import(coordinator(), ReadyUndo.of(importing.prepare_undo(coordinator(), second), None))
    assert told("Cedar Society") == before
    assert not db.session.scalars(select(Organization).where(Organization.name == "Elm House")).all()
    assert {row.organization_id for row in db.session.scalars(select(ServiceStatus))} == {
        id_of("Cedar Society"),
        id_of("Fir House"),
    }


def test_undoing_an_import_of_before_there_were_services_leaves_them(client: FlaskClient) -> None:
    imported(client, lines("Cedar Society,Terrace,,1", header=f"{HEADER},Mentor places"))
    second = batch_id(imported(client, lines("Cedar Society,Terrace,,2", header=f"{HEADER},Mentor places")))
    for change in db.session.scalars(select(ImportChange)):
        change.after = {name: value for name, value in change.after.items() if name != "services"}
        change.before = change.before and {name: value for name, value in change.before.items() if name != "services"}
    db.session.commit()
    row = db.session.get_one(Organization, id_of("Cedar Society"))
    imported(client, lines("Cedar Society,Terrace,Food (runs)", header=HEADER))
    undo_import(coordinator(), ReadyUndo.of(importing.prepare_undo(coordinator(), second), None))
    db.session.refresh(row)
    assert row.capacity == 1
    assert [state for _, state, _ in told("Cedar Society")] == ["running"]
