"""Writing down what people asked for, and what got out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.policy import Permission, authorize
from network.privacy import queries
from network.privacy.events import (
    IncidentChanged,
    IncidentLogged,
    PrivacyRequestAnswered,
    PrivacyRequestExtended,
    PrivacyRequestLogged,
    PrivacyRequestNearlyDue,
)
from network.privacy.models import Incident, PrivacyRequest
from network.privacy.rules.due import EXTENDED_BY, due_on, is_nearly_due, may_be_extended
from network.privacy.rules.duties import Asked, WhyLonger
from network.storage.db import db
from network.storage.once import add_once

_WRITTEN = words("This is written down already: it stands in the list. To add another one, send it again.")


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as it came in. `id` is the form's: sent twice, it is one request."""

    id: UUID
    kind: Asked
    received_on: date
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """What is known of an incident by now."""

    what: str
    done: str
    stopped_on: date | None
    people_told_on: date | None
    commissioner_told_on: date | None
    is_closed: bool


@command
def log_request(actor: Actor, draft: RequestDraft) -> UUID:
    """Write down a request, and by when it must be answered. Raises `Invalid` for a day to come, or when sent again."""
    authorize(actor, Permission.REQUESTS_KEEP)
    _insist_past(draft.received_on, "received_on")
    row = PrivacyRequest(id=draft.id, kind=draft.kind, received_on=draft.received_on, due_on=due_on(draft.received_on))
    row.who_sealed, row.note_sealed = queries.sealed(row, "who_sealed", draft.who), queries.sealed(row, "note_sealed", draft.note)
    row.written_by_id = actor.person_id
    add_once(row, _WRITTEN)
    record(actor, PrivacyRequestLogged(request_id=row.id, due_on=row.due_on))
    return row.id


@command
def answer_request(actor: Actor, request_id: UUID, answered_on: date, note: str) -> None:
    """Close a request as answered. Raises `Invalid` for a day to come, or one before it came."""
    authorize(actor, Permission.REQUESTS_KEEP)
    row = queries.request_row(actor, request_id, is_to_change=True)
    _insist_past(answered_on, "answered_on")
    if answered_on < row.received_on:
        raise Invalid("answered_on", words("This is before the request came."))
    row.answered_on, row.closed_at, row.note_sealed = answered_on, clock.now(), queries.sealed(row, "note_sealed", note)
    record(actor, PrivacyRequestAnswered(request_id=row.id))


@command
def extend_request(actor: Actor, request_id: UUID, why: WhyLonger) -> date:
    """Take thirty more days for an answer, once, when who asked was told. Gives the new day. Raises `Conflict` when too late."""
    authorize(actor, Permission.REQUESTS_KEEP)
    row = queries.request_row(actor, request_id, is_to_change=True)
    today = clock.today()
    if not may_be_extended(today, row.due_on, extended=row.extended_on is not None, answered=row.closed_at is not None):
        raise Conflict(words("This can't take longer: it was extended before, it is answered, or its day is over."))
    row.extended_on, row.extended_why, row.due_on = today, why, due_on(row.due_on, EXTENDED_BY)
    record(actor, PrivacyRequestExtended(request_id=row.id, why_code=why, due_on=row.due_on))
    return row.due_on


@command
def remind_of_request(actor: Actor, request_id: UUID) -> None:
    """Let the administrators know that a request's day is near. Raises `Conflict` when they know, or it is answered."""
    authorize(actor, Permission.REQUESTS_REMIND)
    row = db.session.get(PrivacyRequest, request_id, with_for_update=True)
    if row is None or row.closed_at is not None or not is_nearly_due(clock.today(), row.due_on, row.reminded_of):
        raise Conflict(words("There is nothing to remind of."))
    row.reminded_of = row.due_on
    record(actor, PrivacyRequestNearlyDue(request_id=row.id, due_on=row.due_on))


@command
def log_incident(actor: Actor, incident_id: UUID, noticed_on: date, what: str) -> UUID:
    """Write down that data got out, or may have. Raises `Invalid` for a day to come, or sent again."""
    authorize(actor, Permission.INCIDENTS_KEEP)
    _insist_past(noticed_on, "noticed_on")
    row = Incident(id=incident_id, noticed_on=noticed_on, written_by_id=actor.person_id)
    row.what_sealed, row.done_sealed = queries.sealed(row, "what_sealed", what), queries.sealed(row, "done_sealed", "")
    add_once(row, _WRITTEN)
    record(actor, IncidentLogged(incident_id=row.id))
    return row.id


@command
def change_incident(actor: Actor, incident_id: UUID, draft: IncidentDraft) -> None:
    """Write down what is known by now, and close it when all is done."""
    authorize(actor, Permission.INCIDENTS_KEEP)
    row = queries.incident_row(actor, incident_id)
    row.what_sealed, row.done_sealed = (
        queries.sealed(row, "what_sealed", draft.what),
        queries.sealed(row, "done_sealed", draft.done),
    )
    row.stopped_on, row.people_told_on = draft.stopped_on, draft.people_told_on
    row.commissioner_told_on = draft.commissioner_told_on
    row.closed_at = (row.closed_at or clock.now()) if draft.is_closed else None
    record(actor, IncidentChanged(incident_id=row.id, is_closed=draft.is_closed))


def _insist_past(day: date, field: str) -> None:
    if (day - clock.today()).days > 1:
        raise Invalid(field, words("This day is still to come."))
