"""Two-line questions about an actor and a thing; `table` combines them."""

from typing import Any

from network.kernel.actor import Actor, Role


def is_anyone(actor: Actor, resource: Any) -> bool:
    """Even without signing in: for the open doors only."""
    return True


def is_signed_in(actor: Actor, resource: Any) -> bool:
    """Actor has signed in."""
    return actor.person_id is not None


def is_system(actor: Actor, resource: Any) -> bool:
    """The clock, or the operator at the command line."""
    return actor.is_system


def is_coordinator(actor: Actor, resource: Any) -> bool:
    """Actor matches pairs."""
    return Role.COORDINATOR in actor.roles


def is_liaison(actor: Actor, resource: Any) -> bool:
    """Actor keeps one region or more."""
    return Role.LIAISON in actor.roles


def is_administrator(actor: Actor, resource: Any) -> bool:
    """Actor runs the installation."""
    return Role.ADMINISTRATOR in actor.roles


def is_safety_moderator(actor: Actor, resource: Any) -> bool:
    """Actor takes and publishes reports of dangerous people."""
    return Role.SAFETY_MODERATOR in actor.roles


def asked_for_it(actor: Actor, resource: Any) -> bool:
    """Actor is the one who asked."""
    return actor.person_id is not None and resource.asked_by_id == actor.person_id


def is_herself(actor: Actor, resource: Any) -> bool:
    """Actor is the person whom it is about."""
    return actor.person_id is not None and resource.person_id == actor.person_id


def wrote_it(actor: Actor, resource: Any) -> bool:
    """Actor is the one who wrote it down."""
    return actor.person_id is not None and resource.written_by_id == actor.person_id


def belongs_to_the_network(actor: Actor, resource: Any) -> bool:
    """Actor has a current membership or a role."""
    return bool(actor.organization_ids or actor.roles)


def in_region(actor: Actor, resource: Any) -> bool:
    """Actor keeps a region that the thing lies in."""
    return bool(actor.region_codes & frozenset(resource.region_codes))


def leads_the_organization(actor: Actor, resource: Any) -> bool:
    """Actor leads this very organization."""
    return resource.id in actor.lead_of


def belongs_to_the_organization(actor: Actor, resource: Any) -> bool:
    """Actor is a member of this very organization."""
    return resource.id in actor.organization_ids


def is_of_either_side(actor: Actor, resource: Any) -> bool:
    """Actor belongs to one of the two organizations."""
    return bool({resource.mentor_id, resource.mentee_id} & actor.organization_ids)


def leads_either_side(actor: Actor, resource: Any) -> bool:
    """Actor leads one of the two organizations."""
    return bool({resource.mentor_id, resource.mentee_id} & actor.lead_of)


def is_of_the_circle(actor: Actor, resource: Any) -> bool:
    """Actor belongs to the host of a circle or to an organization in it."""
    return bool(resource.organization_ids & actor.organization_ids)


def leads_the_host(actor: Actor, resource: Any) -> bool:
    """Actor leads the organization that hosts a circle."""
    return resource.host_id in actor.lead_of


def sent_it(actor: Actor, resource: Any) -> bool:
    """Actor is the one who sent it in."""
    return actor.person_id is not None and resource.uploaded_by_id == actor.person_id


def is_published(actor: Actor, resource: Any) -> bool:
    """The thing may be seen by those it concerns."""
    return bool(resource.is_published)


def enters_its_space(actor: Actor, resource: Any) -> bool:
    """Actor may read in the space that the thing belongs to."""
    return resource.space_id in actor.space_ids


def writes_in_its_space(actor: Actor, resource: Any) -> bool:
    """Actor may write in the space that the thing belongs to."""
    return resource.space_id in actor.open_space_ids


def is_shared(actor: Actor, resource: Any) -> bool:
    """The thing has left its keepers' desk."""
    return bool(resource.is_shared)


def keeps_it(actor: Actor, resource: Any) -> bool:
    """Actor began the thing, belongs to the organization that keeps it, or coordinates what network staff keep."""
    if actor.person_id is None:
        return False
    by_staff = resource.organization_id is None and Role.COORDINATOR in actor.roles
    return resource.created_by_id == actor.person_id or resource.organization_id in actor.organization_ids or by_staff


def is_of_its_organization(actor: Actor, resource: Any) -> bool:
    """Actor belongs to the organization that the thing is kept for."""
    return resource.organization_id in actor.organization_ids


def leads_an_organization(actor: Actor, resource: Any) -> bool:
    """Actor leads an organization, whichever."""
    return bool(actor.lead_of)


def did_not_write_it(actor: Actor, resource: Any) -> bool:
    """Actor wrote nothing of it."""
    return actor.person_id is not None and actor.person_id not in resource.writer_ids
