"""What can be seen of agreements: the text by the two sides, how far it is signed by whoever sees the pairing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from network.accounts.models import Person
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.pairings.models import Agreement, AgreementSignature, AgreementTemplate, Pairing
from network.pairings.queries.inside import inside_of
from network.pairings.queries.pairings import visible_to
from network.pairings.rules.agreements import SECTIONS, STARTING, Written, review_of, waits_since
from network.pairings.rules.agreements import in_force as newest_whole
from network.pairings.rules.states import Side
from network.storage.reading import first, rows


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Who signed for a side, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AgreementView:
    """One version. `texts` by section."""

    version: int
    texts: Mapping[str, str]
    review_on: date
    written_at: datetime
    written_by: str
    signatures: Mapping[Side, SignatureView]

    @property
    def is_whole(self) -> bool:
        return set(self.signatures) == set(Side)


@dataclass(frozen=True, slots=True)
class AgreementStanding:
    """How far the agreement is: for whoever sees the pairing. `version` 0: none is written."""

    version: int = 0
    signed: Mapping[Side, datetime] | None = None
    in_force: int | None = None
    review_on: date | None = None

    @property
    def is_whole(self) -> bool:
        return set(self.signed or ()) == set(Side)


@dataclass(frozen=True, slots=True)
class TemplateView:
    """What new agreements begin with. `version` 0: the words that come with the house."""

    version: int
    texts: Mapping[str, str]
    written_at: datetime | None


Writer, Signer = Person.__table__.alias("writer"), Person.__table__.alias("signer")


def agreements_of(actor: Actor, pairing_id: UUID) -> tuple[AgreementView, ...]:
    """Every version, the newest first. At most two statements. Raises NotFound."""
    inside_of(actor, pairing_id)
    asked = (
        select(
            *(Agreement.version, Agreement.texts, Agreement.review_on, Agreement.written_at),
            func.coalesce(Writer.c.name, ""),
            *(AgreementSignature.side, AgreementSignature.signed_at, func.coalesce(Signer.c.name, "")),
        )
        .outerjoin(AgreementSignature, AgreementSignature.agreement_id == Agreement.id)
        .outerjoin(Writer, Writer.c.id == Agreement.written_by_id)
        .outerjoin(Signer, Signer.c.id == AgreementSignature.signed_by_id)
        .where(Agreement.pairing_id == pairing_id)
        .order_by(Agreement.version.desc())
    )
    versions: dict[int, tuple[tuple[Mapping[str, str], date, datetime, str], dict[Side, SignatureView]]] = {}
    for version, texts, review_on, written_at, writer, side, signed_at, signer in rows(asked):
        _, signatures = versions.setdefault(version, ((texts, review_on, written_at, writer), {}))
        if side is not None:
            signatures[Side(side)] = SignatureView(signer, signed_at)
    return tuple(AgreementView(version, *about, signatures) for version, (about, signatures) in versions.items())


def agreement_of(actor: Actor, pairing_id: UUID, version: int) -> tuple[AgreementView, AgreementView | None]:
    """One version, and the one before it. Raises NotFound."""
    found = {view.version: view for view in agreements_of(actor, pairing_id)}
    if version not in found:
        raise NotFound(str(version))
    return found[version], found.get(version - 1)


def agreement_standing(actor: Actor, pairing_id: UUID) -> AgreementStanding:
    """How far it is, without a word of its text. One statement; of a pairing that is not to be seen, as if there were none."""
    seen = visible_to(actor).where(Pairing.id == pairing_id).with_only_columns(Pairing.id)
    asked = (
        select(Agreement.version, Agreement.review_on, AgreementSignature.side, AgreementSignature.signed_at)
        .outerjoin(AgreementSignature, AgreementSignature.agreement_id == Agreement.id)
        .where(Agreement.pairing_id.in_(seen))
    )
    versions: dict[int, tuple[date, dict[Side, datetime]]] = {}
    for version, review_on, side, signed_at in rows(asked):
        _, signed = versions.setdefault(version, (review_on, {}))
        if side is not None:
            signed[Side(side)] = signed_at
    if not versions:
        return AgreementStanding()
    newest = max(versions)
    holds = newest_whole([(number, signed.keys()) for number, (_, signed) in versions.items()])
    return AgreementStanding(newest, versions[newest][1], holds, versions[newest if holds is None else holds][0])


def papers_of(began: Mapping[UUID, date]) -> dict[UUID, dict[str, date | None]]:
    """What agreements say to the health of pairings that the caller may see, given with the days on which they began.

    One statement.
    """
    about = (Agreement.pairing_id, Agreement.version, Agreement.written_at, Agreement.review_on)
    asked = (
        select(*about, func.count(AgreementSignature.side))
        .outerjoin(AgreementSignature, AgreementSignature.agreement_id == Agreement.id)
        .where(Agreement.pairing_id.in_(tuple(began)))
        .group_by(*about)
    )
    found: defaultdict[UUID, list[Written]] = defaultdict(list)
    for pairing_id, version, written_at, review_on, signatures in rows(asked):
        found[pairing_id].append(Written(version, written_at.date(), review_on, signatures))
    return {
        id: {"agreement_open_since": waits_since(found[id], began_on), "review_due_on": review_of(found[id])}
        for id, began_on in began.items()
    }


def template_now() -> TemplateView:
    """What a new agreement begins with. One statement."""
    asked = select(AgreementTemplate.version, AgreementTemplate.texts, AgreementTemplate.written_at)
    found = first(asked.order_by(AgreementTemplate.version.desc()).limit(1))
    if found is None:
        return TemplateView(0, {code: str(text) for code, text in STARTING.items()}, None)
    version, texts, written_at = found
    return TemplateView(version, {code: texts.get(code, "") for code in SECTIONS}, written_at)
