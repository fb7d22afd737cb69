"""Which consultations are over, and whether anybody was told."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.journal.models import JournalEntry
from network.kernel import clock
from network.library.events import ConsultationEnded
from network.library.models import DocumentVersion
from network.library.rules.states import VersionState
from network.storage.reading import rows

_DAY, _NUMBER = JournalEntry.facts["until_on"].as_string(), JournalEntry.facts["number"].as_integer()
MOST = 500


@dataclass(frozen=True, slots=True)
class EndedConsultation:
    """A text, and the last day on which comments on it were asked for."""

    document_id: UUID
    number: int
    until_on: date


def ended_consultations() -> list[EndedConsultation]:
    """Those that are over and of whose end nobody was told. Two statements."""
    of = DocumentVersion
    over = (of.state == VersionState.CONSULTATION, of.consulted_until < clock.today())
    asked = select(of.document_id, of.number, of.consulted_until).where(*over).order_by(of.consulted_until, of.document_id)
    ended = [EndedConsultation(id, number, until) for id, number, until in rows(asked) if until is not None]
    told = _told([each.document_id for each in ended])
    return [each for each in ended if (each.document_id, each.number, str(each.until_on)) not in told][:MOST]


def is_told(ended: EndedConsultation) -> bool:
    """Whether somebody was told of this end. One statement."""
    return (ended.document_id, ended.number, str(ended.until_on)) in _told([ended.document_id])


def _told(document_ids: list[UUID]) -> set[tuple[UUID | None, int, str]]:
    mine = (JournalEntry.subject_id.in_(document_ids), JournalEntry.event == ConsultationEnded.name())
    return set(rows(select(JournalEntry.subject_id, _NUMBER, _DAY).where(*mine)))
