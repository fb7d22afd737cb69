"""What can be done with endorsements: give one, withdraw it, let those lapse that a major change ends."""

from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, NotFound
from network.library.events.endorsing import DocumentEndorsed, EndorsementsLapsed, EndorsementWithdrawn
from network.library.models import Document, DocumentVersion, Endorsement
from network.library.queries.endorsing import endorsement_of, holding_before
from network.library.queries.heads import enters
from network.library.queries.sight import get, get_for_change
from network.library.rules.endorsing import NOTHING_MORE, insist_in_force, insist_others, insist_seen_text, lapses
from network.library.rules.states import VersionState
from network.organizations.queries import get as get_organization
from network.policy import Permission, authorize
from network.storage.db import db


@command
def endorse(actor: Actor, document_id: UUID, organization_id: UUID, number: int) -> None:
    """Stand behind the text in force for an organization. Who stood behind an earlier one stands behind this one now.

    Raises Conflict for the document's own keeper, where it is not in force, or where `number` is not the text in force.
    """
    document = _for(actor, document_id, organization_id)
    insist_others(document.organization_id, organization_id)
    insist_in_force(document.state)
    text = db.session.get_one(DocumentVersion, document.in_force_id)
    insist_seen_text(number, text.number)
    before = endorsement_of(document_id, organization_id)
    if before is not None and before.version_id == text.id:
        raise Conflict(NOTHING_MORE["endorsed"])
    if before is not None:
        before.ended_on = clock.today()
    row = Endorsement(id=uuid4(), version_id=text.id, organization_id=organization_id, endorsed_on=clock.today())
    row.endorsed_by_id = actor.person_id
    db.session.add(row)
    record(actor, DocumentEndorsed(document_id=document_id, version_id=text.id, organization_id=organization_id))


@command
def withdraw_endorsement(actor: Actor, document_id: UUID, organization_id: UUID) -> None:
    """Stand behind a document no more. Raises Conflict where there is no endorsement that holds."""
    _for(actor, document_id, organization_id)
    row = endorsement_of(document_id, organization_id)
    if row is None:
        raise Conflict(NOTHING_MORE["not_endorsed"])
    row.ended_on = clock.today()
    record(actor, EndorsementWithdrawn(document_id=document_id, organization_id=organization_id))


@command
def lapse_endorsements(actor: Actor, document_id: UUID, version_id: UUID) -> None:
    """End the endorsements that a text in force ends by what it changes; called by the command that brings it into force.

    It ends nothing that did not lapse by itself: asked twice, or for a small change, it leaves all as it is.
    """
    document = get(actor, document_id)
    authorize(actor, Permission.DOCUMENT_VIEW, document)
    text = db.session.get(DocumentVersion, version_id)
    if text is None or text.document_id != document_id or text.state != VersionState.IN_FORCE:
        raise NotFound(str(version_id))
    ended = holding_before(document_id, text.number) if lapses(text.size) else []
    for row in ended:
        row.ended_on, row.has_lapsed = clock.today(), True
    ids = tuple(row.organization_id for row in ended)
    record(
        actor,
        EndorsementsLapsed(document_id=document_id, version_id=version_id, size_code=text.size, organization_ids=ids),
    )


def _for(actor: Actor, document_id: UUID, organization_id: UUID) -> Document:
    """The document, held, for a lead of an organization that enters its space."""
    document = get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_COMMENT, document)
    authorize(actor, Permission.DOCUMENT_ENDORSE, get_organization(actor, organization_id))
    if not enters(organization_id, document.space_id):
        raise Denied(str(Permission.DOCUMENT_ENDORSE))
    return document
