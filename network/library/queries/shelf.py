"""The shelf: the documents that an actor may see, the last changed first; and those on what her organizations want to learn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.page import Page, cut
from network.library.models import Document, DocumentTopic, DocumentVersion
from network.library.queries.adopting import used_ids
from network.library.queries.sight import kept_by, visible_to
from network.library.rules.reviewing import Review, review_of
from network.library.rules.states import WORKING, DocumentState, VersionState
from network.organizations.models import Organization, OrganizationChoice
from network.spaces.models import Space
from network.spaces.queries import SpaceLine, described
from network.spaces.rules import SpaceKind
from network.storage.reading import rows

PAGE = 20
MOST_WANTED = 5
_KEY = "~"
_TOLD = (
    *("id", "title", "summary", "kind", "state", "keeper", "number"),
    *("in_force_on", "review_on", "withdrawn_on", "changed_at", "is_example"),
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of the shelf is asked for; what is empty narrows nothing.

    `is_ours`: on what her organizations want to learn, or on the shelf of a region that she reads.
    """

    kind: str = ""
    topic: str = ""
    language: str = ""
    space_id: UUID | None = None
    state: DocumentState | None = None
    is_due: bool = False
    organization_id: UUID | None = None
    used_by: UUID | None = None
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list."""

    id: UUID
    title: str
    summary: str
    kind: str
    state: DocumentState
    keeper: str
    number: int | None
    in_force_on: date | None
    review_on: date | None
    withdrawn_on: date | None
    changed_at: datetime
    is_example: bool
    space: SpaceLine
    topics: tuple[str, ...]

    @property
    def review(self) -> Review:
        return review_of(self.review_on, clock.today(), self.state is DocumentState.IN_FORCE)


def shelf(actor: Actor, narrowing: Narrowing, after: str = "") -> Page[DocumentLine]:
    """A page of the shelf. Five statements at most."""
    asked = narrowed(lines_of(actor), narrowing)
    if narrowing.is_ours:
        asked = asked.where(_is_for(actor))
    mark = _read_key(after)
    if mark is not None:
        at, id = mark
        asked = asked.where(or_(Document.changed_at < at, and_(Document.changed_at == at, Document.id < id)))
    asked = asked.order_by(Document.changed_at.desc(), Document.id.desc())
    found = _dressed(rows(asked.limit(PAGE + 1)))
    return cut(found, PAGE, lambda line: f"{line.changed_at.isoformat()}{_KEY}{line.id}", after=after if mark else None)


def wanted_by(actor: Actor) -> tuple[DocumentLine, ...]:
    """Documents in force on what her organizations want to learn, the first wishes first. Five statements at most."""
    if not actor.organization_ids:
        return ()
    wish = func.min(OrganizationChoice.position)
    wishes = (
        select(DocumentTopic.document_id, wish.label("wish"))
        .join(OrganizationChoice, OrganizationChoice.code == DocumentTopic.code)
        .where(OrganizationChoice.list == "wants", OrganizationChoice.organization_id.in_(tuple(actor.organization_ids)))
        .group_by(DocumentTopic.document_id)
        .subquery()
    )
    asked = lines_of(actor).join(wishes, wishes.c.document_id == Document.id).where(Document.state == DocumentState.IN_FORCE)
    return _dressed(rows(asked.order_by(wishes.c.wish, Document.changed_at.desc(), Document.id).limit(MOST_WANTED)))


def _is_for(actor: Actor) -> ColumnElement[bool]:
    """What is on her organizations' topics, or stands on the shelf of a region: she sees no other regions' than her own."""
    wanted = select(OrganizationChoice.code).where(
        OrganizationChoice.list == "wants", OrganizationChoice.organization_id.in_(tuple(actor.organization_ids))
    )
    on_topics = select(DocumentTopic.document_id).where(DocumentTopic.code.in_(wanted))
    of_regions = select(Space.id).where(Space.kind == SpaceKind.REGION)
    return or_(Document.id.in_(on_topics), Document.space_id.in_(of_regions))


def due_count(actor: Actor) -> int:
    """How many of the documents that she keeps are due to be looked through. One statement."""
    mine = visible_to(actor).where(kept_by(actor), Document.state == DocumentState.IN_FORCE, Document.review_on <= clock.today())
    return int(rows(select(func.count()).select_from(mine.with_only_columns(Document.id).subquery()))[0][0])


def spaces_of_shelf(actor: Actor) -> dict[UUID, SpaceLine]:
    """The spaces in which there is a document for her, to choose from. Three statements."""
    used = visible_to(actor).with_only_columns(Document.space_id).distinct()
    return described([id for (id,) in rows(used)])


def lines_of(actor: Actor) -> Select[Any]:
    """The documents with what a list says of each. Given up ones are their keepers' alone."""
    text = DocumentVersion
    own = kept_by(actor)
    worked_on = and_(
        Document.in_force_id.is_(None),
        text.document_id == Document.id,
        text.state.in_(tuple(WORKING)),
        or_(text.state != VersionState.DRAFT, own),
    )
    asked = visible_to(actor).outerjoin(text, or_(text.id == Document.in_force_id, worked_on))
    asked = asked.outerjoin(Organization, Organization.id == Document.organization_id)
    about = (Document.id, Document.title, func.coalesce(text.summary, ""), Document.kind, Document.state)
    days = (Document.in_force_on, Document.review_on, Document.withdrawn_on, Document.changed_at, Document.is_example)
    columns = (*about, func.coalesce(Organization.name, ""), text.number, *days, Document.space_id)
    return asked.where(or_(text.id.is_not(None), own)).with_only_columns(*columns)


def narrowed(asked: Select[Any], by: Narrowing) -> Select[Any]:
    """A statement of documents with what was asked for."""
    for column, value in ((Document.kind, by.kind), (Document.language, by.language), (Document.state, by.state)):
        asked = asked.where(column == value) if value else asked
    if by.topic:
        asked = asked.where(Document.id.in_(select(DocumentTopic.document_id).where(DocumentTopic.code == by.topic)))
    if by.space_id is not None:
        asked = asked.where(Document.space_id == by.space_id)
    if by.organization_id is not None:
        asked = asked.where(Document.organization_id == by.organization_id)
    if by.used_by is not None:
        asked = asked.where(Document.id.in_(used_ids(by.used_by)))
    if by.is_due:
        asked = asked.where(Document.state == DocumentState.IN_FORCE, Document.review_on <= clock.today())
    return asked


def _dressed(found: Sequence[Any]) -> tuple[DocumentLine, ...]:
    """With their spaces in words, and their topics. Three statements; none for none."""
    if not found:
        return ()
    spaces = described({row[-1] for row in found})
    topics: defaultdict[UUID, list[str]] = defaultdict(list)
    mine = DocumentTopic.document_id.in_([row[0] for row in found])
    for document_id, code in rows(select(DocumentTopic.document_id, DocumentTopic.code).where(mine).order_by(DocumentTopic.code)):
        topics[document_id].append(code)
    return tuple(_line(row, spaces[row[-1]], tuple(topics[row[0]])) for row in found)


def _line(row: Sequence[Any], space: SpaceLine, topics: tuple[str, ...]) -> DocumentLine:
    told = dict(zip(_TOLD, row, strict=False))
    return DocumentLine(**{**told, "state": DocumentState(told["state"])}, space=space, topics=topics)


def _read_key(after: str) -> tuple[datetime, UUID] | None:
    """The key of the last line of the page before; None for what is none."""
    at, _, id = after.partition(_KEY)
    try:
        found = datetime.fromisoformat(at), UUID(id)
    except ValueError:
        return None
    return found if found[0].tzinfo is not None else None
