"""Which services run: said for each, with the day."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.organizations import queries
from network.organizations.events import ServicesTold
from network.organizations.models import OrganizationChoice, ServiceStatus
from network.organizations.rules.services import ServiceState
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
    record(actor, ServicesTold(organization_id=row.id, **{state.value: counts[state] for state in ServiceState}))
