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
from network.privacy.rules.due import REMINDED_BEFORE, days_left, due_on, is_nearly_due, may_be_extended
from network.privacy.rules.duties import Asked, WhyLonger
from network.storage import secrets
from network.storage.db import db

SHOWN = 100
COLUMNS = frozenset({"privacy_request.written_by_id", "incident.written_by_id"})


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in the list, without what is sealed; `left` counts the days until it is due, below 0 when it is late."""

    id: UUID
    kind: Asked
    received_on: date
    due_on: date
    answered_on: date | None
    left: int


@dataclass(frozen=True, slots=True)
class RequestView(RequestLine):
    """A request that somebody opened."""

    who: str
    note: str
    extended_on: date | None
    extended_why: WhyLonger | None
    may_be_extended: bool


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident in the list, without what is sealed: how far it is dealt with."""

    id: UUID
    noticed_on: date
    stopped_on: date | None
    people_told_on: date | None
    commissioner_told_on: date | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class IncidentView(IncidentLine):
    """An incident that somebody opened."""

    what: str
    done: str


def sealed(row: PrivacyRequest | Incident, column: str, text: str) -> str:
    """A text as it is kept."""
    return secrets.seal(secrets.Ring.ACCOUNTS, text, table=row.__tablename__, column=column, row_id=row.id)


def requests(actor: Actor) -> tuple[RequestLine, ...]:
    """Those that wait first, the most urgent on top; nothing of them is opened. One statement."""
    if not can(actor, Permission.REQUESTS_KEEP):
        return ()
    asked = select(PrivacyRequest).order_by(PrivacyRequest.closed_at.is_not(None), PrivacyRequest.due_on, PrivacyRequest.id)
    return tuple(RequestLine(*_request_facts(row)) for row in db.session.scalars(asked.limit(SHOWN)))


def request_row(actor: Actor, request_id: UUID, *, is_to_change: bool = False) -> PrivacyRequest:
    """One of them, as it is kept; held until the transaction ends if it `is_to_change`. Raises `NotFound`."""
    may = can(actor, Permission.REQUESTS_KEEP)
    row = db.session.get(PrivacyRequest, request_id, with_for_update=is_to_change) if may else None
    if row is None:
        raise NotFound(str(request_id))
    return row


def request(actor: Actor, request_id: UUID) -> RequestView:
    """One of them. Raises `NotFound`."""
    row = request_row(actor, request_id)
    why = WhyLonger(row.extended_why) if row.extended_why else None
    may = may_be_extended(clock.today(), row.due_on, extended=why is not None, answered=row.closed_at is not None)
    opened = _opened(row, "who_sealed"), _opened(row, "note_sealed")
    return RequestView(*_request_facts(row), *opened, row.extended_on, why, may)


def requests_to_remind_of() -> list[UUID]:
    """Open requests whose day is near, and of which nobody was reminded. One statement."""
    today = clock.today()
    near = PrivacyRequest.due_on <= due_on(today, REMINDED_BEFORE)
    unsaid = PrivacyRequest.reminded_of.is_distinct_from(PrivacyRequest.due_on)
    asked = select(PrivacyRequest).where(PrivacyRequest.closed_at.is_(None), near, unsaid).order_by(PrivacyRequest.due_on)
    return [row.id for row in db.session.scalars(asked) if is_nearly_due(today, row.due_on, row.reminded_of)]


def incidents(actor: Actor) -> tuple[IncidentLine, ...]:
    """Those that are open first, the newest on top; nothing of them is opened. One statement."""
    if not can(actor, Permission.INCIDENTS_KEEP):
        return ()
    asked = select(Incident).order_by(Incident.closed_at.is_not(None), Incident.noticed_on.desc(), Incident.id)
    return tuple(IncidentLine(*_incident_facts(row)) for row in db.session.scalars(asked.limit(SHOWN)))


def incident_row(actor: Actor, incident_id: UUID) -> Incident:
    """One of them, as it is kept. Raises `NotFound`."""
    row = db.session.get(Incident, incident_id) if can(actor, Permission.INCIDENTS_KEEP) else None
    if row is None:
        raise NotFound(str(incident_id))
    return row


def incident(actor: Actor, incident_id: UUID) -> IncidentView:
    """One of them. Raises `NotFound`."""
    row = incident_row(actor, incident_id)
    return IncidentView(*_incident_facts(row), _opened(row, "what_sealed"), _opened(row, "done_sealed"))


def own_duties(person_id: UUID) -> Iterator[Held]:
    """What this room holds of whoever wrote something down."""
    asked = [
        (words("Requests that you wrote down"), PrivacyRequest.written_by_id),
        (words("Incidents that you wrote down"), Incident.written_by_id),
    ]
    for what, column in asked:
        count = db.session.scalar(select(func.count()).where(column == person_id)) or 0
        yield Held(what, (words("How many"),), ((count,),) if count else ())


def _request_facts(row: PrivacyRequest) -> tuple[UUID, Asked, date, date, date | None, int]:
    left = days_left(clock.today(), row.due_on)
    return row.id, Asked(row.kind), row.received_on, row.due_on, row.answered_on, left


def _incident_facts(row: Incident) -> tuple[UUID, date, date | None, date | None, date | None, bool]:
    told = row.stopped_on, row.people_told_on, row.commissioner_told_on
    return row.id, row.noticed_on, *told, row.closed_at is not None


def _opened(row: PrivacyRequest | Incident, column: str) -> str:
    sealed_text: str = getattr(row, column)
    return secrets.unseal(secrets.Ring.ACCOUNTS, sealed_text, table=row.__tablename__, column=column, row_id=row.id)
