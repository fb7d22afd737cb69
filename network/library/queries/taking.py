"""Documents as they are taken away: whole, with all that says how far each can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.library.models import Document, DocumentVersion
from network.library.queries.attached import Files, files_of
from network.library.queries.shelf import Narrowing, narrowed
from network.library.queries.sight import texts_visible_to
from network.library.rules.states import DocumentState, VersionState
from network.library.rules.taking import MOST_DOCUMENTS
from network.organizations.models import Organization
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text of a document, to be taken away."""

    id: UUID
    version_id: UUID
    title: str
    summary: str
    text: str
    number: int
    state: VersionState
    document_state: DocumentState
    language: str
    licence: str
    credit: str
    leaving: str
    lived_experience: str
    keeper: str
    in_force_on: date | None
    review_on: date | None
    files: Files = ()

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(each.size for each in self.files)


_COLUMNS = (
    *(Document.id, DocumentVersion.id, DocumentVersion.title, DocumentVersion.summary, DocumentVersion.text),
    *(DocumentVersion.number, DocumentVersion.state, Document.state, Document.language, Document.licence, Document.credit),
    *(Document.leaving, Document.lived_experience, Organization.name, Document.in_force_on, Document.review_on),
)


def leaf_of(actor: Actor, document_id: UUID, number: int) -> Leaf:
    """One text that she may read. Its files are not looked up. Raises NotFound. One statement."""
    mine = (DocumentVersion.document_id == document_id, DocumentVersion.number == number)
    found = rows(_asked(texts_visible_to(actor).where(*mine)))
    if not found:
        raise NotFound(f"{document_id} {number}")
    return _leaf(found[0])


def leaves(actor: Actor, narrowing: Narrowing) -> tuple[Leaf, ...]:
    """The texts in force that fit, by title; one more than may be taken at once. Four statements at most."""
    holds = (DocumentVersion.state == VersionState.IN_FORCE, Document.state == DocumentState.IN_FORCE)
    asked = narrowed(_asked(texts_visible_to(actor).where(*holds)), narrowing).order_by(Document.folded, Document.id)
    found = [_leaf(row) for row in rows(asked.limit(MOST_DOCUMENTS + 1))]
    files = files_of(actor, [each.version_id for each in found])
    return tuple(_with_files(each, files[each.version_id]) for each in found)


def _asked(asked: Select[Any]) -> Select[Any]:
    joined = asked.outerjoin(Organization, Organization.id == Document.organization_id)
    return joined.with_only_columns(*_COLUMNS, maintain_column_froms=True)


def _leaf(row: Sequence[Any]) -> Leaf:
    told = list(row)
    told[6], told[7], told[13] = VersionState(told[6]), DocumentState(told[7]), told[13] or ""
    return Leaf(*told)


def _with_files(leaf: Leaf, files: Files) -> Leaf:
    values = {name: getattr(leaf, name) for name in Leaf.__slots__}
    return Leaf(**{**values, "files": tuple(each for each in files if each.is_open)})
