"""Claiming a job's slot, and giving it back as done."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from network.journal.command import touch
from network.journal.runs import JobRun
from network.kernel import clock
from network.kernel.retention import limit_of
from network.storage.db import db

KEPT = limit_of("job_run")


@touch
def claim_run(job: str, slot: int, lease: timedelta) -> bool:
    """True for the one who may run it. Two who ask at the same moment: the key of the row refuses the second (IntegrityError)."""
    now = clock.now()
    running = select(JobRun.slot).where(JobRun.job == job, JobRun.ended_at.is_(None), JobRun.leased_until > now)
    if db.session.get(JobRun, (job, slot)) is not None or db.session.scalar(running.limit(1)) is not None:
        return False
    db.session.execute(delete(JobRun).where(JobRun.job == job, JobRun.began_at < now - KEPT))
    db.session.add(JobRun(job=job, slot=slot, began_at=now, leased_until=now + lease))
    return True


@touch
def end_run(job: str, slot: int, now: datetime) -> None:
    """Note that the run is over, well or not."""
    row = db.session.get(JobRun, (job, slot))
    if row is not None:
        row.ended_at = now
