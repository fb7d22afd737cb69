"""Adding an organization, and correcting its entry."""

from dataclasses import replace
from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.kernel.words import words
from network.organizations import queries
from network.organizations.commands.writing import Writer
from network.organizations.events import OrganizationAdded, OrganizationEdited
from network.organizations.models import Organization
from network.organizations.queries import OrganizationDraft
from network.policy import Permission, authorize, can

__all__ = ["OrganizationDraft", "add_organization", "edit_organization"]


@command
def add_organization(actor: Actor, draft: OrganizationDraft) -> UUID:
    """Put an organization into the directory; who adds it confirms it."""
    authorize(actor, Permission.ORGANIZATION_ADD)
    now = clock.now()
    row = Organization(id=uuid4(), created_at=now, confirmed_on=now.date(), confirmed_by_id=actor.person_id)
    writer = Writer(row)
    writer.check(draft)
    writer.write(draft)
    record(actor, OrganizationAdded(organization_id=row.id))
    return row.id


@command
def edit_organization(actor: Actor, organization_id: UUID, draft: OrganizationDraft, version: int) -> None:
    """Correct an entry that was read at `version`. Raises `Conflict` when somebody else corrected it meanwhile."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_EDIT, row)
    if row.version != version:
        raise Conflict(words("Somebody else corrected this entry while you wrote. Look at both, then save again."))
    before = queries.draft_of(row)
    draft = _within_rights(actor, row, before, draft)
    writer = Writer(row)
    writer.check(draft)
    writer.write(draft)
    changed = queries.differing(before, queries.draft_of(row))
    record(actor, OrganizationEdited(organization_id=row.id, fields=changed, version=row.version))


def _within_rights(actor: Actor, row: Organization, before: OrganizationDraft, draft: OrganizationDraft) -> OrganizationDraft:
    """Notes are the coordinators' own; and nobody moves her own organization up the waiting list."""
    if not actor.is_system and not can(actor, Permission.DO_NOT_PAIR, row):
        draft = replace(draft, notes=before.notes)
    if not actor.is_system and not can(actor, Permission.CONTACT_LOG, row):
        draft = replace(draft, waiting_since=before.waiting_since)
    return draft
