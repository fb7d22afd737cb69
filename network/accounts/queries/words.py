"""The words that a stranger would try first as somebody's password: her name, her address, what she belongs to."""

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Person
from network.accounts.queries.factors import held_factors
from network.accounts.rules import SHORTEST_PASSWORD, SHORTEST_WITH_FACTOR, words_in
from network.kernel.actor import Actor
from network.settings.queries import catalogue
from network.storage.db import db

_belongings: list[Callable[[UUID], Iterable[str]]] = []


def know_belongings(belongings: Callable[[UUID], Iterable[str]]) -> None:
    """Take how to ask for the names and towns of what somebody belongs to: the assembly calls this once."""
    _belongings[:] = [belongings]


def words_about(person_id: UUID | None) -> tuple[str, ...]:
    """All of them, for a person; those of the network for nobody."""
    found = db.session.execute(select(Person.name, Person.email).where(Person.id == person_id)).first()
    near = [text for ask in _belongings for text in ask(person_id)] if person_id else []
    return words_in(str(catalogue().get("network_name")), *(found or ()), *near)


def shortest_password(person_id: UUID | None) -> int:
    """How many signs her password needs: fewer where a second step stands beside it."""
    has_factor = any(held_factors(Actor(person_id=person_id)).values())
    return SHORTEST_WITH_FACTOR if has_factor else SHORTEST_PASSWORD
