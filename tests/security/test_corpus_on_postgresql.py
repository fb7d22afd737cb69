"""C33, C35: the corpus of odd texts on PostgreSQL, where a sign that no database takes or too large a number fails otherwise.

The walk through every form (tests/doors) runs on SQLite. Here each text goes into a form of every kind of field at once, and
into the addresses that filter.
"""

from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.actor import Role
from tests.doors.corpus import LONG, TEXTS
from tests.doors.pages import TEXT_KINDS, forms_of, sends
from tests.factories.organizations import load_default_lists
from tests.factories.people import make_person
from tests.forms import token_on

PAGES = {
    "an entry": (
        "coordinator",
        "/organizations/new",
    ),  # lines, long texts, addresses of mail and web, hours, days
    "a request": ("administrator", "/privacy/requests"),  # sealed texts and a day
    "settings": ("administrator", "/settings"),  # whole numbers
    "sign-in": ("nobody", "/sign-in"),
    "forgotten": ("nobody", "/recover"),
}
FILTERS = (
    ("coordinator", "/organizations?q={0}&region={0}&teaches={0}&after={0}"),
    ("administrator", "/journal?who={0}&kind={0}&about={0}&since={0}&after={0}"),
    ("administrator", "/people?after={0}"),
    ("coordinator", "/places?q={0}&after={0}"),
    ("nobody", "/recover/{0}"),
)
ANSWERS = {200, 303, 308, 400, 403, 404, 409, 413, 422, 429}
pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # SQLite has its own walk
SHORT = {name: text for name, text in TEXTS.items() if len(text) < LONG // 4}


@pytest.fixture
def clients(app: Flask, sign_in: Any) -> dict[str, FlaskClient]:
    """Who fills the forms in."""
    load_default_lists()
    roles = {"coordinator": Role.COORDINATOR, "administrator": Role.ADMINISTRATOR}
    return {"nobody": sign_in(), **{kind: sign_in(make_person(role=role)) for kind, role in roles.items()}}


def bytes_of(text: str | bytes) -> bytes:
    """What a browser would send, half signs too."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", PAGES)
def test_c33_c35_no_text_of_the_corpus_is_a_fault_in_any_kind_of_field(clients: dict[str, FlaskClient], name: str) -> None:
    kind, page = PAGES[name]
    client = clients[kind]
    form = forms_of(client.get(page).get_data(as_text=True), page)[-1]
    wrong = []
    for value, text in SHORT.items():
        sent: dict[str, Any] = form.filled()
        for field, each in form.fields.items():
            if each.kind in TEXT_KINDS | {"number", "date", "time", "select"} and field != "csrf_token":
                sent[field] = [bytes_of(text)]
        sent["csrf_token"] = [token_on(client, page)]
        status = sends(client, form, sent).status_code
        if status not in ANSWERS:
            wrong.append(f"{value}: {status}")
    assert wrong == []


@pytest.mark.parametrize(("kind", "address"), FILTERS, ids=[address for _, address in FILTERS])
def test_c33_c35_no_text_of_the_corpus_is_a_fault_in_an_address(clients: dict[str, FlaskClient], kind: str, address: str) -> None:
    wrong = []
    for value, text in SHORT.items():
        status = clients[kind].get(address.format(quote_from_bytes(bytes_of(text)[:4_000], safe=""))).status_code
        if status not in ANSWERS:
            wrong.append(f"{value}: {status}")
    assert wrong == []
