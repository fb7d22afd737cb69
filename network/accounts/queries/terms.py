"""Confidentiality terms: which hold, who accepted them, and who still has to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from network.accounts.models import TermsAcceptance, TermsText
from network.accounts.rules.terms import Audience
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.storage.db import db

SHIPPED = Path(__file__).parent.parent / "data" / "terms"

_Newer = aliased(TermsText)
_HOLDS = ~exists().where(_Newer.audience == TermsText.audience, _Newer.version > TermsText.version).correlate_except(_Newer)


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a text."""

    id: UUID
    audience: Audience
    version: int
    text: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """Terms that somebody has to accept first, for herself or for an organization that she leads."""

    terms: Terms
    organization: tuple[UUID, str] | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A version that somebody accepted; `organization_id` where she did so for an organization."""

    audience: Audience
    version: int
    accepted_at: datetime
    organization_id: UUID | None
    is_newest: bool


def owes(audience: Audience, *accepted: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether no row of which `accepted` is true accepts the text that holds now: a column for the door's questions."""
    # Each asks its own table only, and takes the rest from around it: else anybody's acceptance would count for everybody.
    of_it = exists().where(TermsAcceptance.text_id == TermsText.id, *accepted).correlate_except(TermsAcceptance)
    return exists().where(TermsText.audience == audience, _HOLDS, ~of_it).correlate_except(TermsText)


def terms_in_force() -> dict[Audience, Terms]:
    """The text that holds now for each audience; none before the first is published."""
    return {found.audience: found for found in map(_terms, db.session.scalars(select(TermsText).where(_HOLDS)))}


def terms_of(audience: Audience, version: int) -> Terms:
    """One version, old ones too. Raises `NotFound`."""
    row = db.session.scalar(select(TermsText).where(TermsText.audience == audience, TermsText.version == version))
    if row is None:
        raise NotFound(f"{audience} {version}")
    return _terms(row)


def missing_terms() -> dict[Audience, str]:
    """The texts that come in the box, for each audience that has none yet."""
    held = terms_in_force()
    texts = {audience: SHIPPED / f"{audience}.txt" for audience in Audience if audience not in held}
    return {audience: file.read_text(encoding="utf-8").strip() for audience, file in texts.items()}


def missing_promises() -> Iterator[str]:
    """What a start refuses: a network whose people promise nothing."""
    if missing_terms():
        yield "There are no confidentiality terms. Run: flask --app wsgi network prepare"


def owed_terms(actor: Actor) -> list[Owed]:
    """What this actor has to accept before anything else, her own first, in two statements."""
    held = terms_in_force()
    mine = select(TermsAcceptance.text_id, TermsAcceptance.person_id, TermsAcceptance.organization_id)
    concerned = or_(TermsAcceptance.person_id == actor.person_id, TermsAcceptance.organization_id.in_(actor.lead_of))
    newest = TermsAcceptance.text_id.in_([each.id for each in held.values()])
    done = db.session.execute(mine.where(newest, concerned)).tuples().all()
    owed = []
    own = held.get(Audience.PERSON)
    if own is not None and (own.id, actor.person_id) not in {(text, person) for text, person, _ in done}:
        owed.append(Owed(own, None))
    text = held.get(Audience.ORGANIZATION)
    if text is not None:
        accepted = {organization for text_id, _, organization in done if text_id == text.id}
        led = [each for each in actor.organizations if each[0] in actor.lead_of]
        owed += [Owed(text, each) for each in led if each[0] not in accepted]
    return owed


def accepted_terms(person_id: UUID) -> list[Accepted]:
    """What a person accepted, the newest first."""
    asked = (
        select(TermsText.audience, TermsText.version, TermsAcceptance.accepted_at, TermsAcceptance.organization_id, _HOLDS)
        .join(TermsText, TermsText.id == TermsAcceptance.text_id)
        .where(TermsAcceptance.person_id == person_id)
        .order_by(TermsAcceptance.accepted_at.desc(), TermsAcceptance.id)
    )
    rows = db.session.execute(asked).tuples()
    return [Accepted(Audience(audience), version, at, whose, is_newest) for audience, version, at, whose, is_newest in rows]


def _terms(row: TermsText) -> Terms:
    return Terms(row.id, Audience(row.audience), row.version, row.text, row.published_at)
