"""What notices need to know: whom one to an organization reaches, and the names that its reader may see."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Person
from network.journal.models import JournalEntry
from network.kernel.actor import Actor
from network.kernel.event import Event
from network.organizations.models import ImportBatch, Invitation, Membership, Organization
from network.organizations.queries.importing import batches
from network.organizations.queries.sight import visible_to
from network.storage.db import db


def leads_of(organization_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The leads of each who can sign in; a closed organization has none. One statement."""
    asked = (
        select(Membership.organization_id, Membership.person_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id.in_(tuple(organization_ids)),
            Membership.is_lead,
            Membership.ended_at.is_(None),
            Organization.status != "closed",
            Person.is_suspended.is_(False),
        )
    )
    found: dict[UUID, set[UUID]] = {}
    for organization_id, person_id in db.session.execute(asked).tuples():
        found.setdefault(organization_id, set()).add(person_id)
    return {key: frozenset(people) for key, people in found.items()}


def names_seen(actor: Actor, organization_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those among them that the actor may see. One statement."""
    asked = visible_to(actor).where(Organization.id.in_(tuple(organization_ids)))
    return dict(db.session.execute(asked.with_only_columns(Organization.id, Organization.name)).tuples().all())


def maker_of(invitation_id: UUID) -> UUID | None:
    """Who made an invitation."""
    return db.session.scalar(select(Invitation.made_by_id).where(Invitation.id == invitation_id))


def asker_of(asking: type[Event], batch_id: UUID) -> UUID | None:
    """Who asked last that the clock works on an import; None where somebody did it at once."""
    asked = select(JournalEntry.actor_id).where(JournalEntry.event == asking.name(), JournalEntry.subject_id == batch_id)
    return db.session.scalar(asked.order_by(JournalEntry.id.desc()).limit(1))


def waiting_for(batch_id: UUID) -> UUID | None:
    """Who asked last for work of the clock on an import: for its check, for writing it, for taking it back."""
    found = db.session.execute(select(ImportBatch.asked_by_id, ImportBatch.begun_by_id).where(ImportBatch.id == batch_id)).first()
    return (found[0] or found[1]) if found else None


def batches_seen(actor: Actor, batch_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those among the imports that the actor may see, and that are kept still. One statement."""
    asked = batches.visible_to(actor).where(ImportBatch.id.in_(tuple(batch_ids)))
    return frozenset(db.session.scalars(asked.with_only_columns(ImportBatch.id)))
