"""Single-use links for an account: which hold, where they go, and what was asked for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import AccountLink, LinkRequest, Person
from network.accounts.rules.links import LONGEST_TOKEN, Asking, Purpose, is_still_to_be_posted
from network.kernel import tokens
from network.storage import secrets
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that holds. `email`: the address that it would make hers; empty for other purposes."""

    id: UUID
    person_id: UUID
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class PostedLink:
    """A link whose mail is to leave now: where it goes, and where the account was before."""

    id: UUID
    person_id: UUID
    address: str
    old_address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed who asked for a link."""

    id: UUID
    email: str
    token_digest: str


def open_link(token: str, now: datetime, *purposes: Purpose) -> OpenLink | None:
    """The link behind a token. A used, lapsed, unknown one, one for something else or of a suspended person: None, all alike."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    asked = select(AccountLink, Person.name).join(Person, Person.id == AccountLink.person_id)
    holds = (AccountLink.ended_at.is_(None), AccountLink.expires_at > now, Person.is_suspended.is_(False))
    mine = (AccountLink.token_digest == tokens.digest(token), AccountLink.purpose.in_(purposes))
    found = db.session.execute(asked.where(*mine, *holds)).one_or_none()
    if found is None:
        return None
    row, name = found
    return OpenLink(row.id, row.person_id, name, unsealed(row, "email_sealed"))


def link_to_post(link_id: UUID, now: datetime) -> PostedLink | None:
    """A link that is to leave by mail; None if it is over, or its person was suspended."""
    asked = select(AccountLink, Person.email).join(Person, Person.id == AccountLink.person_id)
    found = db.session.execute(asked.where(AccountLink.id == link_id, Person.is_suspended.is_(False))).one_or_none()
    if found is None or not is_still_to_be_posted(found[0].made_at, found[0].ended_at, now):
        return None
    row, current = found
    return PostedLink(row.id, row.person_id, unsealed(row, "email_sealed") or current, unsealed(row, "old_email_sealed"))


def old_address(link_id: UUID) -> str | None:
    """The address that an account had when another was asked for."""
    row = db.session.get(AccountLink, link_id)
    return unsealed(row, "old_email_sealed") or None if row is not None else None


def sheet_to_print(person_id: UUID, printer_id: UUID | None) -> UUID | None:
    """A recovery sheet that two people agreed on, and that this one may print; None once it was printed."""
    mine = (AccountLink.person_id == person_id, AccountLink.made_by_id == printer_id, AccountLink.purpose == Purpose.SHEET)
    unprinted = (AccountLink.ended_at.is_(None), AccountLink.token_digest.is_(None))
    return db.session.scalar(select(AccountLink.id).where(*mine, *unprinted).limit(1))


def requests(kind: Asking, most: int = 50) -> list[Asked]:
    """What was asked for and not looked at yet, the oldest first."""
    rows = db.session.scalars(select(LinkRequest).where(LinkRequest.kind == kind).order_by(LinkRequest.asked_at).limit(most))
    return [Asked(row.id, unsealed(row, "email_sealed"), row.token_digest) for row in rows]


def sealed(row: AccountLink | LinkRequest, column: str, email: str) -> str:
    """An address as a row keeps it."""
    return secrets.seal(secrets.Ring.ACCOUNTS, email, table=row.__tablename__, column=column, row_id=row.id)


def unsealed(row: AccountLink | LinkRequest, column: str) -> str:
    """An address of a row in clear; empty where there is none."""
    kept = getattr(row, column)
    return secrets.unseal(secrets.Ring.ACCOUNTS, kept, table=row.__tablename__, column=column, row_id=row.id) if kept else ""
