"""`python -m network.scheduler`: one clock, no memory of its own; what is due is asked of the database."""

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from network.features import JOBS
from network.kernel.actor import SYSTEM
from network.kernel.job import Job
from network.start import application


def run(app: Flask, job: Job) -> None:
    """Run one job now. A job that fails is logged and comes round again."""
    with app.app_context():
        try:
            job.run(SYSTEM)
        except Exception:
            app.logger.exception("job failed: %s", job.name)


def wind(app: Flask, scheduler: BaseScheduler) -> BaseScheduler:
    """Give the ticker its jobs. It counts in UTC only: local clocks skip and repeat hours."""
    for job in JOBS:
        scheduler.add_job(
            run,
            "interval",
            seconds=job.every.total_seconds(),
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
