"""The only module that commits. A nested transaction joins the outer one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from network.storage.db import db, is_writing

_open: ContextVar[bool] = ContextVar("transaction_open", default=False)
_doomed: ContextVar[bool] = ContextVar("transaction_doomed", default=False)


class Doomed(AssertionError):
    """A nested step refused, the outer one went on: half of it must not be kept."""


@contextmanager
def transaction() -> Iterator[None]:
    """Everything inside is kept or nothing is. Any exception undoes it all, a refusal of a nested step too."""
    if _open.get():
        try:
            yield
        except BaseException:
            _doomed.set(True)
            raise
        return
    db.session.rollback()  # ends the reading transaction of the request, so that this one can begin as a writer
    opened, doomed, writing = _open.set(True), _doomed.set(False), is_writing.set(True)
    try:
        yield
        if _doomed.get():
            raise Doomed("A nested command was refused, and the command around it did not stop.")
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        is_writing.reset(writing)
        _doomed.reset(doomed)
        _open.reset(opened)


def is_open() -> bool:
    """True inside a transaction."""
    return _open.get()


def rest() -> None:
    """End the reading transaction before a wait for somebody outside, so that meanwhile nothing in the database is held."""
    if _open.get():
        raise AssertionError("a transaction is open: whoever waits now lets everybody wait")
    db.session.rollback()
