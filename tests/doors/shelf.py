"""Documents of the world behind the doors: in the space of A's pairing, where A and B read, and nobody else."""

from typing import Any
from uuid import UUID, uuid4

from network.kernel import clock
from network.library.models import AdaptationReason, Document
from network.pairings.models import Pairing
from network.spaces.models import Space, SpaceAccess
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.sharing import make_comment, make_offer, text_of

Special = dict[tuple[str, str], Any]


def make_shelf(pairing_id: UUID, a: UUID, b: UUID, member: UUID) -> tuple[dict[str, Any], Special]:
    """A's adaptation of a document of B, said something of, offered back."""
    space_id = _space_of(pairing_id, a, b)
    parent = make_document(b, title="canary-title of Birch", text="canary-text of Birch", created_by_id=uuid4())
    mine = make_document(a, title="canary-title of Alder", text="canary-text of Alder", created_by_id=member, writer_id=member)
    for each in (parent, mine):
        db.session.get_one(Document, each).space_id = space_id
    db.session.get_one(Document, mine).adapted_from_id = text_of(parent).id
    reason = AdaptationReason(id=uuid4(), document_id=mine, what="canary-what", why="canary-why", written_at=clock.now())
    db.session.add(reason)
    db.session.commit()
    values = {
        "document_id": mine,
        "number": 1,
        "comment_id": make_comment(mine, a, written_by_id=member),
        "reason_id": reason.id,
        "offer_id": make_offer(mine, parent, offered_by_id=member),
    }
    return values, {("library.offer", "document_id"): parent, ("library.offers", "document_id"): parent}


def _space_of(pairing_id: UUID, *organization_ids: UUID) -> UUID:
    """That of the pairing, opened here where a factory left it out."""
    pairing = db.session.get_one(Pairing, pairing_id)
    if pairing.space_id is None:
        space = Space(id=uuid4(), kind="pairing", about_id=pairing_id, opened_at=clock.now())
        db.session.add(space)
        db.session.flush()
        db.session.add_all(SpaceAccess(space_id=space.id, organization_id=each) for each in organization_ids)
        pairing.space_id = space.id
        db.session.commit()
    return pairing.space_id
