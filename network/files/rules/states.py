"""How an upload and a kept file stand."""

from enum import IntEnum, StrEnum


class Staging(StrEnum):
    """An upload: waits for its cleaning, is worked on, can be kept, can be if its sender agrees, can't be; is done with."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    ASKS = "asks"
    REFUSED = "refused"
    TAKEN = "taken"


class Step(IntEnum):
    """How far the work on an upload is."""

    RECEIVED = 0
    SCANNING = 1
    CLEANING = 2
    KEEPING = 3
    DONE = 4


class FileState(StrEnum):
    """A kept file: nobody has looked for viruses yet, can be had, was found infected."""

    QUARANTINE = "quarantine"
    KEPT = "kept"
    REFUSED = "refused"


class Scan(StrEnum):
    """What the search for viruses said. Anything but a plain yes is not clean."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


class TextState(StrEnum):
    """Whether the words of a file are known."""

    WAITING = "waiting"
    READ = "read"
    NONE = "none"


MOST_TURNS = 3
"""How often an upload is begun anew after whoever worked on it was gone."""


def state_of(scan: Scan, *, has_scanner: bool) -> FileState:
    """Where somebody looks for viruses, only what was found clean can be had."""
    if scan is Scan.INFECTED:
        return FileState.REFUSED
    return FileState.QUARANTINE if has_scanner and scan is not Scan.CLEAN else FileState.KEPT


def may_be_had(state: str, scan: str, *, has_scanner: bool) -> bool:
    """Whether the bytes may leave. A scanner that was set up later holds back what it has not seen."""
    return state == FileState.KEPT and (scan == Scan.CLEAN or not has_scanner)
