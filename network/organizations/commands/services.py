"""Which services run: said for each, with the day."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.organizations import queries
from network.organizations.events import ServiceBegun, ServicesTold
from network.organizations.models import Organization, OrganizationChoice, ServiceStatus
from network.organizations.rules.services import SAYABLE, ServiceState
from network.policy import Permission, authorize
from network.storage.db import db


@command
def tell_services(actor: Actor, organization_id: UUID, states: Mapping[str, ServiceState]) -> None:
    """Say how each of its services stands; all that is said counts as said today. Raises Invalid for one that it doesn't have."""
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.ORGANIZATION_EDIT, row)
    mine = OrganizationChoice.organization_id == row.id
    known = set(db.session.scalars(select(OrganizationChoice.code).where(mine, OrganizationChoice.list == "service")))
    if not states.keys() <= known:
        raise Invalid("services", words("This is not on the list any more. Choose again."))
    told = ServiceStatus.organization_id == row.id
    db.session.execute(delete(ServiceStatus).where(told, ServiceStatus.code.in_(tuple(states))))
    db.session.add_all(
        ServiceStatus(organization_id=row.id, code=code, state=state, as_of=clock.today()) for code, state in states.items()
    )
    counts = Counter(states.values())
    record(actor, ServicesTold(organization_id=row.id, **{state.value: counts[state] for state in SAYABLE}))


@command
def list_begun_service(actor: Actor, organization_id: UUID, code: str) -> None:
    """Put a service that began elsewhere in the network's work into an entry, unconfirmed until the organization speaks.

    One that is said to run stays as it is. Whoever asks has made sure that the list knows the code.
    """
    row = queries.get_for_change(actor, organization_id)
    authorize(actor, Permission.SERVICE_BEGUN, row)
    mine = (OrganizationChoice.organization_id == row.id, OrganizationChoice.list == "service")
    if db.session.scalar(select(OrganizationChoice.id).where(*mine, OrganizationChoice.code == code)) is None:
        last = db.session.scalar(select(func.max(OrganizationChoice.position)).where(*mine))
        position = 0 if last is None else last + 1
        db.session.add(OrganizationChoice(organization_id=row.id, list="service", code=code, position=position))
        _say_unconfirmed(row, code)
    else:
        told = db.session.get(ServiceStatus, (row.id, code))
        if told is not None and told.state != ServiceState.RUNNING:
            _say_unconfirmed(row, code)
    row.changed_at, row.version = clock.now(), row.version + 1
    record(actor, ServiceBegun(organization_id=row.id, code=code))


def _say_unconfirmed(row: Organization, code: str) -> None:
    db.session.execute(delete(ServiceStatus).where(ServiceStatus.organization_id == row.id, ServiceStatus.code == code))
    db.session.add(ServiceStatus(organization_id=row.id, code=code, state=ServiceState.UNCONFIRMED, as_of=clock.today()))
