"""What can happen to reports on pairings."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssued(Event):
    """A report was frozen with its number."""

    report_id: UUID
    number: int
    first_on: date
    last_on: date
    is_outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresTaken(Event):
    """Figures on pairings were taken away as a file; `report_id` where they are those of a report that was issued."""

    first_on: date
    last_on: date
    kind: str
    is_outside: bool
    report_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingsExported(Event):
    """Pairings, or their sessions, were taken away as a file: which list, and how many rows."""

    list: str
    rows: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingsImported(Event):
    """A file of pairings, or of their sessions, came in: which list, how many were new, how many rows stayed out."""

    list: str
    added: int
    unchanged: int
    left_out: int
    batch_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingsImportUndone(Event):
    """What a file of pairings, or of their sessions, brought in was taken out again; what was touched since was left."""

    batch_id: UUID
    list: str
    removed: int
    left: int
