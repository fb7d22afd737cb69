"""What was said to an organization, for those who keep in touch with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Person
from network.organizations.models import ContactEntry
from network.storage.db import db


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


def contacts(organization_ids: Iterable[UUID], limit: int) -> tuple[ContactLine, ...]:
    """The newest contacts first. The caller has asked the policy: members never see this log."""
    asked = (
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
        .where(ContactEntry.organization_id.in_(tuple(organization_ids)))
        .order_by(ContactEntry.contacted_on.desc(), ContactEntry.written_at.desc(), ContactEntry.id)
        .limit(limit)
    )
    return tuple(
        ContactLine(id, on, how, note, step, next_on, by or "")
        for id, on, how, note, step, next_on, by in db.session.execute(asked).tuples()
    )
