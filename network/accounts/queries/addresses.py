"""Where mail for somebody goes."""

from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Person
from network.storage.db import db


def address_of(person_id: UUID) -> str | None:
    """Hers; None for who is suspended or gone."""
    return db.session.scalar(select(Person.email).where(Person.id == person_id, Person.is_suspended.is_(False)))


def address_of_suspended(person_id: UUID) -> str | None:
    """Hers while she can't sign in; None for who can, or is gone."""
    return db.session.scalar(select(Person.email).where(Person.id == person_id, Person.is_suspended.is_(True)))
