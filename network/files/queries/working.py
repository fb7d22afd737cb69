"""What becomes of an upload: looked through for viruses, cleaned, put where kept files lie. Outside any transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from network.cleaning import apart
from network.cleaning.kinds import BY_CODE
from network.confined import Bounds
from network.files.queries.scanner import has_scanner, scanned
from network.files.rules.states import Scan, Step
from network.storage.blobs import blobs, drop, folders, new_name, pieces_of
from network.storage.secrets import Ring, blind_index

TOO_MUCH = "too_much"
"""The refusal of what takes more than its bounds."""
Mark = Callable[[Step], object]


@dataclass(frozen=True, slots=True)
class Claim:
    """An upload that somebody works on. `spent`: it was begun too often."""

    staged_id: UUID
    kind: str
    turn: int
    spent: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended: refused with a code, or bytes of a name that lie in the store, and what their cleaning did."""

    refusal: str = ""
    name: str = ""
    content_key: str = ""
    size: int = 0
    scan: Scan = Scan.NOT_SCANNED
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def outcome_of(claim: Claim, mark: Mark = lambda _step: None, bounds: Bounds = apart.BOUNDS) -> Outcome:
    """Do the work within these bounds. `mark` is told at each step. Raises `Unreachable` where the store does not answer."""
    source = folders().staged(claim.staged_id)
    if claim.spent or not source.exists():
        return Outcome(refusal="given_up" if claim.spent else "lost")
    mark(Step.SCANNING)
    scan = scanned(pieces_of(source)) if has_scanner() else Scan.NOT_SCANNED
    if scan is Scan.INFECTED:
        return Outcome(refusal="infected", scan=scan)
    mark(Step.CLEANING)
    result = folders().new()
    try:
        cleaned = apart.clean(source, result, BY_CODE[claim.kind], bounds)
        if cleaned.refusal:
            return Outcome(refusal=cleaned.refusal, scan=scan)
        mark(Step.KEEPING)
        digest, size = hashlib.sha256(), 0
        for piece in pieces_of(result):
            digest.update(piece)
            size += len(piece)
        name = new_name()
        blobs().put(name, result)
    finally:
        drop(result)
    return Outcome("", name, content_key(digest.hexdigest()), size, scan, cleaned.removed, cleaned.left)


def content_key(digest: str) -> str:
    """By which equal contents find each other, and nobody else finds them."""
    return blind_index(Ring.ACCOUNTS, digest, domain="stored_bytes.content")
