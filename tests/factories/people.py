"""People for tests: with a role, or of an organization."""

from uuid import UUID, uuid4

from network.accounts.models import Person, RoleHolding
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.organizations.models import Membership
from network.storage.db import db


def make_person(
    name: str = "Ines Halloran", *, email: str = "", role: Role | None = None, region: str | None = None, password_hash: str = "-"
) -> UUID:
    """Somebody who exists; her password is nobody's unless its digest is given."""
    person = Person(
        id=uuid4(), email=email or f"{uuid4().hex}@people.example", name=name, password_hash=password_hash, added_at=clock.now()
    )
    db.session.add(person)
    db.session.flush()
    if role is not None:
        db.session.add(RoleHolding(person_id=person.id, role=role, region_code=region, given_at=clock.now()))
    db.session.commit()
    return person.id


def make_member(organization_id: UUID, *, is_lead: bool = False, name: str = "Tove Aas", email: str = "") -> UUID:
    """Somebody of an organization."""
    person_id = make_person(name, email=email)
    db.session.add(Membership(person_id=person_id, organization_id=organization_id, is_lead=is_lead, began_at=clock.now()))
    db.session.commit()
    return person_id


def acting(person_id: UUID, *roles: Role, lead_of: tuple[UUID, ...] = ()) -> Actor:
    """Somebody who has a row, as commands see her."""
    mine = frozenset(lead_of)
    return Actor(person_id=person_id, roles=frozenset(roles), organization_ids=mine, lead_of=mine)


def staff(role: Role = Role.COORDINATOR) -> Actor:
    """Somebody with a role and a row of her own: her links hold as long as she has both."""
    return acting(make_person("Maren Ostrowski", role=role), role)


def coordinator() -> Actor:
    """A coordinator as commands see her, without a row of her own."""
    return Actor(person_id=uuid4(), name="Maren", roles=frozenset({Role.COORDINATOR}))


def lead_of(*organization_ids: UUID) -> Actor:
    """A lead as commands see her, without a row of her own."""
    mine = frozenset(organization_ids)
    return Actor(person_id=uuid4(), name="Rena", organization_ids=mine, lead_of=mine)


def member_of(*organization_ids: UUID) -> Actor:
    """A member as commands see her, without a row of her own."""
    return Actor(person_id=uuid4(), name="Tove", organization_ids=frozenset(organization_ids))


def liaison_of(*regions: str) -> Actor:
    """A liaison as commands see her, without a row of her own."""
    return Actor(person_id=uuid4(), name="Sunniva", roles=frozenset({Role.LIAISON}), region_codes=frozenset(regions))
