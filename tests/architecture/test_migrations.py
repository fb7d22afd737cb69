"""Migrations are numbered, go up and down, and end where the models are; what people wrote stays."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import pyfiles
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import delete, func, inspect, select

from network import demonstration
from network.app import create_app
from network.config import Settings
from network.journal.models import JournalEntry
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.kernel.folding import fold
from network.organizations.models import Organization, OrganizationChoice, ServiceStatus
from network.organizations.rules.lists import DEFAULT_LISTS
from network.places.models import Community, Region
from network.search.models import SynonymGroup
from network.search.rules.defaults import DEFAULT_GROUPS
from network.settings.commands import change_entry, load_lists
from network.settings.models import ListEntry
from network.settings.rules import Entry
from network.storage import schema
from network.storage.db import Row, db
from tests.architecture.code import ROOT
from tests.conftest import Bench

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture(autouse=True, scope="module")
def read_once() -> Iterator[None]:
    """Each step's file is read once: the tool reads all of them anew for every order, which is most of what these tests cost."""
    read, known = pyfiles.load_module_py, {}

    def once(module_id: str, path: str | Path) -> ModuleType:
        if Path(path).parent.name != "versions":
            return read(module_id, path)
        if path not in known:
            known[path] = read(module_id, path)
        return known[path]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyfiles, "load_module_py", once)
        yield


@contextmanager
def house_on(bench: Bench, folder: Path, *, is_empty: bool) -> Iterator[Flask]:
    """On SQLite an application on a file of its own, on PostgreSQL the bench's; at the newest step, or without any table."""
    if bench.engine == "sqlite":
        file = folder / "fresh.sqlite"
        if not is_empty:
            shutil.copy(bench.folder / "empty.sqlite", file)
        fresh = create_app(Settings(instance=folder, database_url=f"sqlite:///{file}", secret_key="x", is_testing=True))
        with fresh.app_context():
            yield fresh
            db.session.remove()
            db.engine.dispose()
        return
    bench.empty()
    with bench.app.app_context():
        if is_empty:
            downgrade(revision="base")
        yield bench.app
        db.session.remove()
        upgrade()


@pytest.fixture
def emptied(engine: str, benches: Any, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database has no table at all."""
    with house_on(benches(engine), tmp_path, is_empty=True) as house:
        yield house


@pytest.fixture
def newest(engine: str, benches: Any, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database went all the way up, once for all tests, and holds nothing."""
    with house_on(benches(engine), tmp_path, is_empty=False) as house:
        yield house


def differences() -> list[Any]:
    """Where the database and the models part."""
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_in_the_models}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Row.metadata))


def is_in_the_models(name: str | None, kind: str, _parents: object) -> bool:
    """All but the search's own tables on SQLite, which FTS5 keeps by itself."""
    return not (kind == "table" and str(name).startswith("search_words"))


def test_files_are_numbered_and_chained() -> None:
    numbers = [file.name[:4] for file in VERSIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(VERSIONS) + 1)]
    for before, file in zip(["None", *(f'"{number}"' for number in numbers)], VERSIONS, strict=False):
        assert f"down_revision = {before}" in file.read_text(encoding="utf-8"), file.name


def test_a_start_knows_the_newest_step_without_the_tool_that_makes_it(emptied: Flask) -> None:
    assert schema.reached() is None
    upgrade()
    assert schema.reached() == schema.newest() == ScriptDirectory(str(schema.FOLDER)).get_current_head()


def test_no_migration_knows_the_models() -> None:
    knows = re.compile(r"\b(from|import)\s+network\b|\bnetwork\.|import_module")
    assert not [file.name for file in VERSIONS if knows.search(file.read_text(encoding="utf-8"))]


def test_head_is_what_the_models_say(newest: Flask) -> None:
    assert differences() == []


def test_each_goes_down_and_up_again(newest: Flask) -> None:
    """Each over what the ones before it made: down, up, and down for good; then all the way up."""
    for number in range(len(VERSIONS) - 1, -1, -1):
        before = f"{number:04}" if number else "base"
        downgrade(revision=before)
        upgrade(revision=f"{number + 1:04}")
        downgrade(revision=before)
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    assert differences() == []


def test_what_people_wrote_stays(newest: Flask) -> None:
    """The newest steps are taken back and made again over a database that is full."""
    demonstration.load_once()
    counts = {table: count_of(table) for table in (Organization, OrganizationChoice, JournalEntry)}
    assert counts[Organization] == 60
    db.session.remove()
    downgrade(revision="0004")
    upgrade()
    assert {table: count_of(table) for table in counts} == counts


def count_of(table: Any) -> int:
    return int(db.session.scalar(select(func.count()).select_from(table)) or 0)


def test_each_fact_of_before_is_about_what_a_fact_of_today_is_about(newest: Flask) -> None:
    one, two = str(uuid4()), str(uuid4())
    written: list[tuple[dict[str, Any], str | None, str | None]] = [
        ({"organization_id": one, "other_id": two}, one, two),
        ({"is_lead": True, "person_id": two, "organization_id": one}, one, None),
        ({"proposal_id": two, "pairing_id": one, "mentor_id": two}, one, None),
        ({"asked_by_id": two, "approval_id": one, "how": "screen"}, one, None),
        ({"lists": ["topic"]}, None, None),
        ({}, None, None),
    ]
    for held, _, _ in written:
        db.session.add(JournalEntry(occurred_at=clock.now(), event="of_before", facts=held))
    db.session.commit()
    db.session.remove()
    downgrade(revision="0008")
    upgrade()
    asked = select(JournalEntry.subject_id, JournalEntry.other_id).order_by(JournalEntry.id)
    found = [(str(subject) if subject else None, str(other) if other else None) for subject, other in db.session.execute(asked)]
    assert found == [(subject, other) for _, subject, other in written]


def test_other_names_of_before_are_found_as_those_of_today(newest: Flask) -> None:
    names = ["Hlg̱aagilda", "Old Fort & Landing", "Ts'il ʔos", "St. Mary’s"]
    db.session.add(Region(code="coast", name="Coast", time_zone="America/Vancouver"))
    db.session.flush()
    place = {"region_code": "coast", "latitude": 53.2, "longitude": -132.0, "time_zone": "America/Vancouver"}
    db.session.add(Community(id=uuid4(), name="Named", folded="named", also_known_as=names, **place))
    db.session.add(Community(id=uuid4(), name="Plain", folded="plain", **place))
    db.session.commit()
    db.session.remove()
    downgrade(revision="0013")
    upgrade()
    asked = select(Community.also_folded).order_by(Community.name)
    assert list(db.session.scalars(asked)) == ["\n".join(map(fold, names)), ""]


def test_services_of_a_confirmed_entry_run_as_of_that_day(newest: Flask) -> None:
    place = {"region_code": "coast", "latitude": 53.2, "longitude": -132.0, "time_zone": "America/Vancouver"}
    db.session.add(Region(code="coast", name="Coast", time_zone="America/Vancouver"))
    db.session.flush()
    home = Community(id=uuid4(), name="Plain", folded="plain", **place)
    db.session.add(home)
    db.session.flush()
    usual = {"kind": "", "mandate": "", "status": "active", "community_id": home.id}
    moments = {"created_at": clock.now(), "changed_at": clock.now()}
    for name, confirmed_on in (("Known", date(2026, 3, 1)), ("Never", None)):
        row = Organization(id=uuid4(), name=name, folded=name.lower(), confirmed_on=confirmed_on, **usual, **moments)
        db.session.add(row)
        db.session.flush()
        for list_name, code in (("service", "food"), ("way", "phone")):
            db.session.add(OrganizationChoice(organization_id=row.id, list=list_name, code=code))
    db.session.commit()
    db.session.remove()
    step = next(file for file in VERSIONS if "service_status" in file.name)
    downgrade(revision=f"{int(step.name[:4]) - 1:04}")
    upgrade()
    asked = select(Organization.name, ServiceStatus.code, ServiceStatus.state, ServiceStatus.as_of).join(
        ServiceStatus, ServiceStatus.organization_id == Organization.id
    )
    assert db.session.execute(asked).all() == [("Known", "food", "running", date(2026, 3, 1))]


def test_an_installation_of_before_gets_the_lists_of_pairings_and_keeps_its_own(newest: Flask) -> None:
    def lists() -> dict[tuple[str, str], tuple[str, int]]:
        asked = select(ListEntry.list, ListEntry.code, ListEntry.label, ListEntry.position)
        return {(name, code): (label, position) for name, code, label, position in db.session.execute(asked).tuples()}

    load_lists(SYSTEM, DEFAULT_LISTS)
    change_entry(SYSTEM, "topic", "funding", Entry("funding", "Money"))
    before = lists()
    db.session.remove()
    downgrade(revision="0040")
    later = {"end_reason", "funding_source", "document_kind", "licence"}
    assert {name for name, _ in lists()} == DEFAULT_LISTS.keys() - later
    db.session.remove()
    upgrade()
    assert lists() == before
    db.session.remove()
    downgrade(revision="0040")
    db.session.execute(delete(ListEntry))
    db.session.commit()
    db.session.remove()
    upgrade()
    assert lists() == {}


def test_an_installation_of_before_gets_words_for_the_same_things_and_a_new_one_waits_for_its_lists(newest: Flask) -> None:
    def groups() -> int:
        found = count_of(SynonymGroup)
        db.session.remove()
        return found

    downgrade(revision="0047")
    upgrade()
    assert groups() == 0
    load_lists(SYSTEM, DEFAULT_LISTS)
    db.session.remove()
    downgrade(revision="0047")
    upgrade()
    assert groups() == len(DEFAULT_GROUPS)
    downgrade(revision="0051")
    upgrade()
    assert groups() == len(DEFAULT_GROUPS)
