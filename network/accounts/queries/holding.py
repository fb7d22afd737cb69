"""What the accounts hold about a person."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select, true

from network.accounts.models import AccountLink, Device, Person, RoleHolding, SignIn, TermsText
from network.accounts.rules import ROLE_NAMES
from network.kernel.actor import Role
from network.kernel.holding import Held
from network.kernel.retention import by_table
from network.kernel.words import words
from network.storage.db import Row, db

_COUNTED = {
    AccountLink.made_by_id: (words("Links that you made for others"), AccountLink.person_id != AccountLink.made_by_id),
    TermsText.published_by_id: (words("Terms that you published"), true()),
}
_HERS = ("role_holding.person_id", "sign_in.person_id", "device.person_id")
COLUMNS = frozenset({*_HERS, *(f"{each.class_.__tablename__}.{each.key}" for each in _COUNTED)})
_TOLD = {"role_holding", "sign_in", "device"}


def holds_about(person_id: UUID) -> Iterator[Held]:
    """Her account, roles, sessions and browsers; of anything else that goes with her account, how much there is."""
    account = select(Person.name, Person.email, Person.added_at, Person.is_suspended).where(Person.id == person_id)
    yield Held(
        words("Your account"),
        (words("Name"), words("E-mail"), words("Since"), words("Suspended")),
        tuple(db.session.execute(account).tuples()),
    )
    roles = select(RoleHolding.role, RoleHolding.region_code, RoleHolding.given_at).where(RoleHolding.person_id == person_id)
    yield Held(
        words("Your roles"),
        (words("Role"), words("Region"), words("Since")),
        tuple((ROLE_NAMES[Role(role)], region, at) for role, region, at in db.session.execute(roles).tuples()),
    )
    sessions = select(SignIn.began_at, SignIn.seen_at, SignIn.ended_at).where(SignIn.person_id == person_id)
    yield Held(
        words("Where you are signed in"),
        (words("Begun"), words("Last used"), words("Ended")),
        tuple(db.session.execute(sessions.order_by(SignIn.began_at.desc())).tuples()),
    )
    browsers = select(Device.seen_at).where(Device.person_id == person_id).order_by(Device.seen_at.desc())
    yield Held(words("Browsers that know you"), (words("Last used"),), tuple((at,) for at in db.session.scalars(browsers)))
    told = [(column == person_id, others) for column, (_, others) in _COUNTED.items()]
    asked = [select(func.count()).where(*each).scalar_subquery() for each in told]
    counts = zip(_COUNTED.values(), db.session.execute(select(*asked)).one(), strict=True)
    rows = tuple((what, count) for (what, _), count in counts if count)
    yield Held(words("What you did for others' accounts"), (words("What"), words("How many")), rows)
    yield from _rest(person_id)


def _rest(person_id: UUID) -> Iterator[Held]:
    lines = by_table()
    for table in Row.metadata.sorted_tables:
        keys = [key for key in table.foreign_keys if key.column.table.name == "person" and key.ondelete == "CASCADE"]
        if keys and table.name not in _TOLD:
            count = db.session.scalar(select(func.count()).select_from(table).where(keys[0].parent == person_id)) or 0
            yield Held(lines[table.name].what, (words("How many"),), ((count,),) if count else ())
