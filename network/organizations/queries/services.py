"""How an organization's services stand."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select

from network.kernel.actor import Actor
from network.organizations.models import OrganizationChoice, ServiceStatus
from network.organizations.queries.sight import get
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service: a code of rules.services.ServiceState, and the day on which that was said; "" and None where nobody did."""

    code: str
    state: str
    as_of: date | None

    @property
    def stands_out(self) -> bool:
        """Whether there is more to say than that it runs."""
        return self.state in ("paused", "ended", "unknown", "unconfirmed")


TOLD = and_(
    OrganizationChoice.list == "service",
    ServiceStatus.organization_id == OrganizationChoice.organization_id,
    ServiceStatus.code == OrganizationChoice.code,
)
"""What ties a service that was chosen to what was said of it."""


def services(actor: Actor, organization_id: UUID) -> tuple[ServiceLine, ...]:
    """Those on its entry, in the order in which they were chosen. Three statements. Raises `NotFound`."""
    get(actor, organization_id)
    asked = (
        select(OrganizationChoice.code, ServiceStatus.state, ServiceStatus.as_of)
        .outerjoin(ServiceStatus, TOLD)
        .where(OrganizationChoice.organization_id == organization_id, OrganizationChoice.list == "service")
        .order_by(OrganizationChoice.position, OrganizationChoice.code)
    )
    return tuple(ServiceLine(code, state or "", as_of) for code, state, as_of in rows(asked))
