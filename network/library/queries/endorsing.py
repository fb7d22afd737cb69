"""Who stands behind a document, and behind which of its texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.kernel.words import Words
from network.library.models import DocumentVersion, Endorsement
from network.library.rules.endorsing import Step, lapses, said_since, since
from network.library.rules.states import ChangeSize, VersionState
from network.organizations.queries.telling import names_seen
from network.storage.db import db

HELD = (VersionState.IN_FORCE, VersionState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Endorser:
    """An organization behind a document: which text it endorsed, when, and what changed since."""

    organization_id: UUID
    name: str
    number: int
    endorsed_on: date
    since: Words | None


def steps_of(document_ids: Iterable[UUID]) -> dict[UUID, list[Step]]:
    """The texts that came into force, oldest first, of documents that the actor sees: everybody of a space reads those."""
    asked = select(DocumentVersion.document_id, DocumentVersion.number, DocumentVersion.size)
    asked = asked.where(DocumentVersion.document_id.in_(tuple(document_ids)), DocumentVersion.state.in_(HELD))
    found: dict[UUID, list[Step]] = {}
    for document_id, number, size in db.session.execute(asked.order_by(DocumentVersion.number)).tuples():
        found.setdefault(document_id, []).append(Step(number, ChangeSize(size)))
    return found


def endorsers_of(actor: Actor, document_id: UUID, steps: Iterable[Step]) -> tuple[tuple[Endorser, ...], frozenset[UUID]]:
    """Who endorses a document that the actor sees, by name; and those whose endorsement lapsed and was not given again."""
    columns = (Endorsement.organization_id, Endorsement.endorsed_on, Endorsement.ended_on, Endorsement.has_lapsed)
    asked = select(*columns, DocumentVersion.number).join(DocumentVersion, DocumentVersion.id == Endorsement.version_id)
    found = db.session.execute(asked.where(DocumentVersion.document_id == document_id)).tuples().all()
    known = tuple(steps)
    gone = {organization for organization, *_, has_lapsed, _ in found if has_lapsed}
    held: dict[UUID, tuple[int, date]] = {}
    for organization, on, ended, _, number in found:
        if ended is None and not any(lapses(step.size) for step in since(number, known)):
            held[organization] = (number, on)
        elif ended is None:
            gone.add(organization)  # it was given while the change came into force
    lapsed, names = frozenset(gone - held.keys()), names_seen(actor, held)
    lines = [
        Endorser(id, names[id], number, on, said_since(since(number, known))) for id, (number, on) in held.items() if id in names
    ]
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), str(line.organization_id)))), lapsed


def endorsement_of(document_id: UUID, organization_id: UUID) -> Endorsement | None:
    """The endorsement of an organization that holds now, whichever text it is of."""
    asked = select(Endorsement).join(DocumentVersion, DocumentVersion.id == Endorsement.version_id)
    mine = (DocumentVersion.document_id == document_id, Endorsement.organization_id == organization_id)
    return db.session.scalar(asked.where(*mine, Endorsement.ended_on.is_(None)).execution_options(populate_existing=True))


def holding_before(document_id: UUID, number: int) -> list[Endorsement]:
    """The endorsements that hold of the document's texts before this one."""
    asked = select(Endorsement).join(DocumentVersion, DocumentVersion.id == Endorsement.version_id)
    mine = (DocumentVersion.document_id == document_id, DocumentVersion.number < number, Endorsement.ended_on.is_(None))
    return list(db.session.scalars(asked.where(*mine).order_by(Endorsement.organization_id)))
