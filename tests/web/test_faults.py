"""C34: whatever breaks, the page says what to do next and a number to quote, and nothing of what broke."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from jinja2 import TemplateNotFound
from sqlalchemy import select, text

from network.kernel.actor import Role
from network.mentorship.models import Round
from network.settings.rules import DEFAULTS
from network.storage.db import db
from network.storage.transaction import transaction
from network.web.sessions import ServerSessions
from tests.architecture.test_doors import addresses
from tests.doors.world import database_file
from tests.factories.people import make_person
from tests.forms import token_on

TELLING = re.compile(
    r"traceback|sqlite|postgres|psycopg|sqlalchemy|jinja|werkzeug|select |insert |\.py\b|\.html\b|/network/|/dev/shm|"
    r"no such table|operationalerror|undefined|exception",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"this helps: ([0-9a-f]{8})\.|<p>([0-9a-f]{8})</p>")
ROUND = "/mentorship/rounds/new"


@pytest.fixture
def coordinator(app: Flask, sign_in: Any) -> Any:
    return sign_in(make_person(role=Role.COORDINATOR))


def assert_tells_nothing(answer: Any, where: str) -> None:
    html = answer.get_data(as_text=True)
    assert answer.status_code == 500, f"{where}: {answer.status_code}"
    assert REFERENCE.search(html), where
    assert not TELLING.search(html), f"{where}: {TELLING.search(html)}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "X-Frame-Options" in answer.headers


@pytest.fixture
def gone(app: Flask, coordinator: Any) -> Iterator[Any]:
    """A browser that is signed in, and a database whose file is not one any more, or whose tables are gone."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(text("alter schema public rename to away"))
        yield coordinator
        with db.engine.begin() as connection:
            connection.execute(text("alter schema away rename to public"))
        return
    file = database_file(app)
    db.session.remove()
    db.engine.dispose()
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    file.write_bytes(b"no database" * 1000)
    yield coordinator
    db.session.remove()
    db.engine.dispose()


def test_c34_the_database_is_gone(app: Flask, gone: Any) -> None:
    """Every address, looked at and posted to, for whoever asks in whichever form."""
    for endpoint, address, method in addresses(app):
        if endpoint in ("accounts.leave", "home.robots"):
            continue
        answer = gone.open(address, method=method, data={"name": "x"} if method == "POST" else None)
        assert_tells_nothing(answer, f"{method} {address}")
    for headers in ({"HX-Request": "true"}, {"Accept": "application/json"}):
        assert_tells_nothing(gone.get("/organizations", headers=headers), str(headers))


def test_c18_the_way_out_leads_away_all_the_same(gone: Any) -> None:
    for method in ("GET", "POST"):
        answer = gone.open("/leave", method=method)
        assert (answer.status_code, answer.location) == (303, DEFAULTS["quick_exit_url"]), method


def test_c34_a_template_is_broken(app: Flask, coordinator: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of a page is told in the house's frame; a fault of the frame, without it; a fault of everything, as bare text."""
    loader = app.jinja_env.loader
    assert loader is not None
    whole = loader.get_source
    broken: list[str] = ["home/"]

    def get_source(environment: Any, template: str) -> Any:
        if template.startswith(tuple(broken)):
            raise TemplateNotFound(template)
        return whole(environment, template)

    monkeypatch.setattr(loader, "get_source", get_source)
    for more in ((), ("layouts/_bar",), ("layouts/",), ("errors/",)):
        broken += more
        assert app.jinja_env.cache is not None
        app.jinja_env.cache.clear()
        assert_tells_nothing(coordinator.get("/"), str(broken))
    app.jinja_env.cache.clear()


def test_c34_a_reference_leads_to_the_line_in_the_log(app: Flask, coordinator: Any, caplog: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(app.view_functions, "home.show", lambda: 1 / 0)
    html = coordinator.get("/").get_data(as_text=True)
    found = REFERENCE.search(html)
    assert found
    assert any(found.group(1) in record.getMessage() for record in caplog.records)


def test_c34_f5_a_database_that_is_locked_is_waited_for_and_then_what_was_typed_comes_back(app: Flask, coordinator: Any) -> None:
    """Reading goes on. The page holds what was typed, and sends it again once the lock is gone."""
    sent = {"csrf_token": token_on(coordinator, ROUND), "title": "Winter <of> the owl"}
    is_sqlite = db.engine.dialect.name == "sqlite"
    with locked(is_sqlite=is_sqlite):
        assert coordinator.get("/mentorship").status_code == 200
        began = time.monotonic()
        answer = coordinator.post(ROUND, data=sent)
        waited = time.monotonic() - began
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert 4 <= waited <= 8, waited
    html = answer.get_data(as_text=True)
    assert 'value="Winter &lt;of&gt; the owl"' in html
    assert f'action="{ROUND}"' in html
    assert db.session.scalars(select(Round)).all() == []
    again = re.findall(r'name="([^"]+)" value="([^"]*)"', html.split(f'action="{ROUND}"')[1].split("</form>")[0])
    plain = {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in again}
    assert coordinator.post(ROUND, data=plain).status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(Round.title)).one() == "Winter <of> the owl"


@contextmanager
def locked(*, is_sqlite: bool) -> Iterator[None]:
    """Hold what a writer needs."""
    with db.engine.connect() as other:
        raw = other.connection.dbapi_connection
        assert raw is not None
        raw.cursor().execute("begin immediate" if is_sqlite else "lock table matching_round in exclusive mode")
        yield
        raw.cursor().execute("rollback")


def test_c34_a_lost_message_loses_no_work(app: Flask, coordinator: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done is done: where only the note for the next page can't be kept, the answer stands."""

    def refuse(*_args: Any) -> None:
        with transaction():
            db.session.execute(text("select * from nowhere"))

    interface = app.session_interface
    assert isinstance(interface, ServerSessions)
    monkeypatch.setattr(interface, "store", type(interface.store)(interface.store.find, refuse, refuse))
    answer = coordinator.post(ROUND, data={"csrf_token": token_on(coordinator, ROUND), "title": "Winter of the owl"})
    assert answer.status_code == 303
