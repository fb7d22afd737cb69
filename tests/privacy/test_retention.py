"""C52: what has a time is deleted when it is over, from the tables and from the files; the rest stays."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from network.accounts.models import Device, SignIn, SignInTry
from network.approvals.models import Approval
from network.approvals.rules import State
from network.journal.runs import JobRun
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.kernel.retention import RETENTION, limit_of
from network.organizations import jobs as organization_jobs
from network.organizations.commands.importing import import_table
from network.organizations.models import ImportBatch, ImportChange, Invitation
from network.privacy.commands.purging import purge
from network.privacy.jobs import forget_in_time
from network.settings.commands import choose
from network.sheets import read_table
from network.storage.db import Row, db
from tests.canaries import holds
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_person
from tests.factories.places import make_community, make_region

SECOND = timedelta(seconds=1)


def rows_at(now: datetime, person_id: UUID, organization_id: UUID) -> Iterator[Any]:
    """One row of each table that time alone empties, whose moment is now."""
    yield SignIn(token_digest=uuid4().hex, person_id=person_id, data={}, began_at=now, seen_at=now, expires_at=now)
    yield Device(token_digest=uuid4().hex, person_id=person_id, seen_at=now)
    yield SignInTry(key=uuid4().hex, kind="account", count=1, last_at=now)
    yield JobRun(job="a-job", slot=1, began_at=now, leased_until=now)
    yield Invitation(organization_id=organization_id, token_digest=uuid4().hex, made_at=now, expires_at=now)
    yield Approval(
        act="give-role", about={}, reason="canary-reason-of-old", asked_by_id=person_id, asked_at=now, state=State.REFUSED,
        decided_at=now,
    )  # fmt: skip


SWEPT = ("sign_in", "device", "sign_in_try", "job_run", "invitation", "approval")


def count(table: str) -> int:
    """How many rows it has."""
    return db.session.scalar(select(func.count()).select_from(Row.metadata.tables[table])) or 0


@pytest.fixture
def filled(app: Flask) -> datetime:
    """A row in each of them; the moment of all."""
    now = clock.now()
    person, organization = make_person(), make_organization("Alder House")
    db.session.add_all(rows_at(now, person, organization))
    db.session.commit()
    return now


def test_every_table_that_time_empties_is_tried_here() -> None:
    known = {table for line in RETENTION if line.column for table in line.tables}
    assert known - {table for table in known if table not in Row.metadata.tables} >= set(SWEPT)


@pytest.mark.parametrize("table", SWEPT)
def test_c52_a_row_goes_when_its_time_is_over_and_not_a_second_before(filled: datetime, table: str) -> None:
    limit = limit_of(table)
    with time_machine.travel(filled + limit - SECOND, tick=False):
        purge()
        assert count(table) == 1
    with time_machine.travel(filled + limit + SECOND, tick=False):
        purge()
        assert count(table) == 0
        assert purge() == 0


def test_c52_the_bytes_are_gone_too(app: Flask, filled: datetime) -> None:
    assert holds(app, "canary-reason-of-old")
    with time_machine.travel(filled + timedelta(days=400), tick=False):
        forget_in_time(SYSTEM)
    assert not holds(app, "canary-reason-of-old")


def test_what_has_no_time_stays(app: Flask, filled: datetime) -> None:
    with time_machine.travel(filled + timedelta(days=40_000), tick=False):
        purge()
        assert count("person") == count("organization") == 1


def test_c52_what_an_import_held_is_forgotten_after_the_days_that_were_chosen(app: Flask) -> None:
    load_default_lists()
    make_region("northwest", "Northwest")
    make_community("Driftcove")
    choose(SYSTEM, "import_undo_days", 3)
    text = "Organization,Town,Status,Phone,Odd column\nCedar Centre,Driftcove,Active,250 555 0177,canary-cell\n"
    import_table(SYSTEM, read_table(text.encode(), "list.csv"))
    began = clock.now()
    for days, is_there in ((2, True), (4, False)):
        with time_machine.travel(began + timedelta(days=days), tick=False):
            organization_jobs.forget_imports(SYSTEM)
            forget_in_time(SYSTEM)
            change = db.session.scalars(select(ImportChange)).one()
            assert bool(change.after) is is_there
            batch = db.session.execute(select(ImportBatch.table)).scalar_one()
            assert bool(batch["rows"]) is is_there
            assert bool(holds(app, '"Cedar Centre"')) is is_there, "the copy that undoing needs"
