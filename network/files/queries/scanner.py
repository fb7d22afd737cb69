"""Whether this installation looks for viruses, and what was found in a file."""

from collections.abc import Iterable

from flask import current_app

from network.files.rules.states import Scan
from network.scanning import Clamd, Verdict


def scanner() -> Clamd | None:
    """Who looks, or None."""
    found: Clamd | None = current_app.extensions["scanner"]
    return found


def has_scanner() -> bool:
    """Whether somebody looks."""
    return scanner() is not None


def scanned(pieces: Iterable[bytes]) -> Scan:
    """What was found. Call it outside any transaction. Anything but a plain yes is no yes."""
    found = scanner()
    if found is None:
        return Scan.NOT_SCANNED
    return {Verdict.CLEAN: Scan.CLEAN, Verdict.INFECTED: Scan.INFECTED}.get(found.scan(pieces), Scan.NOT_SCANNED)
