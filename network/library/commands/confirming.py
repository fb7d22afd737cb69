"""What keeps a text true without changing it: saying that it still holds, and reminding that it is time to look."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.library import queries
from network.library.events import DocumentConfirmed, DocumentReviewDue
from network.library.models import Confirmation
from network.library.queries.reviews import is_reminded
from network.library.queries.working import hold, version_by_number
from network.library.rules.life import MOVED, Deed, insist_possible
from network.library.rules.reviewing import insist_next
from network.library.rules.states import DocumentState, VersionState
from network.policy import Permission, authorize
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class ConfirmationDraft:
    """That a text still holds. `id` is the form's: sent twice, it is said once. `number`: the version that was read."""

    id: UUID
    number: int
    review_on: date | None
    organization_id: UUID | None = None
    note: str = ""


@command
def confirm(actor: Actor, document_id: UUID, draft: ConfirmationDraft) -> None:
    """Say that the text in force still holds. It changes nothing but the day of the next review."""
    document = queries.get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_CONFIRM, document)
    insist_possible(Deed.CONFIRM, DocumentState(document.state), None)
    version = version_by_number(document_id, draft.number)
    if version is None or version.state != VersionState.IN_FORCE:
        raise Conflict(MOVED)
    if draft.organization_id is not None and draft.organization_id not in actor.organization_ids:
        raise Invalid("organization_id", words("Choose one of your organizations."))
    row = Confirmation(
        id=draft.id,
        version_id=version.id,
        confirmed_on=clock.today(),
        confirmed_by_id=actor.person_id,
        organization_id=draft.organization_id,
        note=draft.note.strip(),
        review_on=insist_next(draft.review_on, clock.today()),
    )
    document.review_on = row.review_on
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as there:
        raise Invalid("form", words("This is written down already.")) from there
    record(actor, DocumentConfirmed(document_id=document_id, number=version.number, review_on=row.review_on))


@command
def remind_of_review(actor: Actor, document_id: UUID, due_on: date) -> None:
    """Note that a review is due: once for each document and day. Raises Conflict where it was, or is due no more."""
    authorize(actor, Permission.DOCUMENT_REMIND)
    document = hold(document_id)
    is_due = document.state == DocumentState.IN_FORCE and document.review_on == due_on and due_on <= clock.today()
    if not is_due or is_reminded(document_id, due_on):
        raise Conflict(MOVED)
    record(actor, DocumentReviewDue(document_id=document_id, due_on=due_on))
