"""What was said to an organization, for those who keep in touch with it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Integer, Uuid, bindparam, select

from network.accounts.models import Person
from network.organizations.models import ContactEntry
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact: when, how, what was said, what comes next, and who wrote it down."""

    id: UUID
    contacted_on: date
    how: str
    note: str
    next_step: str
    next_on: date | None
    by: str


_NEWEST = (
    select(
        ContactEntry.id,
        ContactEntry.contacted_on,
        ContactEntry.how,
        ContactEntry.note,
        ContactEntry.next_step,
        ContactEntry.next_on,
        Person.name,
    )
    .outerjoin(Person, Person.id == ContactEntry.written_by_id)
    .where(ContactEntry.organization_id == bindparam("mine", type_=Uuid))
    .order_by(ContactEntry.contacted_on.desc(), ContactEntry.written_at.desc(), ContactEntry.id)
    .limit(bindparam("most", type_=Integer))
)


def contacts(organization_id: UUID, limit: int) -> tuple[ContactLine, ...]:
    """The newest contacts first. The caller has asked the policy: members never see this log."""
    return tuple(
        ContactLine(id, on, how, note, step, next_on, by or "")
        for id, on, how, note, step, next_on, by in rows(_NEWEST, {"mine": organization_id, "most": limit})
    )
