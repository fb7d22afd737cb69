"""Which documents are due to be looked through, and whether anybody was told."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.journal.models import JournalEntry
from network.kernel import clock
from network.library.events import DocumentReviewDue
from network.library.models import Document
from network.library.rules.states import DocumentState
from network.storage.reading import rows

_DAY = JournalEntry.facts["due_on"].as_string()
MOST = 500


@dataclass(frozen=True, slots=True)
class DueReview:
    """A document, and the day on which it was to be looked through."""

    document_id: UUID
    due_on: date


def due_reviews() -> list[DueReview]:
    """Those that are due by today and of whose day nobody was told. Two statements."""
    asked = select(Document.id, Document.review_on).where(
        Document.state == DocumentState.IN_FORCE, Document.review_on <= clock.today()
    )
    due = [DueReview(id, day) for id, day in rows(asked.order_by(Document.review_on, Document.id)) if day is not None]
    told = _told([each.document_id for each in due])
    return [each for each in due if (each.document_id, str(each.due_on)) not in told][:MOST]


def is_reminded(document_id: UUID, due_on: date) -> bool:
    """Whether somebody was told of this day. One statement."""
    return (document_id, str(due_on)) in _told([document_id])


def _told(document_ids: list[UUID]) -> set[tuple[UUID | None, str]]:
    mine = (JournalEntry.subject_id.in_(document_ids), JournalEntry.event == DocumentReviewDue.name())
    return set(rows(select(JournalEntry.subject_id, _DAY).where(*mine)))
