"""What can be seen of contacts: by the two sides and coordinators, never by liaisons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, not_, or_, select

from network.accounts.models import Person
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.organizations.models import Membership
from network.pairings.models import Pairing, PairingContact
from network.pairings.queries.inside import Inside, inside_visible_to, pairing_in
from network.pairings.rules.contacts import Named, Part, standing
from network.pairings.rules.states import Side
from network.storage import secrets
from network.storage.db import db
from network.storage.reading import rows

ORDER = (Part.FIRST, Part.STEPPED_UP, Part.DEPUTY)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to. `part` is None for who is a contact no more; how to reach her is then forgotten."""

    id: UUID
    side: Side
    name: str
    reach: str
    part: Part | None
    is_deputy: bool
    has_account: bool
    person_id: UUID | None
    began_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class ContactsView:
    """The contacts of a pairing, side by side: those of today in their order, and those of before."""

    now: Mapping[Side, tuple[Contact, ...]]
    before: tuple[Contact, ...]

    def one(self, contact_id: UUID) -> Contact:
        """One of today. Raises NotFound."""
        found = next((each for side in self.now.values() for each in side if each.id == contact_id), None)
        if found is None:
            raise NotFound(str(contact_id))
        return found


def contacts_visible_to(actor: Actor) -> Select[tuple[Pairing]]:
    """The pairings whose contacts the actor may read."""
    return select(Pairing) if actor.is_coordinator else inside_visible_to(actor)


def pairing_with_contacts(actor: Actor, pairing_id: UUID) -> Inside:
    """One pairing whose contacts the actor may read. One statement. Raises NotFound."""
    return pairing_in(contacts_visible_to(actor), actor, pairing_id)


def contacts_of(actor: Actor, pairing_id: UUID) -> ContactsView:
    """Whom one can turn to. One statement; nobody where the actor may not read it."""
    seen = contacts_visible_to(actor).where(Pairing.id == pairing_id).with_only_columns(Pairing.id)
    found = rows(_named().where(PairingContact.pairing_id.in_(seen)))
    parts: dict[UUID, Part] = {}
    for side in Side:
        parts |= standing([Named(row.id, row.is_deputy, row.is_there) for row in found if row.side == side])
    views = [_view(row, parts.get(row.id)) for row in found]
    return ContactsView(
        now={side: tuple(each for part in ORDER for each in views if each.side is side and each.part is part) for side in Side},
        before=tuple(each for each in views if each.part is None),
    )


def sides_with_contact(actor: Actor, scope: Select[tuple[Pairing]], pairing_id: UUID) -> frozenset[Side]:
    """Which sides have somebody to turn to, without saying whom. One statement."""
    seen = scope.where(Pairing.id == pairing_id).with_only_columns(Pairing.id)
    found = rows(_named().where(PairingContact.pairing_id.in_(seen)))
    return frozenset(Side(row.side) for row in found if row.is_there)


def contact_for_change(pairing_id: UUID, contact_id: UUID) -> PairingContact:
    """One contact of a pairing that is held already, who is not ended. Raises NotFound."""
    mine = (PairingContact.id == contact_id, PairingContact.pairing_id == pairing_id, PairingContact.ended_on.is_(None))
    row = db.session.scalar(select(PairingContact).where(*mine))
    if row is None:
        raise NotFound(str(contact_id))
    return row


def standing_on(pairing_id: UUID, side: Side) -> list[Any]:
    """Those of a side who stand today, as rows of columns, for a command."""
    mine = _named().where(PairingContact.pairing_id == pairing_id, PairingContact.side == side)
    return [row for row in rows(mine) if row.is_there]


def sealed(row: PairingContact, column: str, text: str) -> str:
    """A text as it is kept; nothing stays nothing."""
    if not text:
        return ""
    return secrets.seal(secrets.Ring.ACCOUNTS, text, table="pairing_contact", column=column, row_id=row.id)


def gone() -> list[UUID]:
    """Contacts who belong to their organization no more, and were not let go. One statement."""
    asked = select(PairingContact.id).join(Pairing, Pairing.id == PairingContact.pairing_id)
    left = (PairingContact.ended_on.is_(None), PairingContact.person_id.is_not(None), not_(_belongs()))
    return [row[0] for row in rows(asked.where(*left).order_by(PairingContact.id))]


def _belongs() -> ColumnElement[bool]:
    """Whether she belongs to the organization of her side."""
    organization = case((PairingContact.side == Side.MENTOR, Pairing.mentor_id), else_=Pairing.mentee_id)
    return exists().where(
        Membership.person_id == PairingContact.person_id,
        Membership.organization_id == organization,
        Membership.ended_at.is_(None),
    )


def _named() -> Select[Any]:
    """Everybody who was ever named, the first first, and whether she is there today."""
    is_there = and_(
        PairingContact.ended_on.is_(None),
        or_(PairingContact.person_id.is_(None), and_(Person.is_suspended.is_(False), _belongs())),
    )
    return (
        select(
            *(PairingContact.id, PairingContact.side, PairingContact.person_id, PairingContact.name_sealed),
            *(PairingContact.reach_sealed, PairingContact.is_deputy, PairingContact.began_on, PairingContact.ended_on),
            Person.name.label("person_name"),
            is_there.label("is_there"),
        )
        .join(Pairing, Pairing.id == PairingContact.pairing_id)
        .outerjoin(Person, Person.id == PairingContact.person_id)
        .order_by(PairingContact.added_at, PairingContact.id)
    )


def _view(row: Any, part: Part | None) -> Contact:
    name = row.person_name if row.person_id else _opened(row, "name_sealed")
    return Contact(
        id=row.id,
        side=Side(row.side),
        name=name,
        reach=_opened(row, "reach_sealed") if part else "",
        part=part,
        is_deputy=row.is_deputy,
        has_account=row.person_id is not None,
        person_id=row.person_id,
        began_on=row.began_on,
        ended_on=row.ended_on,
    )


def _opened(row: Any, column: str) -> str:
    text = getattr(row, column)
    if not text:
        return ""
    return secrets.unseal(secrets.Ring.ACCOUNTS, text, table="pairing_contact", column=column, row_id=row.id)
