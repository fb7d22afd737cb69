"""Field encryption: values that stay unreadable on stolen disks and back-ups, bound to their own row."""

import hashlib
import hmac
import logging
from pathlib import Path
from uuid import UUID

from flask import Flask, current_app

from network.storage.secrets import envelope, registry
from network.storage.secrets.envelope import Place, Unreadable
from network.storage.secrets.keyrings import Keyrings, Locked
from network.storage.secrets.registry import Unregistered, register
from network.storage.secrets.rings import Ring

__all__ = [
    "Keyrings",
    "Locked",
    "Place",
    "Ring",
    "Unreadable",
    "Unregistered",
    "blind_index",
    "is_open",
    "register",
    "rings",
    "seal",
    "start_secrets",
    "unseal",
]

log = logging.getLogger("network.secrets")


def start_secrets(app: Flask, folder: Path, *, may_make: bool, is_handed_over: bool = False) -> None:
    """Give the application its key rings; see `Keyrings.open`."""
    app.extensions["key_rings"] = Keyrings.open(folder, may_make=may_make, is_handed_over=is_handed_over)


def rings() -> Keyrings:
    """The key rings of the current application."""
    held: Keyrings = current_app.extensions["key_rings"]
    return held


def seal(ring: Ring, plain: str, *, table: str, column: str, row_id: UUID) -> str:
    """Encrypt for one field of one row. Give the row its id first (`uuid4()`), not at the flush."""
    registry.insist(table, column, ring)
    return envelope.seal(rings().ring(ring).writer, plain, Place(ring, table, column, row_id))


def unseal(ring: Ring, sealed: str, *, table: str, column: str, row_id: UUID) -> str:
    """The text again. Raises `Unreadable` for what was changed or moved, `Locked` when the ring has no key here."""
    try:
        return envelope.unseal(rings().ring(ring), sealed, Place(ring, table, column, row_id))
    except Unreadable:
        log.error("a sealed value of %s.%s can't be read: it was changed, or its key is gone", table, column)
        raise


def blind_index(ring: Ring, plain: str, *, domain: str) -> str:
    """64 hex digits by which equal values find each other. Normalise first; `domain` keeps fields apart."""
    key = rings().ring(ring).index.secret
    return hmac.new(key, f"{domain}\0{plain}".encode(), hashlib.sha256).hexdigest()


def is_open(ring: Ring) -> bool:
    """Whether this ring has its keys here."""
    return rings().holds(ring)
