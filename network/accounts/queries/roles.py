"""Who holds which role."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from network.accounts import rules
from network.accounts.models import Person, RoleHolding
from network.accounts.queries.people import names_of
from network.kernel.actor import Role
from network.kernel.words import Words, words
from network.places.queries import regions
from network.storage.db import db
from network.storage.reading import rows

_ROLES = select(RoleHolding.role, RoleHolding.region_code).where(RoleHolding.person_id == bindparam("person_id"))


def roles_of(person_id: UUID) -> list[tuple[str, str | None]]:
    """Each role with its region, if it has one."""
    return [(role, region) for role, region in rows(_ROLES, {"person_id": person_id})]


def people_with(*roles: Role) -> frozenset[UUID]:
    """Who holds one of these roles now and is not suspended."""
    asked = select(RoleHolding.person_id).join(Person, Person.id == RoleHolding.person_id)
    return frozenset(db.session.scalars(asked.where(RoleHolding.role.in_(roles), Person.is_suspended.is_(False))))


def administrators() -> frozenset[UUID]:
    """Who may ask for a role and approve it."""
    return people_with(Role.ADMINISTRATOR)


def administrators_and_moderators() -> frozenset[UUID]:
    """Who may ask for the role of safety moderators and approve it."""
    return people_with(Role.ADMINISTRATOR, Role.SAFETY_MODERATOR)


def said_sheet(about: Mapping[str, Any]) -> Words:
    """A recovery sheet that somebody asked to print, in words."""
    person_id = UUID(about["person_id"])
    return words("Sheet with a recovery link for %(name)s", name=names_of({person_id}).get(person_id, ""))


def said_role(about: Mapping[str, Any]) -> Words:
    """What somebody asked to be given, in words."""
    name = names_of({UUID(about["person_id"])}).get(UUID(about["person_id"]), "")
    role = rules.ROLE_NAMES[Role(about["role"])]
    region = next((each.name for each in regions() if each.code == about["region_code"]), "")
    if region:
        return words("Role for %(name)s: %(role)s, %(region)s", name=name, role=role, region=region)
    return words("Role for %(name)s: %(role)s", name=name, role=role)
