"""What moves a text on its way: consultation, review, approval, and back; and what withdraws a document."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.folding import fold
from network.kernel.refusals import Conflict
from network.library import queries
from network.library.commands.attaching import free_files
from network.library.commands.endorsing import lapse_endorsements
from network.library.events import (
    ConsultationOpened,
    DocumentWithdrawn,
    ReviewAsked,
    VersionApproved,
    VersionDropped,
    VersionReturned,
)
from network.library.models import Document, DocumentVersion
from network.library.queries.attached import files_in_order
from network.library.queries.working import approving, may_approve, working_of
from network.library.rules.life import (
    MOVED,
    THEN,
    Deed,
    insist_possible,
    insist_ready,
    insist_seen,
    insist_until,
    insist_why,
)
from network.library.rules.reviewing import next_review
from network.library.rules.states import ChangeSize, DocumentState, VersionState, moved, state_of_document
from network.library.rules.writing import insist_changed
from network.policy import Permission, authorize
from network.storage.db import db


@command
def consult(actor: Actor, document_id: UUID, seen: int, until: date | None) -> None:
    """Put the draft before its space for comments, until a day. `seen`: the revision that was read."""
    document, version = _held(actor, document_id, Permission.DOCUMENT_EDIT, Deed.CONSULT, seen)
    _insist_whole(version)
    version.consulted_until = insist_until(until, clock.today())
    _move(document, version, Deed.CONSULT)
    document.is_shared = True
    record(actor, ConsultationOpened(document_id=document_id, number=version.number, until_on=version.consulted_until))


@command
def ask_review(actor: Actor, document_id: UUID, seen: int) -> None:
    """Ask somebody who did not write the text to approve it."""
    document, version = _held(actor, document_id, Permission.DOCUMENT_EDIT, Deed.ASK_REVIEW, seen)
    _insist_whole(version)
    _move(document, version, Deed.ASK_REVIEW)
    document.is_shared = True
    record(actor, ReviewAsked(document_id=document_id, number=version.number))


@command
def return_to_draft(actor: Actor, document_id: UUID, seen: int, why: str) -> None:
    """Give a text back to its writers with a reason: by its keepers, or by whoever could have approved it."""
    document = queries.get_for_change(actor, document_id)
    version = _working(document_id)
    is_approver = VersionState(version.state) is VersionState.REVIEW and may_approve(actor, document, version.id)
    if is_approver:
        authorize(actor, Permission.DOCUMENT_APPROVE, approving(document, version.id))
    else:
        authorize(actor, Permission.DOCUMENT_EDIT, document)
    _insist(document, version, Deed.RETURN, seen)
    version.returned_why = insist_why(why)
    _move(document, version, Deed.RETURN)
    record(actor, VersionReturned(document_id=document_id, number=version.number))


@command
def drop(actor: Actor, document_id: UUID, seen: int) -> None:
    """Give a text up. What holds, holds on. Files that this text alone carried are deleted."""
    document, version = _held(actor, document_id, Permission.DOCUMENT_EDIT, Deed.DROP, seen)
    _move(document, version, Deed.DROP)
    free_files(actor, version.id)
    record(actor, VersionDropped(document_id=document_id, number=version.number))


@command
def approve(actor: Actor, document_id: UUID, seen: int) -> None:
    """Let a text come into force, in place of the one before. Somebody other than its writers does."""
    document = queries.get_for_change(actor, document_id)
    version = _working(document_id)
    authorize(actor, Permission.DOCUMENT_APPROVE, approving(document, version.id))
    _insist(document, version, Deed.APPROVE, seen)
    _supersede(document_id)
    version.approved_at, version.approved_by_id = clock.now(), actor.person_id
    document.in_force_id, document.in_force_on = version.id, clock.today()
    document.title, document.folded = version.title, fold(version.title)
    document.review_on = next_review(clock.today(), document.review_months)
    document.withdrawn_on, document.withdrawn_why, document.is_shared = None, "", True
    document.is_unchecked = False  # somebody who did not bring it in has read it
    _move(document, version, Deed.APPROVE)
    db.session.flush()
    if version.size == ChangeSize.MAJOR:
        lapse_endorsements(actor, document_id, version.id)
    record(actor, VersionApproved(document_id=document_id, number=version.number, size_code=version.size))


@command
def withdraw(actor: Actor, document_id: UUID, why: str) -> None:
    """Say that a document holds no more, and why. Who could read it reads it on, with the reason first."""
    document = queries.get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_WITHDRAW, document)
    insist_possible(Deed.WITHDRAW, DocumentState(document.state), None)
    document.withdrawn_why, document.withdrawn_on = insist_why(why), clock.today()
    document.state, document.review_on, document.changed_at = DocumentState.WITHDRAWN, None, clock.now()
    document.revision += 1
    record(actor, DocumentWithdrawn(document_id=document_id))


def _held(actor: Actor, document_id: UUID, right: Permission, deed: Deed, seen: int) -> tuple[Document, DocumentVersion]:
    document = queries.get_for_change(actor, document_id)
    authorize(actor, right, document)
    version = _working(document_id)
    _insist(document, version, deed, seen)
    return document, version


def _working(document_id: UUID) -> DocumentVersion:
    version = working_of(document_id)
    if version is None:
        raise Conflict(MOVED)
    return version


def _insist(document: Document, version: DocumentVersion, deed: Deed, seen: int) -> None:
    insist_possible(deed, DocumentState(document.state), VersionState(version.state))
    insist_seen(seen, version.revision)


def _insist_whole(version: DocumentVersion) -> None:
    """What goes before others has a text, a summary, and says what is new in it."""
    insist_ready(version.text or files_in_order(version.id), version.summary)
    insist_changed(version.number, version.what_changed, is_taken_up=version.offer_id is not None)


def _move(document: Document, version: DocumentVersion, deed: Deed) -> None:
    version.state = moved(VersionState(version.state), THEN[deed])
    is_withdrawn = document.withdrawn_on is not None
    document.state = state_of_document(document.in_force_id is not None, VersionState(version.state), is_withdrawn)
    document.changed_at = clock.now()
    document.revision += 1


def _supersede(document_id: UUID) -> None:
    """What was in force is replaced: before the next one is, since there is one at most."""
    mine = (DocumentVersion.document_id == document_id, DocumentVersion.state == VersionState.IN_FORCE)
    for row in db.session.scalars(select(DocumentVersion).where(*mine)):
        row.state = moved(VersionState.IN_FORCE, VersionState.SUPERSEDED)
    db.session.flush()
