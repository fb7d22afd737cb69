"""What people asked for, and what got out: for administrators alone, opened from its seals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.holding import Held
from network.kernel.refusals import NotFound
from network.kernel.words import words
from network.policy import Permission, can
from network.privacy.models import Incident, PrivacyRequest
from network.privacy.rules.due import days_left
from network.privacy.rules.duties import Asked
from network.storage import secrets
from network.storage.db import db

SHOWN = 100
COLUMNS = frozenset({"privacy_request.written_by_id", "incident.written_by_id"})


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request; `left` counts the days until it is due, below 0 when it is late."""

    id: UUID
    kind: Asked
    received_on: date
    due_on: date
    who: str
    note: str
    answered_on: date | None
    left: int


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident, and how far it is dealt with."""

    id: UUID
    noticed_on: date
    what: str
    done: str
    stopped_on: date | None
    people_told_on: date | None
    commissioner_told_on: date | None
    is_closed: bool


def sealed(row: PrivacyRequest | Incident, column: str, text: str) -> str:
    """A text as it is kept."""
    return secrets.seal(secrets.Ring.ACCOUNTS, text, table=row.__tablename__, column=column, row_id=row.id)


def requests(actor: Actor) -> tuple[RequestView, ...]:
    """Those that wait first, the most urgent on top. One statement."""
    if not can(actor, Permission.REQUESTS_KEEP):
        return ()
    asked = select(PrivacyRequest).order_by(PrivacyRequest.closed_at.is_not(None), PrivacyRequest.due_on, PrivacyRequest.id)
    return tuple(_request(row) for row in db.session.scalars(asked.limit(SHOWN)))


def request_row(actor: Actor, request_id: UUID) -> PrivacyRequest:
    """One of them, as it is kept. Raises `NotFound`."""
    row = db.session.get(PrivacyRequest, request_id) if can(actor, Permission.REQUESTS_KEEP) else None
    if row is None:
        raise NotFound(str(request_id))
    return row


def request(actor: Actor, request_id: UUID) -> RequestView:
    """One of them. Raises `NotFound`."""
    return _request(request_row(actor, request_id))


def incidents(actor: Actor) -> tuple[IncidentView, ...]:
    """Those that are open first, the newest on top. One statement."""
    if not can(actor, Permission.INCIDENTS_KEEP):
        return ()
    asked = select(Incident).order_by(Incident.closed_at.is_not(None), Incident.noticed_on.desc(), Incident.id)
    return tuple(_incident(row) for row in db.session.scalars(asked.limit(SHOWN)))


def incident_row(actor: Actor, incident_id: UUID) -> Incident:
    """One of them, as it is kept. Raises `NotFound`."""
    row = db.session.get(Incident, incident_id) if can(actor, Permission.INCIDENTS_KEEP) else None
    if row is None:
        raise NotFound(str(incident_id))
    return row


def incident(actor: Actor, incident_id: UUID) -> IncidentView:
    """One of them. Raises `NotFound`."""
    return _incident(incident_row(actor, incident_id))


def own_duties(person_id: UUID) -> Iterator[Held]:
    """What this room holds of whoever wrote something down."""
    asked = [
        (words("Requests that you wrote down"), PrivacyRequest.written_by_id),
        (words("Incidents that you wrote down"), Incident.written_by_id),
    ]
    for what, column in asked:
        count = db.session.scalar(select(func.count()).where(column == person_id)) or 0
        yield Held(what, (words("How many"),), ((count,),) if count else ())


def _request(row: PrivacyRequest) -> RequestView:
    left = days_left(clock.today(), row.due_on)
    who, note = _opened(row, "who_sealed"), _opened(row, "note_sealed")
    return RequestView(row.id, Asked(row.kind), row.received_on, row.due_on, who, note, row.answered_on, left)


def _incident(row: Incident) -> IncidentView:
    texts = _opened(row, "what_sealed"), _opened(row, "done_sealed")
    told = row.stopped_on, row.people_told_on, row.commissioner_told_on
    return IncidentView(row.id, row.noticed_on, *texts, *told, row.closed_at is not None)


def _opened(row: PrivacyRequest | Incident, column: str) -> str:
    sealed_text: str = getattr(row, column)
    return secrets.unseal(secrets.Ring.ACCOUNTS, sealed_text, table=row.__tablename__, column=column, row_id=row.id)
