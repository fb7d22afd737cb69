"""The small acts on an organization's standing: still true, its status, how many it mentors, since when it waits."""

from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.organizations import queries
from network.organizations.commands.writing import Limits
from network.organizations.events import (
    OrganizationCapacitySet,
    OrganizationConfirmed,
    OrganizationStatusSet,
    OrganizationWaitingSet,
)
from network.organizations.models import Organization, OrganizationChoice, ServiceStatus
from network.organizations.rules.services import ServiceState
from network.policy import Permission, authorize, can
from network.settings.queries import catalogue
from network.storage.db import db


@command
def confirm_organization(actor: Actor, organization_id: UUID) -> None:
    """Say that the entry is still true, what it says of its services too."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_CONFIRM, row)
    row.confirmed_on, row.confirmed_by_id = clock.today(), actor.person_id
    _confirm_services(row)
    record(actor, OrganizationConfirmed(organization_id=row.id))


@command
def set_status(actor: Actor, organization_id: UUID, status: str) -> None:
    """Open, cut down, pause or close it."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_EDIT, row)
    if status not in {entry.code for entry in catalogue().offered("org_status")}:
        raise Invalid("status", words("This is not on the list any more. Choose again."))
    if row.status != status:
        row.status, row.status_on = status, clock.today()
    _touch(row)
    record(actor, OrganizationStatusSet(organization_id=row.id, status=status))


@command
def set_capacity(actor: Actor, organization_id: UUID, capacity: int) -> None:
    """Say how many it can mentor."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_EDIT, row)
    Limits.capacity(capacity)
    row.capacity = capacity
    _touch(row)
    record(actor, OrganizationCapacitySet(organization_id=row.id, capacity=capacity))


@command
def set_waiting(actor: Actor, organization_id: UUID, wants_mentor: bool, waiting_since: date | None) -> None:
    """Say whether it wants a mentor. Since when is for those who keep the list to say; for others it is today."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_EDIT, row)
    Limits.waiting_since(waiting_since)
    if not can(actor, Permission.CONTACT_LOG, row) and not actor.is_system:
        waiting_since = row.waiting_since
    row.wants_mentor = wants_mentor
    row.waiting_since = (waiting_since or clock.today()) if wants_mentor else None
    _touch(row)
    record(actor, OrganizationWaitingSet(organization_id=row.id, wants_mentor=wants_mentor, waiting_since=row.waiting_since))


def _touch(row: Organization) -> None:
    row.changed_at, row.version = clock.now(), row.version + 1


def _confirm_services(row: Organization) -> None:
    """What was said of them is true today; those of which nothing was said run."""
    told = ServiceStatus.organization_id == row.id
    db.session.execute(update(ServiceStatus).where(told).values(as_of=clock.today()))
    begun = ServiceStatus.state == ServiceState.UNCONFIRMED
    db.session.execute(update(ServiceStatus).where(told, begun).values(state=ServiceState.RUNNING))
    chosen = select(OrganizationChoice.code).where(
        OrganizationChoice.organization_id == row.id, OrganizationChoice.list == "service"
    )
    for code in db.session.scalars(chosen.where(OrganizationChoice.code.not_in(select(ServiceStatus.code).where(told)))).all():
        db.session.add(ServiceStatus(organization_id=row.id, code=code, state=ServiceState.RUNNING, as_of=clock.today()))
