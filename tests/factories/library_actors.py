"""Who writes, approves and reads documents in tests, each knowing her spaces."""

from uuid import UUID

from network.kernel.actor import Actor
from network.spaces.queries import entering
from tests.factories.people import make_member


def reader_of(organization_id: UUID, *, is_lead: bool = False, name: str = "Somebody") -> Actor:
    """A member with a row of her own, fresh: she knows the spaces that there are now."""
    person = make_member(organization_id, is_lead=is_lead, name=name)
    return again(acting_member(person, organization_id, is_lead=is_lead))


def acting_member(person_id: UUID, organization_id: UUID, *, is_lead: bool = False) -> Actor:
    """The same out of a row that is there."""
    mine = frozenset({organization_id})
    return Actor(
        person_id=person_id,
        organization_ids=mine,
        lead_of=mine if is_lead else frozenset(),
        organizations=((organization_id, "House"),),
    )


def again(actor: Actor) -> Actor:
    """The same person in another request."""
    return entering(actor)
