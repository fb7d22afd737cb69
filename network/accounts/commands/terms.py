"""Confidentiality terms: published, and accepted."""

from uuid import UUID, uuid4

from sqlalchemy import select

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
from network.storage.once import add_once


@command
def publish_terms(actor: Actor, audience: Audience, text: str) -> int:
    """Let a text hold from now on; gives its version. Whoever it is for is asked to accept it before anything else.

    Raises `Invalid` for the text that holds already, and for the second of two at the same moment: nobody is asked twice for one.
    """
    authorize(actor, Permission.TERMS_PUBLISH)
    if not 0 < len(text) <= LONGEST_TEXT:
        raise Invalid("text", words("Write the text in at most %(most)s characters.", most=LONGEST_TEXT))
    newest = select(TermsText).where(TermsText.audience == audience).order_by(TermsText.version.desc()).limit(1)
    held = db.session.scalar(newest)
    if held is not None and held.text == text:
        raise Invalid("text", words("This text holds already. Nobody is asked again."))
    row = TermsText(
        id=uuid4(),
        audience=audience,
        version=(held.version if held is not None else 0) + 1,
        text=text,
        published_at=clock.now(),
        published_by_id=actor.person_id,
    )
    add_once(row, words("Another text was published a moment ago. Read it, then publish yours again."), "text")
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
