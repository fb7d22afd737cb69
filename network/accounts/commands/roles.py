"""What can be done with roles: two people give one, one takes it away."""

from uuid import UUID

from sqlalchemy import select

from network.accounts import queries, rules
from network.accounts.commands.sessions import end_sessions
from network.accounts.events import RoleGiven, RoleTaken
from network.accounts.models import Person, RoleHolding
from network.approvals.rules import About, Act
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db


@command
def give_role(actor: Actor, person_id: UUID, role: Role, region_code: str | None = None) -> None:
    """Give a role; a liaison's names the region."""
    authorize(actor, Permission.ROLE_GIVE)
    if db.session.get(Person, person_id) is None:
        raise NotFound(str(person_id))
    if (role, region_code) in queries.roles_of(person_id):
        raise Conflict(words("She has this role already."))
    db.session.add(RoleHolding(person_id=person_id, role=role, region_code=region_code, given_at=clock.now()))
    record(actor, RoleGiven(person_id=person_id, role=role, region_code=region_code))


@command
def take_role(actor: Actor, person_id: UUID, role: Role, region_code: str | None = None) -> None:
    """Take a role away; one person may, since it can't wait. Her sessions end. Raises `Conflict` for the last administrator."""
    authorize(actor, Permission.ROLE_TAKE)
    held = db.session.scalars(
        select(RoleHolding).where(
            RoleHolding.person_id == person_id,
            RoleHolding.role == role,
            RoleHolding.region_code.is_not_distinct_from(region_code),
        )
    ).all()
    if not held:
        raise NotFound(str(person_id))
    if role is Role.ADMINISTRATOR and queries.people_with(role) <= {person_id}:
        raise Conflict(words("She is the only administrator. Ask for another one first."))
    for each in held:
        db.session.delete(each)
    end_sessions(person_id)
    record(actor, RoleTaken(person_id=person_id, role=role, region_code=region_code))


def _give(actor: Actor, about: About) -> None:
    """Do what two people agreed on. She signs in anew, so that the role holds everywhere from one moment."""
    person_id = UUID(about["person_id"])
    give_role(actor, person_id, Role(about["role"]), about["region_code"])
    end_sessions(person_id)


ACTS = (
    Act(rules.GIVE_ROLE, Permission.ROLE_ASK, _give, queries.administrators, queries.said_role),
    Act(
        rules.GIVE_SAFETY_ROLE,
        Permission.SAFETY_ROLE_ASK,
        _give,
        queries.administrators_and_moderators,
        queries.said_role,
        may_wait=False,
    ),
)
