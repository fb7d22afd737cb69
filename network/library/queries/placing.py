"""Where a document can be moved to, and who loses sight of it by that."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor, Entered
from network.library.models import Adoption, Document, DocumentVersion, Endorsement, VersionFile
from network.library.queries.adapting import kind_of_space
from network.library.rules.adapting import may_go
from network.library.rules.placing import Placing
from network.organizations.queries.telling import names_seen
from network.policy import Permission, can
from network.spaces.queries import SpaceLine, entering, let_in_of, offered
from network.spaces.rules import Place, SpaceKind, standing_id
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class Leaving:
    """Organizations that stand behind a document or use it, and will read it no more; `names` of those that the actor sees."""

    organization_ids: frozenset[UUID]
    names: tuple[str, ...]


def right_to_place(document: Document) -> Permission:
    """What somebody must be able to do in the space where it goes: what others read already needs who could approve it there."""
    return Permission.DOCUMENT_PLACE if document.is_shared else Permission.DOCUMENT_WRITE


def places_to(actor: Actor, document: Document) -> tuple[SpaceLine, ...]:
    """Where the actor can move a document that she may edit. A fixed number of statements."""
    keeper, kept = document.organization_id, frozenset[Place]()
    if keeper is not None:
        its_people = entering(Actor(organization_ids=frozenset({keeper}), organizations=((keeper, ""),)))
        kept = frozenset(line.place for line in offered(its_people))
    parent = _parent(document)
    kind = kind_of_space(parent.space_id) if parent is not None else SpaceKind.NETWORK
    is_kept = parent is not None and can(actor, Permission.DOCUMENT_EDIT, parent)

    def fits(line: SpaceLine) -> bool:
        space_id = id_of(line.place)
        goes = may_go(kind, line.place.kind, parent is not None and parent.space_id == space_id, is_kept)
        is_read_by_keeper = keeper is None or line.place in kept
        return goes and is_read_by_keeper and space_id != document.space_id and _may_place(actor, document, line.place)

    return tuple(line for line in offered(actor) if fits(line))


def id_of(place: Place) -> UUID:
    """The id of the space that a form named, founded or not."""
    is_own = place.kind in {SpaceKind.PAIRING, SpaceKind.CIRCLE}
    return UUID(place.about) if is_own else standing_id(place.kind, place.about)


def is_at(place: Place, space_id: UUID) -> bool:
    """Whether a place, as a form named it, is this space."""
    try:
        return id_of(place) == space_id
    except ValueError:
        return False


def leaving(actor: Actor, document_id: UUID, place: Place) -> Leaving:
    """Who stands behind a document or uses it now, and does not enter that space. Four statements at most."""
    of_texts = select(Endorsement.organization_id).join(DocumentVersion, DocumentVersion.id == Endorsement.version_id)
    endorsing = of_texts.where(DocumentVersion.document_id == document_id, Endorsement.ended_on.is_(None))
    using = select(Adoption.organization_id).where(Adoption.document_id == document_id, Adoption.ended_on.is_(None))
    there = {*db.session.scalars(endorsing), *db.session.scalars(using)}
    gone = frozenset(there - let_in_of(place, there)) if there else frozenset()
    return Leaving(gone, tuple(sorted(names_seen(actor, gone).values(), key=str.casefold)) if gone else ())


def files_of_all(document_id: UUID) -> frozenset[UUID]:
    """The files that any text of a document carries. One statement."""
    asked = select(VersionFile.file_id).join(DocumentVersion, DocumentVersion.id == VersionFile.version_id)
    return frozenset(db.session.scalars(asked.where(DocumentVersion.document_id == document_id)))


def _parent(document: Document) -> Document | None:
    """What it was adapted from, whoever asks: how far that may go does not depend on who sees it."""
    if document.adapted_from_id is None:
        return None
    asked = select(Document).join(DocumentVersion, DocumentVersion.document_id == Document.id)
    return db.session.scalar(asked.where(DocumentVersion.id == document.adapted_from_id))


def _may_place(actor: Actor, document: Document, place: Place) -> bool:
    """Whether she has the right there: asked as if the space were founded, since it will be by then."""
    there = frozenset({id_of(place)})
    inside = replace(actor, entering=lambda: Entered(there, there))
    region = (place.about,) if place.kind is SpaceKind.REGION else ()
    return can(inside, right_to_place(document), Placing(id_of(place), region))
