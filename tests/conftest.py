"""What every test may ask for: the application, a database that forgets, the clock, a client for a person."""

import contextvars
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import create_engine, text

import network  # noqa: F401  (sets the clocks right before anything reads a zone)
from network.accounts.models import SignIn
from network.app import create_app
from network.config import Settings
from network.kernel import clock, tokens
from network.mail.memory import Memory
from network.settings.queries import forget
from network.storage.db import Row, db, driver
from tests.pages import assert_well_made
from tests.postgres import HAS_POSTGRES, Cluster, NoPostgres

pytest_plugins = ("tests.engines", "tests.hashing", "tests.keeping", "tests.mutation", "tests.processes")

TABLES = Row.metadata.sorted_tables
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ENGINES = ("sqlite", "postgresql")
EMPTYING = (f'if exists (select 1 from "{table.name}") then delete from "{table.name}"; end if;' for table in TABLES)
# Foreign keys rest meanwhile. Deleting from the few tables that hold rows is far quicker than truncating all; a function is
# planned once for each connection.
FORGETTING = f"""create function forget_all() returns void language plpgsql as
$$ begin set local session_replication_role = replica; {" ".join(EMPTYING)} end $$"""
SHELF = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
_cluster: list[Cluster] = []
_absent: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """One PostgreSQL for the whole run, started by the process that hands out the tests."""
    if hasattr(config, "workerinput"):
        config.stash[HAS_POSTGRES] = bool(config.workerinput["postgres"])
        return
    if config.option.collectonly or os.environ.get("POSTGRES") == "no":
        return
    try:
        _cluster.append(Cluster())
        config.stash[HAS_POSTGRES] = True
    except (NoPostgres, OSError) as why:
        _absent.append(str(why).strip()[:300])


def pytest_unconfigure(config: pytest.Config) -> None:
    while _cluster:
        _cluster.pop().stop()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each parallel worker where the server is."""
    node.workerinput["postgres"] = str(_cluster[0].folder) if _cluster else ""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end what ran on what."""
    terminalreporter.section("ran on")
    terminalreporter.line(f"SQLite {driver().sqlite_version}")
    terminalreporter.line(
        f"PostgreSQL {_cluster[0].version}" if _cluster else f"no PostgreSQL: {(_absent or ['switched off'])[0]}"
    )
    browser = find_chromium()
    terminalreporter.line(f"browser: {browser}" if browser else "no browser journeys: no Chromium was found")


def find_chromium() -> str | None:
    """The Chromium of this machine, if it has one."""
    return (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium was found; see the end of the run")
    with sync_playwright() as tools:
        running = tools.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


class Bench:
    """One engine's application and its database, emptied before each test."""

    def __init__(self, engine: str, worker: str, socket: str) -> None:
        self.engine = engine
        self.folder = Path(tempfile.mkdtemp(prefix=f"peer-{worker}-", dir=SHELF))
        if engine == "sqlite":
            url = f"sqlite:///{self.folder / 'test.sqlite'}"
        else:
            root = create_engine(f"postgresql+psycopg://app@/postgres?host={socket}", isolation_level="AUTOCOMMIT")
            with root.connect() as connection:
                connection.execute(text(f'create database "test_{worker}"'))
            root.dispose()
            url = f"postgresql+psycopg://app@/test_{worker}?host={socket}"
        self.app = create_app(
            Settings(
                instance=self.folder, database_url=url, secret_key="for tests only", is_testing=True, trusted_hosts=("localhost",)
            )
        )
        self.app.test_client_class = PoliteClient
        with self.app.app_context():
            upgrade()
            if engine == "postgresql":
                with db.engine.begin() as connection:
                    connection.execute(text(FORGETTING))
            db.engine.dispose()
        if engine == "sqlite":
            shutil.copy(self.folder / "test.sqlite", self.folder / "empty.sqlite")

    def empty(self) -> None:
        """Make the database forget, and no file lie about."""
        forget()
        shutil.rmtree(self.folder / "files", ignore_errors=True)
        with self.app.app_context():
            if self.engine == "postgresql":
                with db.engine.begin() as connection:
                    connection.execute(text("select forget_all()"))
                return
            db.engine.dispose()
        for ending in ("-wal", "-shm", "-journal"):
            (self.folder / f"test.sqlite{ending}").unlink(missing_ok=True)
        shutil.copy(self.folder / "empty.sqlite", self.folder / "test.sqlite")

    def close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        shutil.rmtree(self.folder, ignore_errors=True)


class PoliteClient(FlaskClient):
    """A browser that looks at each page it gets, and never shares a context with the test around it."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("base_url", "http://localhost:8000")
        kwargs.setdefault("buffered", True)
        response = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context() and db.session.registry.has():
            db.session.rollback()  # what the request wrote is seen by the test
        kept_apart = {"Content-Encoding", "Content-Disposition"} & set(response.headers.keys())  # packed, or a file to take away
        is_page = response.mimetype == "text/html" and response.status_code != 204 and not kept_apart
        if is_page and kwargs.get("method") not in ("HEAD", "OPTIONS"):  # those have no body
            assert_well_made(response.get_data(as_text=True), is_part="HX-Request" in dict(kwargs.get("headers") or {}))
        return response


class HttpsClient(PoliteClient):
    """The same over HTTPS."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("base_url", "https://localhost")
        return super().open(*args, **kwargs)


@pytest.fixture(scope="session")
def benches(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Bench]]:
    """Each engine's bench, made when first asked for."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    socket = getattr(request.config, "workerinput", {}).get("postgres") or (str(_cluster[0].folder) if _cluster else "")
    made: dict[str, Bench] = {}

    def bench(engine: str) -> Bench:
        if engine not in made:
            made[engine] = Bench(engine, worker, socket)
        return made[engine]

    bench.has_postgres = bool(socket)  # type: ignore[attr-defined]
    yield bench
    for one in made.values():
        one.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, benches: Any) -> str:
    """The name of the engine that this test runs on."""
    if request.param == "postgresql" and not benches.has_postgres:
        pytest.skip("no PostgreSQL could be had; see the end of the run")
    return str(request.param)


@pytest.fixture
def app(engine: str, benches: Callable[[str], Bench]) -> Iterator[Flask]:
    """The application on an empty database, with its context entered. The test runs once per engine."""
    bench = benches(engine)
    bench.empty()
    with bench.app.app_context():
        yield bench.app


@pytest.fixture
def https_client(benches: Callable[[str], Bench], tmp_path: Path) -> Iterator[FlaskClient]:
    """A stranger's browser at an application that is served over HTTPS, on a database of its own."""
    shutil.copy(benches("sqlite").folder / "empty.sqlite", tmp_path / "test.sqlite")
    app = create_app(
        Settings(
            instance=tmp_path,
            database_url=f"sqlite:///{tmp_path / 'test.sqlite'}",
            secret_key="for tests only",
            base_url="https://localhost",
            is_testing=True,
        )
    )
    yield HttpsClient(app, app.response_class)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """`sign_in(person_id)`: a client of somebody who is signed in and has just proved it; without a person, of a stranger.

    `proved`: what she proved it by. With "password" every hurdle is still before her.
    """

    def begin(person_id: UUID | None = None, *, proved: str = "passkey", ago: timedelta = timedelta(0)) -> FlaskClient:
        client = app.test_client()
        if person_id is not None:
            token, now = tokens.new_token(), clock.now()
            key = uuid4()
            db.session.add(
                SignIn(
                    id=key,
                    token_digest=tokens.digest(token),
                    person_id=person_id,
                    proved_by=proved,
                    proved_at=now - ago,
                    data={"csrf_token": tokens.form_secret(key)},
                    began_at=now,
                    seen_at=now,
                    expires_at=now + timedelta(hours=12),
                )
            )
            db.session.commit()
            client.set_cookie("session_8000", token, domain="localhost")
        return client

    return begin


@pytest.fixture
def mailbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Memory:
    """Where mail ends up while this is asked for; without it no mail is set up."""
    memory = Memory()
    monkeypatch.setitem(app.extensions, "post", memory)
    return memory
