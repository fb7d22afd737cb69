"""`python -m network.scheduler`: one clock, no memory of its own; what is due, and who runs it, is asked of the database."""

from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask
from sqlalchemy.exc import IntegrityError

from network.features import JOBS
from network.journal.commands.runs import claim_run, end_run
from network.journal.runs import is_taken
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.kernel.job import Job
from network.start import application
from network.storage.db import db

OFTEN = timedelta(minutes=1)  # what comes more often claims its own work, and every longer job is looked at this often
LEASE = timedelta(minutes=15)  # a run that outlives it may be joined by the next: running a job twice does no harm


def run(app: Flask, job: Job) -> None:
    """Run a job if its present slot is free. One that fails is logged and comes round again."""
    with app.app_context():
        slot = slot_of(job, clock.now())
        try:
            if job.every < OFTEN:
                job.run(SYSTEM)
            elif _claims(job, slot):
                _run_claimed(job, slot)
        except Exception:
            app.logger.exception("job failed: %s", job.name)
        finally:
            db.session.remove()


def slot_of(job: Job, now: datetime) -> int:
    """How many of the job's intervals have passed since 1970. In UTC none is skipped, none comes twice."""
    return int(now.timestamp() // job.every.total_seconds())


def _claims(job: Job, slot: int) -> bool:
    if is_taken(job.name, slot):
        return False
    try:
        return claim_run(job.name, slot, LEASE)
    except IntegrityError:
        return False


def _run_claimed(job: Job, slot: int) -> None:
    try:
        job.run(SYSTEM)
    finally:
        end_run(job.name, slot, clock.now())


def wind(app: Flask, scheduler: BaseScheduler) -> BaseScheduler:
    """Give the ticker its jobs. It counts in UTC only: local clocks skip and repeat hours."""
    for job in JOBS:
        scheduler.add_job(
            run,
            "interval",
            seconds=min(job.every, OFTEN).total_seconds(),
            args=[app, job],
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler


def beside(app: Flask) -> BaseScheduler:
    """Start the ticker in a thread of the serving process."""
    scheduler = wind(app, BackgroundScheduler(timezone="UTC"))
    scheduler.start()
    return scheduler


if __name__ == "__main__":
    wind(application(), BlockingScheduler(timezone="UTC")).start()
