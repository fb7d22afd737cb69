"""What others say of documents and make of them, for tests, and texts that follow each other."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.folding import fold
from network.library.models import (
    AdaptationReason,
    Adoption,
    ChangeOffer,
    Document,
    DocumentVersion,
    Endorsement,
    PassageComment,
    VersionWriter,
)
from network.library.rules.states import DocumentState, VersionState
from network.spaces.queries import entering
from network.storage.db import db

TEXT = "# Before you go\n\nTell somebody when you will be back.\n\nTake a radio.\n"


def for_organization(actor: Actor, organization_id: UUID, name: str = "") -> Actor:
    """Somebody who acts for an organization, and knows which spaces she enters."""
    return entering(
        Actor(
            person_id=actor.person_id,
            name=actor.name,
            roles=actor.roles,
            organization_ids=actor.organization_ids,
            lead_of=actor.lead_of,
            organizations=tuple((id, name) for id in sorted(actor.organization_ids)),
            acting_for=organization_id,
            region_codes=actor.region_codes,
        )
    )


def signed_in(person_id: UUID, organization_id: UUID, *, is_lead: bool = False) -> Actor:
    """Somebody with a row of her own, acting for her organization."""
    mine = frozenset({organization_id})
    return for_organization(
        Actor(person_id=person_id, organization_ids=mine, lead_of=mine if is_lead else frozenset()), organization_id
    )


def add_text(document_id: UUID, state: VersionState = VersionState.IN_FORCE, size: str = "major", **more: Any) -> UUID:
    """The next text of a document, as its way through the house leaves it: one in force replaces the one before."""
    db.session.rollback()
    document = db.session.get_one(Document, document_id)
    texts = db.session.query(DocumentVersion).filter_by(document_id=document_id).order_by(DocumentVersion.number).all()
    now, writer = clock.now(), more.pop("writer_id", None)
    if state is VersionState.IN_FORCE:
        for text in texts:
            text.state = VersionState.SUPERSEDED if text.state == VersionState.IN_FORCE else text.state
        db.session.flush()
    title = more.pop("title", document.title)
    row = DocumentVersion(
        id=uuid4(), document_id=document_id, number=texts[-1].number + 1, state=state, size=size, title=title, written_at=now,
        saved_at=now, **{"text": TEXT, **more},
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    if writer is not None:
        db.session.add(VersionWriter(version_id=row.id, person_id=writer))
    if state is VersionState.IN_FORCE:
        document.in_force_id, document.in_force_on, document.title, document.folded = row.id, clock.today(), title, fold(title)
    db.session.commit()
    return row.id


def move_text(document_id: UUID, state: VersionState, **more: Any) -> UUID:
    """The newest text of a document moves to another state."""
    db.session.rollback()
    document = db.session.get_one(Document, document_id)
    row = db.session.query(DocumentVersion).filter_by(document_id=document_id).order_by(DocumentVersion.number.desc()).first()
    assert row is not None
    row.state = state
    for name, value in more.items():
        setattr(row, name, value)
    document.is_shared = document.is_shared or state is not VersionState.DRAFT
    if state is VersionState.IN_FORCE:
        document.in_force_id, document.in_force_on, document.state = row.id, clock.today(), DocumentState.IN_FORCE
    elif document.in_force_id is None:
        document.state = DocumentState(state)
    db.session.commit()
    return row.id


def text_of(document_id: UUID) -> DocumentVersion:
    """The newest text of a document."""
    db.session.rollback()
    found = db.session.query(DocumentVersion).filter_by(document_id=document_id).order_by(DocumentVersion.number.desc()).first()
    assert found is not None
    return found


def withdraw(document_id: UUID, why: str = "It is out of date.") -> None:
    """A document that nobody should follow any more."""
    row = db.session.get_one(Document, document_id)
    row.state, row.withdrawn_on, row.withdrawn_why = DocumentState.WITHDRAWN, clock.today(), why
    db.session.commit()


def make_comment(document_id: UUID, organization_id: UUID | None = None, **more: Any) -> UUID:
    """A comment on the newest text of a document."""
    usual = {"text": "canary-comment", "written_at": clock.now(), "version_id": text_of(document_id).id}
    row = PassageComment(id=uuid4(), organization_id=organization_id, **{**usual, **more})
    db.session.add(row)
    db.session.commit()
    return row.id


def make_endorsement(document_id: UUID, organization_id: UUID, **more: Any) -> UUID:
    """An organization behind the newest text of a document."""
    usual = {"version_id": text_of(document_id).id, "endorsed_on": date(2026, 11, 2)}
    row = Endorsement(id=uuid4(), organization_id=organization_id, **{**usual, **more})
    db.session.add(row)
    db.session.commit()
    return row.id


def make_adoption(document_id: UUID, organization_id: UUID, note: str = "Every new volunteer reads it.") -> UUID:
    """An organization that uses a document."""
    row = Adoption(id=uuid4(), document_id=document_id, organization_id=organization_id, adopted_on=date(2026, 11, 3), note=note)
    db.session.add(row)
    db.session.commit()
    return row.id


def make_reason(document_id: UUID, what: str = "Two radios", why: str = "One breaks.") -> UUID:
    """Why an adaptation says something else."""
    row = AdaptationReason(id=uuid4(), document_id=document_id, what=what, why=why, written_at=clock.now())
    db.session.add(row)
    db.session.commit()
    return row.id


def make_offer(adaptation_id: UUID, parent_id: UUID, **more: Any) -> UUID:
    """An adaptation's newest text offered to its parent."""
    usual = {"version_id": text_of(adaptation_id).id, "message": "canary-message", "offered_at": clock.now()}
    row = ChangeOffer(id=uuid4(), document_id=parent_id, **{**usual, **more})
    db.session.add(row)
    db.session.commit()
    return row.id
