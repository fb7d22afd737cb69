"""Whoever first asks how much there is and then adds to it does so alone."""

from sqlalchemy import func, select

from network.storage.db import db


def one_at_a_time(number: int) -> None:
    """Inside a transaction: nobody else passes here with the same number until it ends. SQLite has one writer anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(number)))
