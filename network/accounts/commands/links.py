"""Single-use links: asked for, made, printed, ended."""

from uuid import UUID, uuid4

from sqlalchemy import delete, update

from network.accounts import queries, rules
from network.accounts.models import AccountLink, LinkRequest
from network.accounts.rules.links import HOLDS, Asking, Purpose
from network.journal.command import touch
from network.kernel import clock, tokens
from network.kernel.retention import limit_of
from network.storage.db import db


@touch
def note_request(kind: Asking, email: str, token_digest: str = "") -> None:
    """Write down that somebody asked for a link, whoever she is: the same for every address, and looked at by the clock."""
    row = LinkRequest(id=uuid4(), kind=kind, token_digest=token_digest, asked_at=clock.now())
    row.email_sealed = queries.sealed(row, "email_sealed", rules.folded_email(email))
    db.session.add(row)


@touch
def forget_request(request_id: UUID) -> None:
    """It was looked at."""
    db.session.execute(delete(LinkRequest).where(LinkRequest.id == request_id))


@touch
def mint_link(link_id: UUID, purpose: Purpose) -> str | None:
    """The token for a mail or a sheet that leaves now; one that left before holds no more. None if the link is over."""
    token, now = tokens.new_token(), clock.now()
    open_still = (AccountLink.id == link_id, AccountLink.purpose == purpose, AccountLink.ended_at.is_(None))
    values = {"token_digest": tokens.digest(token), "expires_at": now + HOLDS[purpose]}
    minted = db.session.execute(update(AccountLink).where(*open_still).values(**values))
    return token if minted.rowcount else None  # type: ignore[attr-defined]


@touch
def end_links(person_id: UUID) -> None:
    """End every link of a person, inside the command that says why."""
    live = (AccountLink.person_id == person_id, AccountLink.ended_at.is_(None))
    db.session.execute(update(AccountLink).where(*live).values(ended_at=clock.now()))


@touch
def forget_links() -> None:
    """Forget links that are over, and what nobody could look at."""
    old = clock.now() - limit_of("account_link")
    db.session.execute(delete(AccountLink).where(AccountLink.made_at < old))
    db.session.execute(delete(LinkRequest).where(LinkRequest.asked_at < old))
