"""What can be done with an agreement: write a version, sign it; and what new ones begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, Invalid
from network.kernel.words import words
from network.pairings.events import AgreementSigned, AgreementTemplateWritten, AgreementWritten
from network.pairings.models import Agreement, AgreementSignature, AgreementTemplate
from network.pairings.queries.inside import held_pairing
from network.pairings.rules.agreements import SECTIONS, insist_newest, insist_review, insist_texts, insist_versions, is_same
from network.pairings.rules.states import Side, insist_running
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.holding import hold_table


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """A version to be written. `based_on` is the one that the writer read, 0 for none."""

    texts: Mapping[str, str]
    review_on: date
    based_on: int = 0


@command
def write_agreement(actor: Actor, pairing_id: UUID, draft: AgreementDraft) -> int:
    """Write the next version, which both sides then sign. Gives its number.

    Raises Invalid for an empty part or a wrong day, Conflict where somebody wrote a newer version meanwhile.
    """
    pairing = held_pairing(actor, pairing_id)
    authorize(actor, Permission.PAIRING_WRITE, pairing)
    insist_running(pairing.state)
    newest = _newest(pairing_id)
    number = newest.version if newest else 0
    insist_newest(draft.based_on, number)
    insist_versions(number)
    insist_texts(draft.texts)
    if newest and is_same(draft.texts, draft.review_on, newest.texts, newest.review_on):
        raise Invalid("form", words("Nothing was changed. Change a part, or leave it as it is."))
    if newest is None or draft.review_on != newest.review_on:
        insist_review(draft.review_on, clock.today())
    row = Agreement(
        id=uuid4(),
        pairing_id=pairing_id,
        version=number + 1,
        texts={code: draft.texts[code].strip() for code in SECTIONS},
        review_on=draft.review_on,
        template_version=db.session.scalar(select(func.max(AgreementTemplate.version))) or 0,
        written_at=clock.now(),
        written_by_id=actor.person_id,
    )
    db.session.add(row)
    record(actor, AgreementWritten(pairing_id=pairing_id, version=row.version))
    return row.version


@command
def sign_agreement(actor: Actor, pairing_id: UUID, version: int, side: Side) -> None:
    """Sign the newest version for one's side. Raises Conflict where it isn't the newest, or is signed already."""
    pairing = held_pairing(actor, pairing_id)
    authorize(actor, Permission.AGREEMENT_SIGN, pairing)
    if pairing.organization_of(side) not in actor.lead_of:
        raise Denied(str(Permission.AGREEMENT_SIGN))
    insist_running(pairing.state)
    newest = _newest(pairing_id)
    if newest is None:
        raise Conflict(words("There is no agreement yet. Write it first."))
    insist_newest(version, newest.version)
    signed = set(db.session.scalars(select(AgreementSignature.side).where(AgreementSignature.agreement_id == newest.id)))
    if side in signed:
        raise Conflict(words("Your side has signed this version already."))
    signature = AgreementSignature(agreement_id=newest.id, side=side, signed_at=clock.now(), signed_by_id=actor.person_id)
    db.session.add(signature)
    is_whole = signed | {side} == set(Side)
    record(actor, AgreementSigned(pairing_id=pairing_id, version=version, side=side, is_whole=is_whole))


@command
def write_template(actor: Actor, texts: Mapping[str, str], based_on: int) -> int:
    """Say what new agreements begin with; those that are written stay. Gives the version.

    Raises Conflict where somebody else wrote one meanwhile, be it at the same moment.
    """
    authorize(actor, Permission.AGREEMENT_TEMPLATE_EDIT)
    hold_table(AgreementTemplate)
    number = db.session.scalar(select(func.max(AgreementTemplate.version))) or 0
    insist_newest(based_on, number)
    insist_texts(texts)
    kept = {code: texts[code].strip() for code in SECTIONS}
    row = AgreementTemplate(id=uuid4(), version=number + 1, texts=kept, written_at=clock.now(), written_by_id=actor.person_id)
    db.session.add(row)
    record(actor, AgreementTemplateWritten(version=row.version))
    return row.version


def _newest(pairing_id: UUID) -> Agreement | None:
    mine = select(Agreement).where(Agreement.pairing_id == pairing_id)
    return db.session.scalar(mine.order_by(Agreement.version.desc()).limit(1))
