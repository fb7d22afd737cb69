"""What may be asked in the address of a list: filters, order, page. What can't be read is left out, never refused."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from network.mentorship.queries import Narrowing, Order, Standing

LONGEST = 200
Asked = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """The address of the proposal's page."""

    sought: str = ""
    region: str = ""
    tier: int | None = None
    show: Standing = Standing.SERVED
    order: Order = Order.PRIORITY
    after: str = ""
    left_after: str = ""
    pair: UUID | None = None

    @classmethod
    def read(cls, asked: Asked) -> "PlanAsked":
        """Out of an address, whoever wrote it."""
        tier, show, order = asked.get("tier", ""), asked.get("show", ""), asked.get("sort", "")
        return cls(
            sought=asked.get("q", "")[:LONGEST],
            region=asked.get("region", "")[:LONGEST],
            tier=int(tier) if tier in ("1", "2", "3") else None,
            show=Standing(show) if show in (Standing.LOCKED, Standing.KEPT) else Standing.SERVED,
            order=Order(order) if order in set(Order) else Order.PRIORITY,
            after=asked.get("after", "")[:LONGEST],
            left_after=asked.get("left", "")[:LONGEST],
            pair=_uuid(asked.get("pair", "")),
        )

    @property
    def narrowing(self) -> Narrowing:
        """The table's rows."""
        return Narrowing(standing=self.show, tier=self.tier, region=self.region, sought=self.sought, order=self.order)

    @property
    def is_narrowed(self) -> bool:
        """Whether less than the whole plan is asked for."""
        return bool(self.sought or self.region or self.tier or self.show is not Standing.SERVED)

    def to_address(self, **changed: object) -> dict[str, Any]:
        """The same as query arguments, the usual left out; `changed` by the names in the address, None to leave one out."""
        kept: dict[str, object] = {
            "q": self.sought,
            "region": self.region,
            "tier": self.tier,
            "show": "" if self.show is Standing.SERVED else self.show.value,
            "sort": "" if self.order is Order.PRIORITY else self.order.value,
            "after": self.after,
            "left": self.left_after,
            "pair": self.pair,
            **changed,
        }
        return {name: str(value) for name, value in kept.items() if value}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
