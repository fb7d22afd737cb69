"""Adding what may be there already: a form sent twice, two people at one moment."""

from sqlalchemy.exc import IntegrityError

from network.kernel.refusals import Invalid
from network.kernel.words import Words
from network.storage.db import Row, db


def add_once(row: Row, said: Words, field: str = "form") -> None:
    """Add a row whose keys may be taken. Of two at one moment the second waits for the first, and gets `Invalid` with `said`."""
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as taken:
        raise Invalid(field, said) from taken
