"""What can be done about using a document: say so, and say that it is over."""

from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied
from network.library.events.adopting import AdoptionEnded, DocumentAdopted
from network.library.models import Adoption, Document
from network.library.queries.adopting import adoption_of
from network.library.queries.heads import enters
from network.library.queries.sight import get_for_change
from network.library.rules.endorsing import NOTHING_MORE, insist_in_force
from network.organizations.queries import get as get_organization
from network.policy import Permission, authorize
from network.storage.db import db


@command
def adopt(actor: Actor, document_id: UUID, organization_id: UUID, note: str) -> None:
    """Say for an organization that it uses a document in force. Raises Conflict where it said so, or where it is not in force."""
    document = _for(actor, document_id, organization_id)
    insist_in_force(document.state)
    if adoption_of(document_id, organization_id) is not None:
        raise Conflict(NOTHING_MORE["adopted"])
    row = Adoption(id=uuid4(), document_id=document_id, organization_id=organization_id, adopted_on=clock.today(), note=note)
    row.adopted_by_id = actor.person_id
    db.session.add(row)
    record(actor, DocumentAdopted(document_id=document_id, organization_id=organization_id))


@command
def end_adoption(actor: Actor, document_id: UUID, organization_id: UUID) -> None:
    """Say that it uses the document no more. Raises Conflict where it does not say so."""
    _for(actor, document_id, organization_id)
    row = adoption_of(document_id, organization_id)
    if row is None:
        raise Conflict(NOTHING_MORE["not_adopted"])
    row.ended_on = clock.today()
    record(actor, AdoptionEnded(document_id=document_id, organization_id=organization_id))


def _for(actor: Actor, document_id: UUID, organization_id: UUID) -> Document:
    """The document, held, for a lead of an organization that enters its space."""
    document = get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_COMMENT, document)
    authorize(actor, Permission.DOCUMENT_ADOPT, get_organization(actor, organization_id))
    if not enters(organization_id, document.space_id):
        raise Denied(str(Permission.DOCUMENT_ADOPT))
    return document
