"""What adaptations were made from and why they differ, for many at once: as they are taken away."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.library.models import AdaptationReason, Document, DocumentVersion
from network.library.queries.sight import visible_to
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document was adapted from: no title for a parent that the reader does not see. `reasons`: what differs, and why."""

    title: str
    number: int
    reasons: tuple[tuple[str, str], ...]


def origins_of(actor: Actor, document_ids: Collection[UUID]) -> dict[UUID, Origin]:
    """Of those among documents that she sees which were adapted from others. Three statements; one where none was."""
    asked = select(Document.id, Document.adapted_from_id)
    adapted = rows(asked.where(Document.id.in_(tuple(document_ids)), Document.adapted_from_id.is_not(None)))
    if not adapted:
        return {}
    seen = visible_to(actor).join(DocumentVersion, DocumentVersion.document_id == Document.id)
    seen = seen.where(DocumentVersion.id.in_([version_id for _, version_id in adapted]))
    parents = rows(seen.with_only_columns(DocumentVersion.id, Document.title, DocumentVersion.number, maintain_column_froms=True))
    named: dict[UUID | None, tuple[str, int]] = {version_id: (title, number) for version_id, title, number in parents}
    said: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    of = AdaptationReason
    why = select(of.document_id, of.what, of.why).where(of.document_id.in_([id for id, _ in adapted]))
    for document_id, what, reason in rows(why.order_by(of.position, of.written_at, of.id)):
        said[document_id].append((what, reason))
    return {id: Origin(*named.get(version_id, ("", 0)), tuple(said[id])) for id, version_id in adapted}
