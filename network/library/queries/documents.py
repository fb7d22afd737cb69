"""One document as its page shows it: what holds for all its texts, the text itself, who keeps it, how far it can be trusted."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import Words, words
from network.library.models import ChangeOffer, Confirmation, Document, DocumentTopic, DocumentVersion
from network.library.queries.people import is_steward
from network.library.queries.sight import drafts_visible_to, get, texts_visible_to
from network.library.queries.working import may_approve
from network.library.rules.life import Deed, deeds_for
from network.library.rules.moves import NextMove, next_move
from network.library.rules.offers import credit
from network.library.rules.reviewing import Review, review_of
from network.library.rules.states import WORKING, DocumentState, VersionState
from network.organizations.models import Organization
from network.policy import Permission, can
from network.spaces.queries import SpaceLine, described
from network.storage.reading import first, rows


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One text in a list of texts, without its words."""

    id: UUID
    number: int
    state: VersionState
    title: str
    size: str
    what_changed: str
    revision: int
    written_at: datetime
    saved_at: datetime
    consulted_until: date | None
    approved_at: datetime | None
    approved_by: str
    returned_why: str
    offer_id: UUID | None
    offered_by: str

    @property
    def news(self) -> tuple[Words | str, ...]:
        """What is new in it, in lines: whose offer it was taken up from, and what its writers say."""
        taken_up = (credit(self.offered_by),) if self.offer_id else ()
        return (*taken_up, *((self.what_changed,) if self.what_changed else ()))

    @property
    def is_worked_on(self) -> bool:
        return self.state in WORKING


@dataclass(frozen=True, slots=True)
class ConfirmationLine:
    """That somebody looked a text through."""

    number: int
    on: date
    by: str
    organization: str
    note: str
    review_on: date


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document. `versions` are those that the reader may read, the newest first; `deeds` those that she may do."""

    document: Document
    keeper: str
    steward: str
    steward_is_there: bool
    topics: tuple[str, ...]
    space: SpaceLine
    versions: tuple[VersionLine, ...]
    deeds: frozenset[Deed]
    may_edit: bool

    @property
    def in_force(self) -> VersionLine | None:
        return next((each for each in self.versions if each.state is VersionState.IN_FORCE), None)

    @property
    def working(self) -> VersionLine | None:
        return next((each for each in self.versions if each.is_worked_on), None)

    @property
    def first_shown(self) -> VersionLine | None:
        """The text that the document's own page shows: what holds, else what is worked on, else the newest."""
        return self.in_force or self.working or next(iter(self.versions), None)

    def next_move(self, version: VersionLine | None) -> NextMove | None:
        """Whose move it is while the text shown is on its way."""
        if version is None:
            return None
        keeper = self.keeper or words("the network")
        return next_move(version.state, version.consulted_until, clock.today(), self.deeds, keeper)

    @property
    def review(self) -> Review:
        return review_of(self.document.review_on, clock.today(), self.document.state == DocumentState.IN_FORCE)

    def numbered(self, number: int) -> VersionLine:
        """One of its texts. Raises NotFound."""
        found = next((each for each in self.versions if each.number == number), None)
        if found is None:
            raise NotFound(f"{self.document.id} {number}")
        return found


def document_of(actor: Actor, document_id: UUID) -> DocumentView:
    """A document, without the words of its texts. Raises NotFound. Ten statements at most."""
    document = get(actor, document_id)
    keeper, steward = _names(document)
    versions = versions_of(actor, document_id)
    worked_on = next((each for each in versions if each.is_worked_on), None)
    return DocumentView(
        document=document,
        keeper=keeper,
        steward=steward,
        steward_is_there=is_steward(document.organization_id, document.steward_id),
        topics=tuple(code for (code,) in rows(select(DocumentTopic.code).where(DocumentTopic.document_id == document_id))),
        space=described((document.space_id,))[document.space_id],
        versions=versions,
        deeds=_deeds(actor, document, worked_on),
        may_edit=can(actor, Permission.DOCUMENT_EDIT, document),
    )


def versions_of(actor: Actor, document_id: UUID) -> tuple[VersionLine, ...]:
    """Its texts that she may read, the newest first. One statement."""
    of = DocumentVersion
    asked = texts_visible_to(actor).where(of.document_id == document_id).outerjoin(Person, Person.id == of.approved_by_id)
    told = (of.title, of.size, of.what_changed, of.revision, of.written_at, of.saved_at, of.consulted_until, of.approved_at)
    offered_by = func.coalesce(_offering().scalar_subquery(), "")
    approved_by = func.coalesce(Person.name, "")
    columns = asked.with_only_columns(of.id, of.number, of.state, *told, approved_by, of.returned_why, of.offer_id, offered_by)
    found = rows(columns.order_by(of.number.desc()))
    return tuple(VersionLine(id, number, VersionState(state), *rest) for id, number, state, *rest in found)


def _offering() -> Select[tuple[str]]:
    """The name of the organization whose offer a text was taken up from."""
    theirs = aliased(DocumentVersion)
    asked = select(Organization.name).join(Document, Document.organization_id == Organization.id)
    asked = asked.join(theirs, theirs.document_id == Document.id).join(ChangeOffer, ChangeOffer.version_id == theirs.id)
    return asked.where(ChangeOffer.id == DocumentVersion.offer_id).correlate(DocumentVersion)


def confirmations_of(document_id: UUID) -> tuple[ConfirmationLine, ...]:
    """When a document that the caller may see was looked through, the last time first. One statement."""
    asked = (
        select(
            *(DocumentVersion.number, Confirmation.confirmed_on, func.coalesce(Person.name, "")),
            *(func.coalesce(Organization.name, ""), Confirmation.note, Confirmation.review_on),
        )
        .join(DocumentVersion, DocumentVersion.id == Confirmation.version_id)
        .outerjoin(Person, Person.id == Confirmation.confirmed_by_id)
        .outerjoin(Organization, Organization.id == Confirmation.organization_id)
        .where(DocumentVersion.document_id == document_id)
        .order_by(Confirmation.confirmed_on.desc(), Confirmation.id)
    )
    return tuple(ConfirmationLine(*row) for row in rows(asked))


def text_of(version_id: UUID) -> tuple[str, str]:
    """The summary and the words of a text that the caller may read. One statement."""
    found = first(select(DocumentVersion.summary, DocumentVersion.text).where(DocumentVersion.id == version_id))
    if found is None:
        raise NotFound(str(version_id))
    return found[0], found[1]


def begun_already(actor: Actor, document_id: UUID) -> UUID | None:
    """The id of a document that she began, if it is hers and there. One statement."""
    mine = drafts_visible_to(actor).where(Document.id == document_id, Document.created_by_id == actor.person_id)
    found = rows(mine.with_only_columns(Document.id))
    return found[0][0] if found else None


def _names(document: Document) -> tuple[str, str]:
    """The organization that keeps it and the person in `steward_id`; empty for none. One statement."""
    keeper = select(Organization.name).where(Organization.id == document.organization_id).scalar_subquery()
    steward = select(Person.name).where(Person.id == document.steward_id).scalar_subquery()
    found = first(select(func.coalesce(keeper, ""), func.coalesce(steward, "")))
    return (found[0], found[1]) if found else ("", "")


def _deeds(actor: Actor, document: Document, worked_on: VersionLine | None) -> frozenset[Deed]:
    """What can be done now by this reader. At most two statements."""
    rights = {
        Deed.WITHDRAW: can(actor, Permission.DOCUMENT_WITHDRAW, document),
        Deed.CONFIRM: can(actor, Permission.DOCUMENT_CONFIRM, document),
    }
    may_edit = can(actor, Permission.DOCUMENT_EDIT, document)
    possible = deeds_for(DocumentState(document.state), worked_on.state if worked_on else None)
    found = {deed for deed in possible - {Deed.APPROVE} if rights.get(deed, may_edit)}
    if Deed.APPROVE in possible and worked_on is not None and may_approve(actor, document, worked_on.id):
        found |= {Deed.APPROVE, Deed.RETURN}
    return frozenset(found)
