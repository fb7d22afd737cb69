"""Who somebody is, and where she is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, false, literal, select, tuple_

from network.accounts import rules
from network.accounts.models import Device, Person, RoleHolding, SignIn
from network.kernel import tokens
from network.kernel.actor import Actor, Role
from network.kernel.page import Page, cut
from network.kernel.refusals import NotFound
from network.kernel.words import Words, words
from network.places.queries import regions
from network.policy import Permission, can
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that holds, with what the door needs of its person."""

    id: UUID
    person_id: UUID
    name: str
    acting_for: UUID | None
    data: dict[str, Any]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    person_id: UUID
    password_hash: str


# Made once: the door asks these in every request.
_SESSION = (
    select(SignIn.id, SignIn.person_id, Person.name, SignIn.acting_for, SignIn.data, SignIn.seen_at, SignIn.expires_at)
    .join(Person, Person.id == SignIn.person_id)
    .where(SignIn.token_digest == bindparam("digest"), SignIn.ended_at.is_(None), Person.is_suspended.is_(False))
)
_ROLES = select(RoleHolding.role, RoleHolding.region_code).where(RoleHolding.person_id == bindparam("person_id"))


def live_session(token: str, now: datetime) -> LiveSession | None:
    """The session behind a cookie's token, unless ended, idle, too old, or its person suspended."""
    found = db.session.execute(_SESSION, {"digest": tokens.digest(token)}).first()
    if found is None or not rules.is_alive(now, found.seen_at, found.expires_at):
        return None
    return LiveSession(found.id, found.person_id, found.name, found.acting_for, dict(found.data), found.seen_at)


def is_device_of(email: str, token: str) -> bool:
    """Whether the person with this address has signed in from this browser before."""
    asked = select(Device.token_digest).join(Person, Person.id == Device.person_id)
    mine = asked.where(Device.token_digest == tokens.digest(token), Person.email == rules.folded_email(email))
    return bool(token) and db.session.scalar(mine) is not None


def roles_of(person_id: UUID) -> list[tuple[str, str | None]]:
    """Each role with its region, if it has one."""
    return [(role, region) for role, region in db.session.execute(_ROLES, {"person_id": person_id}).tuples()]


def credentials(email: str) -> Credentials | None:
    """What a sign-in with this address is checked against; None for an unknown or suspended person."""
    found = db.session.execute(
        select(Person.id, Person.password_hash).where(Person.email == rules.folded_email(email), Person.is_suspended.is_(False))
    ).first()
    return None if found is None else Credentials(found.id, found.password_hash)


PEOPLE_SHOWN = 25
_PEOPLE = select(Person.id, Person.name, Person.is_suspended, Person.added_at)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody as administrators see her: who she is, not what she does. `roles` are (role, region code or None)."""

    id: UUID
    name: str
    is_suspended: bool
    added_at: datetime
    roles: tuple[tuple[Role, str | None], ...]


def people(actor: Actor, after: str = "") -> Page[PersonLine]:
    """A page of those who can sign in, by name, after the person with the id `after`. At most three statements."""
    if not can(actor, Permission.PERSON_VIEW):
        return Page(())
    asked = _PEOPLE.order_by(Person.name, Person.id).limit(PEOPLE_SHOWN + 1)
    if after:
        asked = asked.where(_named_after(after))
    return cut(_lines(asked), PEOPLE_SHOWN, lambda each: str(each.id), after=after or None)


def person(actor: Actor, person_id: UUID) -> PersonLine:
    """One of them. Raises `NotFound`."""
    found = _lines(_PEOPLE.where(Person.id == person_id)) if can(actor, Permission.PERSON_VIEW) else []
    if not found:
        raise NotFound(str(person_id))
    return found[0]


def _named_after(after: str) -> ColumnElement[bool]:
    try:
        last = db.session.execute(select(Person.name, Person.id).where(Person.id == UUID(after))).tuples().first()
    except ValueError:
        last = None
    return tuple_(Person.name, Person.id) > tuple_(*map(literal, last)) if last is not None else false()


def _lines(asked: Select[tuple[UUID, str, bool, datetime]]) -> list[PersonLine]:
    found = db.session.execute(asked).tuples().all()
    held = select(RoleHolding.person_id, RoleHolding.role, RoleHolding.region_code)
    mine = held.where(RoleHolding.person_id.in_([row[0] for row in found]))
    roles: dict[UUID, list[tuple[Role, str | None]]] = {}
    for person_id, role, region in db.session.execute(mine.order_by(RoleHolding.role, RoleHolding.region_code)).tuples():
        roles.setdefault(person_id, []).append((Role(role), region))
    return [PersonLine(key, name, is_out, at, tuple(roles.get(key, ()))) for key, name, is_out, at in found]


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


def said_role(about: Mapping[str, Any]) -> Words:
    """What somebody asked to be given, in words."""
    name = names_of({UUID(about["person_id"])}).get(UUID(about["person_id"]), "")
    role = rules.ROLE_NAMES[Role(about["role"])]
    region = next((each.name for each in regions() if each.code == about["region_code"]), "")
    if region:
        return words("Role for %(name)s: %(role)s, %(region)s", name=name, role=role, region=region)
    return words("Role for %(name)s: %(role)s", name=name, role=role)


def names_of(person_ids: set[UUID]) -> dict[UUID, str]:
    """Names by id, in one statement."""
    if not person_ids:
        return {}
    return dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids))).tuples().all())
