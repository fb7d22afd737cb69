"""A large file is checked by the clock, with its progress shown, and can be left meanwhile."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from network.journal.models import JournalEntry
from network.kernel import clock
from network.kernel.actor import SYSTEM, Role
from network.organizations import jobs
from network.organizations.commands.importing import claim_import, keep_progress
from network.organizations.models import ImportBatch, Organization
from network.organizations.queries.importing import page_from_plain, page_of, page_to_plain, prepare
from network.organizations.rules.importing import MOST_TURNS, Step
from network.storage.db import db
from tests.factories.people import make_person
from tests.forms import post
from tests.organizations.importing.files import (
    batch_id,
    begun,
    checked,
    lines,
    load_province,
    nobody_called,
    press,
    sent_as_shown,
)
from tests.sample_files import sample

SignIn = Callable[..., FlaskClient]
ROWS = 620


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator."""
    load_province()
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


def large() -> bytes:
    rows = (f"Group {number},{'Prince Goerge' if number % 100 == 7 else 'Terrace'},Active," for number in range(ROWS))
    return lines(*rows)


def state() -> tuple[str, int]:
    return db.session.execute(select(ImportBatch.state, ImportBatch.done)).tuples().one()


def organizations() -> int:
    return db.session.scalar(select(func.count()).select_from(Organization)) or 0


def test_a_large_file_waits_is_read_and_goes_in(client: FlaskClient) -> None:
    address = checked(client, large())
    assert state() == ("queued", 0)
    assert client.get(f"{address}/check").location == f"{address}/progress"
    waiting = client.get(f"{address}/progress")
    assert waiting.headers["Refresh"] == "4"
    assert "It waits for its turn." in waiting.get_data(as_text=True)
    claimed = claim_import()
    assert claimed is not None
    keep_progress(claimed, 500)
    part = client.get(f"{address}/progress", headers={"HX-Request": "true"})
    assert "500 of 620" in part.get_data(as_text=True)
    assert "<html" not in part.get_data(as_text=True)
    db.session.execute(update(ImportBatch).values(claimed_at=clock.now() - timedelta(minutes=3)))
    db.session.commit()
    jobs.work_on_imports(SYSTEM)
    assert state()[0] == "check"
    assert client.get(f"{address}/progress", headers={"HX-Request": "true"}).headers["HX-Redirect"] == f"{address}/check"
    page = client.get(f"{address}/check").get_data(as_text=True)
    assert "Import 613 rows, leave out 7" in page
    assert press(client, f"{address}/check", "again").location == f"{address}/check"
    assert state()[0] == "queued"
    jobs.work_on_imports(SYSTEM)
    assert "Import 620 rows" in client.get(f"{address}/check").get_data(as_text=True)
    assert press(client, f"{address}/check", "go").location == f"{address}/progress"
    assert (state()[0], organizations()) == ("going in", 0)
    jobs.work_on_imports(SYSTEM)
    assert (state()[0], organizations()) == ("applied", ROWS)
    assert post(client, f"{address}/undo").location == f"{address}/progress"
    assert (state()[0], organizations()) == ("going back", ROWS)
    jobs.work_on_imports(SYSTEM)
    assert (state()[0], organizations()) == ("undone", 0)
    assert client.get(f"{address}/progress").location == address


def test_a_large_file_that_is_claimed_is_not_claimed_again(client: FlaskClient) -> None:
    checked(client, large())
    assert claim_import() is not None
    assert claim_import() is None
    jobs.work_on_imports(SYSTEM)
    assert state() == ("reading", 0)


def test_what_was_found_for_columns_that_were_changed_meanwhile_is_dropped(client: FlaskClient) -> None:
    address = checked(client, large())
    claimed = claim_import()
    assert claimed is not None
    sent_as_shown(client, f"{address}/columns")
    keep_progress(claimed, 500)
    assert state() == ("queued", 0)
    assert claim_import() is not None
    keep_progress(claimed, 500)
    assert state() == ("reading", 0)


def test_a_check_that_breaks_down_says_so_and_is_not_tried_for_ever(client: FlaskClient) -> None:
    address = checked(client, large())
    db.session.execute(update(ImportBatch).values(table={"header": [], "rows": [["x", [], {}]]}))
    db.session.commit()
    with pytest.raises(KeyError):
        jobs.work_on_imports(SYSTEM)
    assert state()[0] == "failed"
    assert claim_import() is None
    page = client.get(f"{address}/progress")
    text = page.get_data(as_text=True)
    assert "The check broke down. That is our fault" in text
    assert re.search(r"tell an administrator when: \d+ \w+ \d{4}, ", text)
    assert f'href="{address}/columns"' in text
    assert "Refresh" not in page.headers
    assert told_facts() == [{"batch_id": str(batch_id(address)), "kind": "reading"}]


def told_facts() -> list[object]:
    return list(db.session.scalars(select(JournalEntry.facts).where(JournalEntry.event == "import_failed")))


def test_writing_that_breaks_down_changes_nothing_and_can_be_gone_on_with(client: FlaskClient) -> None:
    address = ready_to_go(client)
    mapping = db.session.scalar(select(ImportBatch.mapping))
    with nobody_called("Group 600"), pytest.raises(DBAPIError):
        jobs.work_on_imports(SYSTEM)
    db.session.rollback()
    assert (state()[0], organizations()) == ("failed", 0)
    assert "Writing the rows broke down." in client.get(f"{address}/progress").get_data(as_text=True)
    assert client.get(address).location == f"{address}/progress"
    assert sent_as_shown(client, f"{address}/columns").location == f"{address}/check"
    assert db.session.scalar(select(ImportBatch.mapping)) == mapping
    jobs.work_on_imports(SYSTEM)
    press(client, f"{address}/check", "go")
    jobs.work_on_imports(SYSTEM)
    assert (state()[0], organizations()) == ("applied", 620)


def test_an_undoing_that_breaks_down_leaves_the_import_in_force(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = ready_to_go(client)
    jobs.work_on_imports(SYSTEM)
    post(client, f"{address}/undo")
    monkeypatch.setitem(jobs._WORK, Step.UNDOING, breaks_down)
    with pytest.raises(OSError, match="disk"):
        jobs.work_on_imports(SYSTEM)
    assert state()[0] == "applied"
    assert "The undoing broke down." in client.get(address).get_data(as_text=True)
    monkeypatch.undo()
    post(client, f"{address}/undo")
    jobs.work_on_imports(SYSTEM)
    assert (state()[0], organizations()) == ("undone", 0)


def test_work_whose_process_is_ended_again_and_again_is_given_up(client: FlaskClient) -> None:
    address = checked(client, large())
    for _ in range(MOST_TURNS):
        assert claim_import() is not None
        db.session.execute(update(ImportBatch).values(claimed_at=clock.now() - timedelta(minutes=3)))
        db.session.commit()
    jobs.work_on_imports(SYSTEM)
    assert state()[0] == "failed"
    assert "begun 4 times and came to no end" in client.get(f"{address}/progress").get_data(as_text=True)


def ready_to_go(client: FlaskClient) -> str:
    """A large file that was checked, and asked to go in."""
    address = checked(client, lines(*(f"Group {each},Terrace,Active," for each in range(620))))
    jobs.work_on_imports(SYSTEM)
    assert press(client, f"{address}/check", "go").location == f"{address}/progress"
    return address


def breaks_down(*_given: object) -> None:
    raise OSError("no space on this disk")


def test_a_check_is_kept_word_for_word(client: FlaskClient) -> None:
    found = page_of(prepare(SYSTEM, batch_id(checked(client, sample("organizations_messy.csv")))))
    assert page_from_plain(page_to_plain(found)) == found


def test_files_are_forgotten_after_the_time_for_undoing(client: FlaskClient) -> None:
    kept = checked(client, lines("Cedar Society,Terrace,Active,"))
    press(client, f"{kept}/check", "go")
    begun(client, lines("Fir House,Hope,Active,"))
    jobs.forget_imports(SYSTEM)
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 2
    old = clock.now() - timedelta(days=15)
    db.session.execute(update(ImportBatch).values(begun_at=old))
    db.session.execute(update(ImportBatch).where(ImportBatch.state == "applied").values(applied_at=old))
    db.session.commit()
    for _ in range(2):
        jobs.forget_imports(SYSTEM)
        table = db.session.scalars(select(ImportBatch.table)).one()
        assert (table["header"][0], table["rows"]) == ("Organization", [])
    assert client.get(kept).status_code == 200
