"""Two, three or four schedulers have one effect; a job that fails comes round again."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy import select

from network import scheduler
from network.features import JOBS
from network.journal.commands.runs import claim_run
from network.journal.runs import JobRun, last_sign
from network.kernel.job import Job
from network.start import shortages
from network.storage.db import db

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)


class Work:
    """A job that counts."""

    def __init__(self, every: timedelta = HOUR) -> None:
        self.times = 0
        self.job = Job("count", every, self.count)

    def count(self, _actor: Any) -> None:
        self.times += 1


@pytest.mark.parametrize("schedulers", [1, 2, 4])
def test_many_schedulers_have_one_effect(app: Flask, schedulers: int) -> None:
    work, gate = Work(), threading.Barrier(schedulers)

    def tick() -> None:
        gate.wait(20)
        scheduler.run(app, work.job)

    threads = [threading.Thread(target=tick) for _ in range(schedulers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert work.times == 1


def test_the_next_slot_has_its_own_run(app: Flask) -> None:
    work = Work()
    with time_machine.travel(NOON, tick=False) as travelling:
        for minutes in (0, 1, 59, 60, 61, 180):
            travelling.move_to(NOON + timedelta(minutes=minutes))
            scheduler.run(app, work.job)
    assert work.times == 3


def test_no_slot_is_skipped_or_doubled_where_clocks_change() -> None:
    job = Job("x", timedelta(days=1), lambda actor: None)
    for around in (datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC)):
        slots = [scheduler.slot_of(job, around + timedelta(hours=hour)) for hour in range(96)]
        assert [slots.count(slot) for slot in sorted(set(slots))] == [24, 24, 24, 24]


def test_while_one_runs_no_other_begins_until_its_lease_is_over(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as travelling:
        assert claim_run("long", 1, timedelta(minutes=15))
        travelling.shift(timedelta(minutes=10))
        assert not claim_run("long", 2, timedelta(minutes=15))
        travelling.shift(timedelta(minutes=6))
        assert claim_run("long", 2, timedelta(minutes=15))


def test_a_job_that_fails_is_over_and_comes_round_again(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_actor: Any) -> None:
        raise RuntimeError

    with time_machine.travel(NOON, tick=False) as travelling:
        for _ in range(2):
            scheduler.run(app, Job("fails", HOUR, fail))
            travelling.shift(HOUR)
    assert [record.getMessage() for record in caplog.records] == ["job failed: fails"] * 2
    assert [run.ended_at is not None for run in db.session.scalars(select(JobRun))] == [True, True]


def test_a_job_that_claims_its_own_work_needs_no_slot(app: Flask) -> None:
    work = Work(timedelta(seconds=2))
    for _ in range(3):
        scheduler.run(app, work.job)
    assert work.times == 3
    assert db.session.scalars(select(JobRun)).all() == []


def test_old_runs_are_forgotten(app: Flask) -> None:
    work = Work()
    with time_machine.travel(NOON, tick=False) as travelling:
        for _ in range(4):
            scheduler.run(app, work.job)
            travelling.shift(timedelta(days=1))
    assert len(db.session.scalars(select(JobRun)).all()) == 3
    assert last_sign() == NOON + timedelta(days=3)


def test_the_doctor_notices_that_no_scheduler_runs_any_more(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as travelling:
        assert list(shortages()) == []
        db.session.rollback()  # the test reads what is there next
        scheduler.run(app, Work().job)
        travelling.shift(timedelta(minutes=14))
        assert list(shortages()) == []
        travelling.shift(timedelta(minutes=2))
        assert [sentence[:44] for sentence in shortages()] == ["No scheduler has begun a job since 2026-11-2"]


def test_the_ticker_looks_at_every_job_once_a_minute_or_oftener(app: Flask) -> None:
    ticker = scheduler.wind(app, BackgroundScheduler(timezone="UTC"))
    ticker.start(paused=True)
    try:
        assert {job.id for job in ticker.get_jobs()} == {job.name for job in JOBS}
        assert all(job.trigger.interval <= timedelta(minutes=1) for job in ticker.get_jobs())
    finally:
        ticker.shutdown()
