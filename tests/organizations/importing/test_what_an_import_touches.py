"""An import knows of the pairings that run, and each organization's history tells of it."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from network.kernel.actor import Actor, Role
from network.organizations import queries
from network.organizations.models import Organization
from network.organizations.queries.history import SPOKEN, history
from network.pairings.rules.states import PairingState
from network.settings.queries import catalogue
from network.storage.db import db
from tests.factories.mentorship import make_pairing
from tests.factories.people import coordinator, make_person, member_of
from tests.forms import post
from tests.organizations.importing.files import checked, imported, lines, load_province, press

SignIn = Callable[..., FlaskClient]
HEADER = "Organization,Town,Status,Mentor places"


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator, in a province without organizations."""
    load_province()
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


def id_of(name: str) -> UUID:
    return db.session.scalars(select(Organization.id).where(Organization.name == name)).one()


def told(name: str, *, by: Actor | None = None) -> list[tuple[str, bool]]:
    page = queries.page(by or coordinator(), id_of(name), catalogue())
    return [(str(one.text), one.import_id is not None) for one in page.history]


def test_a_list_that_goes_against_a_pairing_is_doubted_and_goes_in_when_somebody_insists(client: FlaskClient) -> None:
    imported(client, lines("Cedar Society,Terrace,Active,2", "Fir House,Hope,Active,0", "Elm House,Hope,Active,0", header=HEADER))
    cedar, fir, elm = (id_of(name) for name in ("Cedar Society", "Fir House", "Elm House"))
    make_pairing(cedar, fir)
    make_pairing(cedar, elm, PairingState.TRIAL)
    address = checked(client, lines("Cedar Society,Terrace,Active,1", "Fir House,Hope,Closed,0", header=HEADER))
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert "It mentors 2 organizations now. With 1 places it would have too few." in page
    assert "It has 1 pairing that runs. Stopping the organization doesn’t end it." in page.replace("&#39;", "’").replace("'", "’")
    assert press(client, f"{address}/check", "go").location == address
    assert db.session.get_one(Organization, fir).status == "closed"


def test_the_history_tells_of_an_import_and_of_its_undoing(client: FlaskClient) -> None:
    first = imported(client, lines("Cedar Society,Terrace,Active,2", "Fir House,Hope,Active,0", header=HEADER), "first list.csv")
    second = imported(client, lines("Cedar Society,Terrace,Paused,2", "Fir House,Hope,Active,0", header=HEADER), "second.csv")
    by_first = ("Added by the import of “first list.csv” by Maren Ostrowski.", True)
    by_second = ("Changed by the import of “second.csv” by Maren Ostrowski.", True)
    assert told("Cedar Society") == [by_second, by_first]
    assert told("Fir House") == [by_first]
    shown = client.get(f"/organizations/{id_of('Cedar Society')}").get_data(as_text=True)
    assert f'href="{second}"' in shown
    assert f'href="{first}"' in shown
    assert post(client, f"{second}/undo").status_code == 303
    undone = ("The import of “second.csv” was undone by Maren Ostrowski.", True)
    assert told("Cedar Society") == [undone, by_second, by_first]
    assert told("Fir House") == [by_first]


def test_what_an_undoing_left_it_is_not_said_to_have_changed(client: FlaskClient) -> None:
    imported(client, lines("Cedar Society,Terrace,Active,2", "Fir House,Hope,Active,0", header=HEADER), "first.csv")
    second = imported(client, lines("Cedar Society,Terrace,Active,3", "Fir House,Hope,Active,1", header=HEADER), "second.csv")
    imported(client, lines("Cedar Society,Terrace,Active,4", header=HEADER), "third.csv")
    post(client, f"{second}/undo")
    assert not any("undone" in text for text, _ in told("Cedar Society"))
    assert "The import of “second.csv” was undone by Maren Ostrowski." in told("Fir House")[0][0]


def test_members_read_that_a_list_came_in_but_not_its_name(client: FlaskClient) -> None:
    imported(client, lines("Cedar Society,Terrace,Active,2", header=HEADER), "do not show.csv")
    assert told("Cedar Society", by=member_of(id_of("Cedar Society"))) == [
        ("Added by a list that Maren Ostrowski imported.", False)
    ]


def test_a_history_is_found_by_an_index(client: FlaskClient) -> None:
    """However long the journal, no part of it is read from end to end."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of its tables, which are empty here")
    said: list[tuple[str, object]] = []
    from_here = history([id_of_made(client)], SPOKEN, catalogue(), "America/Vancouver", 5)
    assert from_here

    def hear(_connection: object, _cursor: object, statement: str, given: object, *_rest: object) -> None:
        said.append((statement, given))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        history([id_of("Cedar Society")], SPOKEN, catalogue(), "America/Vancouver", 5)
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    statement, given = next(each for each in said if "journal_entry" in each[0])
    plan = [row[3] for row in db.session.connection().exec_driver_sql(f"explain query plan {statement}", given)]
    assert not [line for line in plan if line.startswith("SCAN") and "journal_entry" in line], plan
    assert any("ix_journal_entry_subject_id_id" in line for line in plan)
    assert any("ix_journal_entry_other_id_id" in line for line in plan)


def id_of_made(client: FlaskClient) -> UUID:
    imported(client, lines("Cedar Society,Terrace,Active,2", header=HEADER))
    return id_of("Cedar Society")
