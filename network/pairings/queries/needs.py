"""What can be seen of needs: by the two sides only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.organizations.models import OrganizationChoice
from network.pairings.models import NeedsAssessment, NeedsLevel, Pairing
from network.pairings.queries.inside import inside_of
from network.pairings.queries.pairings import visible_to
from network.pairings.rules.needs import Moment
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """One look at where the mentee stands."""

    moment: Moment
    answered_on: date
    note: str
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NeedsView:
    """All looks of a pairing, and what the mentee's entry says that it wants, the first most."""

    looks: Mapping[Moment, AssessmentView] = field(default_factory=dict)
    wanted: tuple[str, ...] = ()

    @property
    def levels(self) -> dict[Moment, Mapping[str, int]]:
        return {moment: look.levels for moment, look in self.looks.items()}

    @property
    def latest(self) -> Mapping[str, int]:
        """What was said last of each topic."""
        found: dict[str, int] = {}
        for moment in Moment:
            if moment in self.looks:
                found.update(self.looks[moment].levels)
        return found


def needs_of(actor: Actor, pairing_id: UUID) -> NeedsView:
    """The needs of a pairing. At most three statements. Raises NotFound."""
    pairing = inside_of(actor, pairing_id)
    asked = (
        select(NeedsAssessment.moment, NeedsAssessment.answered_on, NeedsAssessment.note, NeedsLevel.topic, NeedsLevel.level)
        .outerjoin(NeedsLevel, NeedsLevel.assessment_id == NeedsAssessment.id)
        .where(NeedsAssessment.pairing_id == pairing_id)
    )
    looks: dict[Moment, tuple[date, str, dict[str, int]]] = {}
    for moment, answered_on, note, topic, level in rows(asked):
        _, _, levels = looks.setdefault(Moment(moment), (answered_on, note, {}))
        if topic is not None:
            levels[topic] = level
    wants = select(OrganizationChoice.code).where(
        OrganizationChoice.organization_id == pairing.mentee_id, OrganizationChoice.list == "wants"
    )
    wanted = tuple(code for (code,) in rows(wants.order_by(OrganizationChoice.position, OrganizationChoice.code)))
    return NeedsView({moment: AssessmentView(moment, *looks[moment]) for moment in Moment if moment in looks}, wanted)


def moments_of(actor: Actor, pairing_id: UUID) -> frozenset[Moment]:
    """When somebody has looked at needs, without what was said: for whoever sees the pairing. One statement."""
    seen = visible_to(actor).where(Pairing.id == pairing_id).with_only_columns(Pairing.id)
    asked = select(NeedsAssessment.moment).where(NeedsAssessment.pairing_id.in_(seen))
    return frozenset(Moment(moment) for (moment,) in rows(asked))
