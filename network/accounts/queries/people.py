"""Who somebody is, as administrators may see her."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, false, literal, select, tuple_

from network.accounts.models import Person, RoleHolding
from network.kernel.actor import Actor, Role
from network.kernel.page import Page, cut
from network.kernel.refusals import NotFound
from network.policy import Permission, can
from network.storage.db import db
from network.storage.reading import rows

PEOPLE_SHOWN = 25
_PEOPLE = select(Person.id, Person.name, Person.is_suspended, Person.added_at).where(Person.erased_at.is_(None))


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


_NAMES = select(Person.id, Person.name).where(Person.id.in_(bindparam("ids", expanding=True)))


def names_of(person_ids: set[UUID]) -> dict[UUID, str]:
    """Names by id, in one statement."""
    if not person_ids:
        return {}
    return dict(rows(_NAMES, {"ids": list(person_ids)}))


def person_with(email: str) -> UUID | None:
    """Who has this address, given folded; suspended people too, since an address is one person's."""
    return db.session.scalar(select(Person.id).where(Person.email == email))


def own_address(actor: Actor) -> str:
    """The address that somebody signs in with, for herself."""
    return db.session.scalar(select(Person.email).where(Person.id == actor.person_id)) or ""
