"""Whether the keys here are those that wrote this database."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from network.storage import secrets
from network.storage.db import db
from network.storage.secrets import envelope, files
from network.storage.secrets.envelope import Place, Unreadable
from network.storage.secrets.models import KeyCheck
from network.storage.secrets.rings import Ring
from network.storage.transaction import transaction

ROW = UUID(int=0)


def wrong_rings() -> list[str]:
    """A sentence for each ring whose keys can't read what this database holds. Needs the schema at head."""
    folder = secrets.rings().folder
    return [
        f"{files.file_of(folder, ring)} holds other keys than this database was written with. Put the right file back."
        for ring in Ring
        if secrets.is_open(ring) and not _opens(ring)
    ]


def leave_marks() -> None:
    """Seal a known value with each ring that never had one. Two starts at once leave one."""
    try:
        with transaction():
            row = db.session.get(KeyCheck, ROW)
            if row is None:
                row = KeyCheck(id=ROW)
                db.session.add(row)
            for ring in Ring:
                if getattr(row, ring) is None and secrets.is_open(ring):
                    setattr(row, ring, secrets.seal(ring, ring, table="key_check", column=ring, row_id=ROW))
    except IntegrityError:
        return


def _opens(ring: Ring) -> bool:
    row = db.session.get(KeyCheck, ROW)
    sealed = getattr(row, ring) if row is not None else None
    if sealed is None:
        return True
    try:
        return envelope.unseal(secrets.rings().ring(ring), sealed, Place(ring, "key_check", ring, ROW)) == ring
    except Unreadable:
        return False
