"""Which job ran in which slot of time: the row is the right to run it, so that many schedulers have one effect."""

from datetime import datetime

from sqlalchemy import BigInteger, func, select
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Moment
from network.storage.db import Row, db


class JobRun(Row):
    """`slot` counts the job's own intervals since 1970. While `ended_at` is empty and the lease holds, no other run begins."""

    __tablename__ = "job_run"

    job: Mapped[Code] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    began_at: Mapped[Moment]
    leased_until: Mapped[Moment]
    ended_at: Mapped[Moment | None]


def is_taken(job: str, slot: int) -> bool:
    """Whether this slot of the job has its run."""
    return db.session.get(JobRun, (job, slot)) is not None


def last_sign() -> datetime | None:
    """When a scheduler last began anything."""
    return db.session.scalar(select(func.max(JobRun.began_at)))
