"""Confidentiality terms: published, and accepted."""

from uuid import UUID, uuid4

from sqlalchemy import func, select

from network.accounts import queries
from network.accounts.events import TermsAccepted, TermsPublished
from network.accounts.models import TermsAcceptance, TermsText
from network.accounts.rules.terms import LONGEST_TEXT, Audience
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.policy import Permission, authorize
from network.storage.db import db


@command
def publish_terms(actor: Actor, audience: Audience, text: str) -> int:
    """Let a text hold from now on; gives its version. Whoever it is for is asked to accept it before anything else."""
    authorize(actor, Permission.TERMS_PUBLISH)
    if not 0 < len(text) <= LONGEST_TEXT:
        raise Invalid("text", words("Write the text in at most %(most)s characters.", most=LONGEST_TEXT))
    newest = select(func.max(TermsText.version)).where(TermsText.audience == audience)
    row = TermsText(
        id=uuid4(),
        audience=audience,
        version=(db.session.scalar(newest) or 0) + 1,
        text=text,
        published_at=clock.now(),
        published_by_id=actor.person_id,
    )
    db.session.add(row)
    record(actor, TermsPublished(text_id=row.id, audience_kind=audience, version=row.version))
    return row.version


@command
def accept_terms(actor: Actor, text_id: UUID, organization_id: UUID | None) -> None:
    """Accept a text, for oneself or for an organization that one leads. Raises `Conflict` for what isn't asked of her."""
    authorize(actor, Permission.TERMS_ACCEPT)
    asked = {
        (each.terms.id, each.organization[0] if each.organization else None): each.terms for each in queries.owed_terms(actor)
    }
    terms = asked.get((text_id, organization_id))
    if terms is None or actor.person_id is None:
        raise Conflict(words("You accepted this already, or there is a newer text. Look again."))
    db.session.add(
        TermsAcceptance(text_id=terms.id, person_id=actor.person_id, organization_id=organization_id, accepted_at=clock.now())
    )
    record(actor, TermsAccepted(text_id=terms.id, organization_id=organization_id, version=terms.version))
