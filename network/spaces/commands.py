"""What can be done with a space."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.policy import Permission, authorize
from network.spaces.events import SpaceClosed, SpaceEntered, SpaceLeft, SpaceOpened, SpacesMoved, SpaceWithdrawn
from network.spaces.models import Space, SpaceAccess
from network.spaces.queries import chosen, lies_in
from network.spaces.rules import Place, SpaceKind
from network.storage.columns import insert_of
from network.storage.db import db


@command
def open_space(actor: Actor, kind: str, about_id: UUID, organization_ids: Sequence[UUID]) -> UUID:
    """Open a space for the organizations named; called by the command that founds what the space is for."""
    authorize(actor, Permission.SPACE_OPEN)
    space = Space(id=uuid4(), kind=kind, about_id=about_id, opened_at=clock.now())
    db.session.add(space)
    db.session.flush()  # access rows refer to the space
    for organization_id in sorted(set(organization_ids)):
        db.session.add(SpaceAccess(space_id=space.id, organization_id=organization_id))
    record(actor, SpaceOpened(space_id=space.id, kind=kind, organization_ids=tuple(sorted(set(organization_ids)))))
    return space.id


@command
def found_space(actor: Actor, place: Place) -> UUID:
    """Found the space that a form named, where nothing was put before. Raises NotFound where the actor may put nothing."""
    authorize(actor, Permission.SPACE_OPEN)
    space_id = chosen(actor, place)
    _found(place, space_id)
    record(actor, SpaceOpened(space_id=space_id, kind=place.kind, organization_ids=_let_in_at(place)))
    return space_id


def _let_in_at(place: Place) -> tuple[UUID, ...]:
    return (UUID(place.about),) if place.kind is SpaceKind.ORGANIZATION else ()


def _found(place: Place, space_id: UUID) -> None:
    """Two who are first at the same moment found one space: who comes second finds it there."""
    of_engine = insert_of(db.engine.dialect.name)
    about_id = UUID(place.about) if place.kind is SpaceKind.ORGANIZATION else None
    row = {"id": space_id, "kind": place.kind, "about_id": about_id, "opened_at": clock.now()}
    row["region_code"] = place.about if place.kind is SpaceKind.REGION else None
    db.session.execute(of_engine(Space).values(**row).on_conflict_do_nothing())
    for organization_id in _let_in_at(place):
        access = {"space_id": space_id, "organization_id": organization_id}
        db.session.execute(of_engine(SpaceAccess).values(**access).on_conflict_do_nothing())


@command
def let_in(actor: Actor, space_id: UUID, organization_id: UUID) -> None:
    """Open a space to one more organization; called by the command by which it joins what the space is for."""
    authorize(actor, Permission.SPACE_OPEN)
    if db.session.get(SpaceAccess, (space_id, organization_id)) is None:
        db.session.add(SpaceAccess(space_id=space_id, organization_id=organization_id))
    record(actor, SpaceEntered(space_id=space_id, organization_id=organization_id))


@command
def let_out(actor: Actor, space_id: UUID, organization_id: UUID) -> None:
    """Close a space to one organization; called by the command by which it leaves what the space is for."""
    authorize(actor, Permission.SPACE_OPEN)
    mine = (SpaceAccess.space_id == space_id, SpaceAccess.organization_id == organization_id)
    db.session.execute(delete(SpaceAccess).where(*mine))
    record(actor, SpaceLeft(space_id=space_id, organization_id=organization_id))


@command
def close_space(actor: Actor, space_id: UUID) -> None:
    """Nobody writes in it any more, and who was in it reads on; called by the command that ends what the space is for."""
    authorize(actor, Permission.SPACE_OPEN)
    db.session.execute(update(Space).where(Space.id == space_id, Space.closed_at.is_(None)).values(closed_at=clock.now()))
    record(actor, SpaceClosed(space_id=space_id))


@command
def withdraw_space(actor: Actor, space_id: UUID) -> None:
    """Close a space to everybody; called by the command that undoes what the space is for. Where nothing lies in it, it goes."""
    close_space(actor, space_id)
    authorize(actor, Permission.SPACE_OPEN)
    db.session.execute(delete(SpaceAccess).where(SpaceAccess.space_id == space_id))
    gone = delete(Space).where(Space.id == space_id, ~lies_in(Space.id)).execution_options(synchronize_session=False)
    db.session.execute(gone)
    record(actor, SpaceWithdrawn(space_id=space_id))


@command
def move_access(actor: Actor, kept_id: UUID, other_id: UUID) -> None:
    """Let one organization in wherever the other was, when two entries become one; the other is let in nowhere."""
    authorize(actor, Permission.ORGANIZATION_MERGE)
    both_in = select(SpaceAccess.space_id).where(SpaceAccess.organization_id == kept_id).scalar_subquery()
    moved = update(SpaceAccess).where(SpaceAccess.organization_id == other_id, SpaceAccess.space_id.not_in(both_in))
    db.session.execute(moved.values(organization_id=kept_id).execution_options(synchronize_session=False))
    db.session.execute(delete(SpaceAccess).where(SpaceAccess.organization_id == other_id))
    record(actor, SpacesMoved(organization_id=kept_id, other_id=other_id))
