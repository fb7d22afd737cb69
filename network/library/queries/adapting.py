"""What was made of a document elsewhere, and what became of the document that something was made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.library.models import AdaptationReason, Document, DocumentVersion, ParentSeen
from network.library.queries.comments import text_shown, texts_of, words_of_text
from network.library.queries.endorsing import steps_of
from network.library.queries.heads import Head
from network.library.queries.sight import visible_to
from network.library.rules.adapting import NOTHING_OWED, Owed, may_go, owed
from network.library.rules.beside import Stretch, gathered, side_by_side
from network.library.rules.states import WORKING, DocumentState
from network.organizations.queries.telling import names_seen
from network.spaces.models import Space
from network.spaces.queries import SpaceLine, offered
from network.spaces.rules import standing_id
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class Looked:
    """That keepers looked at a newer text of the parent, and what they made of it."""

    number: int
    seen_on: date
    note: str


@dataclass(frozen=True, slots=True)
class Parent:
    """What an adaptation was made from. Of one that its reader does not see nothing is said but that there is one."""

    is_seen: bool
    id: UUID | None = None
    title: str = ""
    taken: int = 0
    now: int | None = None
    state: DocumentState = DocumentState.DRAFT
    why_withdrawn: str = ""
    owed: Owed = NOTHING_OWED
    looked: tuple[Looked, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        return self.state is DocumentState.WITHDRAWN


UNSEEN = Parent(is_seen=False)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an adaptation says something else. Without `what` it is about the whole: why this place needs its own."""

    id: UUID
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class AdaptationLine:
    """An adaptation as a list names it."""

    id: UUID
    title: str
    state: DocumentState
    keeper: str


def parent_of(actor: Actor, head: Head) -> Parent | None:
    """What a document was adapted from, as its reader may know of it; None for one that is its own. Three statements."""
    if head.adapted_from_id is None:
        return None
    asked = visible_to(actor).join(DocumentVersion, DocumentVersion.document_id == Document.id)
    columns = (Document.id, Document.title, Document.state, Document.in_force_id, Document.withdrawn_why, DocumentVersion.number)
    asked = asked.where(DocumentVersion.id == head.adapted_from_id)
    found = db.session.execute(asked.with_only_columns(*columns, maintain_column_froms=True)).first()
    if found is None:
        return UNSEEN
    id, title, state, in_force_id, why, taken = found
    steps = steps_of([id]).get(id, [])
    looked = _looked_at(head.id)
    now = steps[-1].number if steps and in_force_id else None
    due = owed(taken, (each.number for each in looked), steps) if now else NOTHING_OWED
    return Parent(True, id, title, taken, now, DocumentState(state), why, due, looked)


def _looked_at(document_id: UUID) -> tuple[Looked, ...]:
    asked = select(DocumentVersion.number, ParentSeen.seen_on, ParentSeen.note).join(
        DocumentVersion, DocumentVersion.id == ParentSeen.version_id
    )
    found = db.session.execute(asked.where(ParentSeen.document_id == document_id).order_by(DocumentVersion.number)).tuples()
    return tuple(Looked(number, on, note) for number, on, note in found)


def get_parent(actor: Actor, head: Head) -> Document:
    """The document that something was adapted from. Raises NotFound for its own, and for one that the actor does not see."""
    asked = visible_to(actor).join(DocumentVersion, DocumentVersion.document_id == Document.id)
    row = db.session.scalar(asked.where(DocumentVersion.id == head.adapted_from_id)) if head.adapted_from_id else None
    if row is None:
        raise NotFound(str(head.id))
    return row


def compared(actor: Actor, head: Head, parent: Parent) -> tuple[Stretch, ...]:
    """The parent as it was taken, the parent as it is, and the adaptation as its reader may read it."""
    ours = text_shown(texts_of(actor, head.id), None)
    mine = (DocumentVersion.document_id == parent.id, DocumentVersion.number.in_((parent.taken, parent.now or parent.taken)))
    found = dict(db.session.execute(select(DocumentVersion.number, DocumentVersion.text).where(*mine)).tuples().all())
    then = found.get(parent.taken, "")
    return gathered(side_by_side(then, found.get(parent.now or parent.taken, then), words_of_text(ours.id)))


def adaptations_of(actor: Actor, document_id: UUID) -> tuple[AdaptationLine, ...]:
    """What was made of a document, of what the actor sees. Two statements."""
    mine = select(DocumentVersion.id).where(DocumentVersion.document_id == document_id).scalar_subquery()
    asked = visible_to(actor).where(Document.adapted_from_id.in_(mine)).order_by(Document.folded, Document.id)
    found = list(db.session.scalars(asked))
    names = names_seen(actor, {row.organization_id for row in found if row.organization_id})
    return tuple(
        AdaptationLine(row.id, row.title, DocumentState(row.state), names.get(row.organization_id or row.id, "")) for row in found
    )


def reasons_of(document_id: UUID) -> tuple[Reason, ...]:
    """Why a document that the actor sees differs from what it was made from; the reason for the whole first. One statement."""
    asked = select(AdaptationReason).where(AdaptationReason.document_id == document_id)
    found = db.session.scalars(asked.order_by(AdaptationReason.position, AdaptationReason.written_at, AdaptationReason.id))
    return tuple(Reason(row.id, row.what, row.why) for row in found)


def reason_for_change(document_id: UUID, reason_id: UUID) -> AdaptationReason:
    """One of them, held until the transaction ends. Raises NotFound."""
    mine = (AdaptationReason.id == reason_id, AdaptationReason.document_id == document_id)
    row = db.session.scalar(select(AdaptationReason).where(*mine).with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(reason_id))
    return row


def is_worked_on(document_id: UUID) -> bool:
    """Whether a text of the document is on its keepers' desk, in consultation or in review."""
    mine = (DocumentVersion.document_id == document_id, DocumentVersion.state.in_(tuple(WORKING)))
    return db.session.scalar(select(DocumentVersion.id).where(*mine).limit(1)) is not None


def kind_of_space(space_id: UUID) -> str:
    """What sort of space this is."""
    return db.session.scalar(select(Space.kind).where(Space.id == space_id)) or ""


def places_for(actor: Actor, head: Head) -> tuple[SpaceLine, ...]:
    """Where an adaptation of this document may go."""
    kind = kind_of_space(head.space_id)

    def fits(line: SpaceLine) -> bool:
        place = line.place
        is_same = head.space_id in (standing_id(place.kind, place.about), _id(place.about))
        return may_go(kind, place.kind, is_same, head.may_keep)

    return tuple(line for line in offered(actor) if fits(line))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def adaptations_counted(actor: Actor, document_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many adaptations each of these documents has, of those that the actor sees: for lists. One statement."""
    asked = visible_to(actor).join(DocumentVersion, DocumentVersion.id == Document.adapted_from_id)
    columns = (DocumentVersion.document_id, func.count())
    asked = asked.where(DocumentVersion.document_id.in_(tuple(document_ids)))
    counted = asked.with_only_columns(*columns, maintain_column_froms=True).group_by(DocumentVersion.document_id)
    return dict(db.session.execute(counted).tuples().all())
