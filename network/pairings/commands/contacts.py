"""What a side can do with its contacts: name, change, let go, hand over."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy import func, select, update

from network.journal.command import command, record, touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Denied, Invalid
from network.kernel.words import words
from network.organizations.models import Membership
from network.pairings.events import ContactChanged, ContactEnded, ContactHandedOver, ContactNamed
from network.pairings.models import Pairing, PairingContact
from network.pairings.queries.contacts import contact_for_change, gone, sealed, standing_on
from network.pairings.queries.inside import held_pairing
from network.pairings.rules.contacts import insist_few_contacts
from network.pairings.rules.states import Side, insist_running
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.once import add_once


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """Somebody to turn to: a person of the side who has an account, or a name. `id` is the form's: sent twice, it is one."""

    person_id: UUID | None
    name: str
    reach: str
    is_deputy: bool = False
    id: UUID = field(default_factory=uuid4)


@command
def name_contact(actor: Actor, pairing_id: UUID, side: Side, draft: ContactDraft) -> UUID:
    """Name somebody of one's own side. Raises Invalid for who isn't of it, or is named already."""
    pairing = _held(actor, pairing_id, side)
    present = standing_on(pairing_id, side)
    insist_few_contacts(len(present))
    row = PairingContact(id=draft.id, pairing_id=pairing_id, side=side, began_on=clock.today(), is_deputy=draft.is_deputy)
    row.added_at, row.added_by_id = clock.now(), actor.person_id
    _insist_person(pairing, side, draft)
    if draft.person_id is not None and draft.person_id in {each.person_id for each in present}:
        raise Invalid("person_id", words("She is a contact already."))
    row.person_id = draft.person_id
    row.name_sealed = "" if draft.person_id else sealed(row, "name_sealed", draft.name)
    row.reach_sealed = sealed(row, "reach_sealed", draft.reach)
    add_once(row, words("She is named already."))
    record(actor, ContactNamed(pairing_id=pairing_id, contact_id=row.id, side=side, is_deputy=draft.is_deputy))
    return row.id


@command
def change_contact(actor: Actor, pairing_id: UUID, contact_id: UUID, reach: str, is_deputy: bool) -> None:
    """Say anew how to reach a contact of one's own side, and whether she is a deputy."""
    row = _own(actor, pairing_id, contact_id)
    row.reach_sealed, row.is_deputy = sealed(row, "reach_sealed", reach), is_deputy
    record(actor, ContactChanged(pairing_id=pairing_id, contact_id=contact_id, side=row.side))


@command
def end_contact(actor: Actor, pairing_id: UUID, contact_id: UUID) -> None:
    """Let a contact of one's own side go. That she was one stays; how to reach her does not."""
    row = _own(actor, pairing_id, contact_id)
    _end(actor, row)
    record(actor, ContactEnded(pairing_id=pairing_id, contact_id=contact_id, side=row.side))


@command
def hand_over_contact(actor: Actor, pairing_id: UUID, contact_id: UUID, to_id: UUID) -> None:
    """Let a contact go and make another of the same side the first. Raises Invalid where there is no such other."""
    row = _own(actor, pairing_id, contact_id)
    if to_id == contact_id or to_id not in {each.id for each in standing_on(pairing_id, Side(row.side))}:
        raise Invalid("to_id", words("Choose a contact of your side who stays."))
    _end(actor, row)
    row.handed_to_id = to_id
    contact_for_change(pairing_id, to_id).is_deputy = False
    record(actor, ContactHandedOver(pairing_id=pairing_id, contact_id=contact_id, other_id=to_id, side=row.side))


@touch
def forget_contact(_actor: Actor, person_id: UUID) -> None:
    """Take an erased person out of all contacts, inside the command that erases her."""
    mine = update(PairingContact).where(PairingContact.person_id == person_id)
    ended = func.coalesce(PairingContact.ended_on, clock.today())
    db.session.execute(mine.values(reach_sealed="", ended_on=ended).execution_options(synchronize_session=False))


@touch
def forget_gone_contacts() -> int:
    """Let go who left her organization: she is on no page any more, and now how to reach her goes too. Gives the number."""
    found = gone()
    left = update(PairingContact).where(PairingContact.id.in_(found)).values(reach_sealed="", ended_on=clock.today())
    db.session.execute(left.execution_options(synchronize_session=False))
    return len(found)


def _held(actor: Actor, pairing_id: UUID, side: Side) -> Pairing:
    """The pairing, for somebody of this very side."""
    pairing = held_pairing(actor, pairing_id)
    authorize(actor, Permission.PAIRING_WRITE, pairing)
    if pairing.organization_of(side) not in actor.organization_ids:
        raise Denied(str(Permission.PAIRING_WRITE))
    insist_running(pairing.state)
    return pairing


def _own(actor: Actor, pairing_id: UUID, contact_id: UUID) -> PairingContact:
    held_pairing(actor, pairing_id)
    row = contact_for_change(pairing_id, contact_id)
    _held(actor, pairing_id, Side(row.side))
    return row


def _end(actor: Actor, row: PairingContact) -> None:
    row.ended_on, row.ended_by_id, row.reach_sealed = clock.today(), actor.person_id, ""


def _insist_person(pairing: Pairing, side: Side, draft: ContactDraft) -> None:
    if draft.person_id is None:
        if not draft.name.strip():
            raise Invalid("name", words("Choose somebody, or write a name."))
        return
    if draft.name.strip():
        raise Invalid("name", words("Choose somebody or write a name, not both."))
    current = (Membership.organization_id == pairing.organization_of(side), Membership.ended_at.is_(None))
    found = select(Membership.id).where(*current, Membership.person_id == draft.person_id)
    if db.session.scalar(found) is None:
        raise Invalid("person_id", words("She is not of your organization any more. Choose again."))
