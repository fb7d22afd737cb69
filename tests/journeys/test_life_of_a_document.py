"""A document from its first sentence to the day on which it holds no more, and back: through the pages."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.kernel import clock
from network.library.models import Confirmation, Document, DocumentVersion
from network.spaces.rules import SpaceKind
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.forms import post, value_on

SignIn = Callable[..., FlaskClient]
TEXT = "## Before you go\n\nTell somebody when you will be back.\n\n- water\n- a charged phone\n"


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def page(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return answer.get_data(as_text=True)


def begin(client: FlaskClient, house: UUID, title: str = "Outreach by boat", **more: str) -> str:
    """The address of a document that was begun through its form."""
    form = page(client, "/library/new")
    typed = {"new_id": value_on(form, "new_id"), "title": title, "kind": "guide", "space": str(SpaceKind.NETWORK)}
    answer = post(client, "/library/new", {**typed, "organization_id": str(house), "language": "en", **more})
    assert answer.status_code == 303, answer.get_data(as_text=True)[:3000]
    return answer.location.removesuffix("/edit")


def save(client: FlaskClient, url: str, text: str, **more: str) -> int:
    form = page(client, f"{url}/edit")
    typed = {name: value_on(form, name) for name in ("revision", "prints", "title")}
    typed = {**typed, "summary": "How to reach people by water.", "text": text, "size": "major", "what_changed": "Two new steps."}
    return post(client, f"{url}/edit", {**typed, **more}).status_code


def step(client: FlaskClient, url: str, name: str, **more: str) -> int:
    form = page(client, f"{url}/{name}")
    held = {key: value_on(form, key) for key in ("seen", "number", "new_id") if f'name="{key}"' in form}
    return post(client, f"{url}/{name}", {**held, **more}).status_code


def test_from_the_first_sentence_to_the_last(app: Flask, sign_in: SignIn) -> None:
    house, other = make_organization("Wayside House"), make_organization("Juniper Peers")
    writer = sign_in(make_member(house, name="Writer"))
    lead, reader = sign_in(make_member(house, is_lead=True, name="Lead")), sign_in(make_member(other, name="Reader"))
    url = begin(writer, house, topics="transport")
    assert reader.get(url).status_code == 404
    assert "Outreach by boat" not in page(reader, "/library")
    assert save(writer, url, TEXT) == 303
    assert step(writer, url, "consult", until="2027-01-31") == 303
    assert "Comments are asked for until 31 January 2027" in page(reader, url)
    assert step(writer, url, "return", why="Two readers asked for the tides.") == 303
    assert "There is no text that you may read" in page(reader, url)
    assert "Two readers asked for the tides." in page(writer, f"{url}/edit")
    assert save(writer, url, TEXT + "\nMind the tides.\n") == 303
    assert step(writer, url, "ask-review") == 303
    assert writer.get(f"{url}/approve").status_code == 403
    assert step(lead, url, "approve") == 303
    shown = page(reader, url)
    assert "In force" in shown
    assert "Mind the tides." in shown
    assert '<h2 id="text-h-before-you-go">' in shown

    assert step(lead, url, "confirm", review_on="2027-06-30", organization_id=str(house), note="Compared with the tables.") == 303
    assert "Compared with the tables." in page(reader, url)
    row = db.session.scalars(select(Document)).one()
    assert str(row.review_on) == "2027-06-30"

    assert post(writer, f"{url}/begin-version", {"from_number": "1"}, page=url).status_code == 303
    assert save(writer, url, TEXT, size="medium") == 303
    assert step(writer, url, "ask-review") == 303
    assert step(lead, url, "approve") == 303
    assert "Two new steps." in page(reader, f"{url}/versions")
    assert "Mind the tides." in page(reader, f"{url}/compare?from=1&to=2")
    assert "This is an older text" in page(reader, f"{url}/versions/1")

    assert step(lead, url, "withdraw", why="The ferry goes no more. See the guide on rides.") == 303
    assert "The ferry goes no more." in page(reader, url)
    assert post(writer, f"{url}/begin-version", {"from_number": "1"}, page=url).status_code == 303
    assert save(writer, url, TEXT + "\nBy road.\n") == 303
    assert step(writer, url, "ask-review") == 303
    assert step(lead, url, "approve") == 303
    shown = page(reader, url)
    assert "By road." in shown
    assert "The ferry goes no more." not in shown
    states = db.session.scalars(select(DocumentVersion.state).order_by(DocumentVersion.number)).all()
    assert states == ["superseded", "superseded", "in_force"]
    assert db.session.scalars(select(Confirmation)).one().confirmed_on == clock.today()
