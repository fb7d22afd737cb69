"""Documents on the pages of other rooms: the newest of a space, and what an organization uses or stands behind."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from network.kernel.actor import Actor
from network.kernel.cards import Card, CardSource
from network.kernel.words import Words, words
from network.library.models import Adoption, Document, DocumentVersion, Endorsement
from network.library.queries.endorsing import HELD
from network.library.queries.shelf import lines_of
from network.library.queries.sight import values_of, visible_once
from network.library.rules.states import LOOKS, STATES, ChangeSize, DocumentState
from network.organizations.queries import day_of, say_day
from network.places.queries import zone
from network.storage.reading import rows

_OLD = date(1970, 1, 1)


def of_space(actor: Actor, space_id: UUID, most: int) -> Sequence[Card]:
    """The documents of one space that she may see, the last changed first. One statement."""
    asked = lines_of(actor).where(Document.space_id == space_id).order_by(Document.changed_at.desc(), Document.id.desc())
    columns = (Document.id, Document.title, Document.state, DocumentVersion.number, Document.in_force_on, Document.changed_at)
    found = rows(asked.with_only_columns(*columns, maintain_column_froms=True).limit(most))
    return tuple(_card(id, title, state, (_since(number, since, at),)) for id, title, state, number, since, at in found)


def of_organization(actor: Actor, organization_id: UUID, most: int) -> Sequence[Card]:
    """What an organization uses or stands behind now, of what she may see, the last said first. One statement."""
    if not actor.space_ids:
        return ()
    asked = _of_organization(most, has_organizations=bool(actor.organization_ids), is_coordinator=actor.is_coordinator)
    found = rows(asked, {**values_of(actor), "about": organization_id})
    return tuple(_card(id, title, state, tuple(_said(*more))) for id, title, state, *more in found)


@cache
def _of_organization(most: int, **sort: bool) -> Select[Any]:
    """Made once for each sort of reader: making it costs as much as the page around it."""
    about = bindparam("about", type_=Uuid)
    text, later = DocumentVersion, aliased(DocumentVersion)
    lapsed = exists().where(
        later.document_id == text.document_id, later.number > text.number, later.size == ChangeSize.MAJOR, later.state.in_(HELD)
    )
    mine = (Endorsement.organization_id == about, Endorsement.ended_on.is_(None), ~lapsed)
    endorsed = select(text.document_id, text.number, Endorsement.endorsed_on).join(text, text.id == Endorsement.version_id)
    endorsed_now = endorsed.where(*mine).subquery()
    used = select(Adoption.document_id, Adoption.adopted_on, Adoption.note)
    used_now = used.where(Adoption.organization_id == about, Adoption.ended_on.is_(None)).subquery()
    behind, using = endorsed_now.c, used_now.c
    asked = visible_once(**sort).outerjoin(endorsed_now, behind.document_id == Document.id)
    asked = asked.outerjoin(used_now, using.document_id == Document.id)
    asked = asked.where(or_(behind.document_id.is_not(None), using.document_id.is_not(None)))
    said_on = func.coalesce(using.adopted_on, _OLD), func.coalesce(behind.endorsed_on, _OLD)
    columns = (Document.id, Document.title, Document.state, behind.number, behind.endorsed_on, using.adopted_on, using.note)
    newest = asked.order_by(*(each.desc() for each in said_on), Document.folded, Document.id).limit(most)
    return newest.with_only_columns(*columns, maintain_column_froms=True)


def _card(id: UUID, title: str, state: str, notes: tuple[Words | str, ...]) -> Card:
    stands, look = STATES[state], LOOKS[DocumentState(state)]
    return Card(title=title, endpoint="library.show", values={"document_id": id}, state=stands, look=look, notes=notes)


def _since(number: int | None, since: date | None, changed_at: datetime) -> Words:
    if since is None:
        return words("changed on %(day)s", day=day_of(changed_at, zone()))
    return words("version %(number)s, in force since %(day)s", number=number, day=say_day(since))


def _said(number: int | None, endorsed_on: date | None, adopted_on: date | None, note: str | None) -> Iterator[Words | str]:
    """What the organization says of it."""
    if adopted_on is not None:
        yield words("used since %(day)s", day=say_day(adopted_on))
    if endorsed_on is not None:
        yield words("stands behind version %(number)s since %(day)s", number=number, day=say_day(endorsed_on))
    if note:
        yield note


CARDS = CardSource(kind="document", of_space=of_space, of_organization=of_organization)
"""How the library shows documents elsewhere."""
