"""What a file of pairings or sessions is held against, and what bringing it in would do."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from network.kernel import clock
from network.kernel.actor import Actor
from network.organizations.models import DoNotPair, Organization
from network.pairings.models import MentoringSession, Pairing
from network.pairings.rules.importing import (
    Effect,
    FileRows,
    Known,
    ListKind,
    OrganizationKnown,
    PairingKnown,
    Verdict,
    judge_pairings,
    judge_sessions,
    mark_of,
)
from network.pairings.rules.states import RUNNING_PAIRINGS, PairingState
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage.reading import rows

LISTS = ("end_reason", "way", "topic", "funding_source")
S = MentoringSession


@dataclass(frozen=True, slots=True)
class BringingPlan:
    """Each row of a file with its verdict. `mark` differs where any of them does; `unread` are columns that nobody knows."""

    kind: ListKind
    verdicts: tuple[Verdict, ...]
    mark: str
    unread: tuple[str, ...] = ()

    def having(self, effect: Effect) -> tuple[Verdict, ...]:
        """The rows of which this becomes."""
        return tuple(each for each in self.verdicts if each.effect is effect)

    @property
    def counts(self) -> Mapping[Effect, int]:
        """How many rows of each."""
        return Counter(each.effect for each in self.verdicts)


def bringing_plan(actor: Actor, file: FileRows) -> BringingPlan:
    """What bringing the file in would do. Three statements for pairings, as many for sessions. Raises Denied."""
    authorize(actor, Permission.PAIRING_IMPORT)
    is_log = file.kind is ListKind.SESSIONS
    known = Known(
        organizations=_organizations(),
        lists={name: catalogue().entries(name) for name in LISTS},
        today=clock.today(),
        pairings=_pairings(),
        sessions=_sessions() if is_log else {},
        barred=frozenset() if is_log else _barred(),
    )
    verdicts = judge_sessions(file.rows, known) if is_log else judge_pairings(file.rows, known)
    return BringingPlan(file.kind, verdicts, mark_of(verdicts), file.unread)


def _organizations() -> tuple[OrganizationKnown, ...]:
    runs = Pairing.state.in_(tuple(RUNNING_PAIRINGS))
    mentors = select(func.count(Pairing.id)).where(Pairing.mentor_id == Organization.id, runs).scalar_subquery()
    asked = select(Organization.id, Organization.name, Organization.capacity, mentors)
    return tuple(OrganizationKnown(*each) for each in rows(asked.where(Organization.merged_into_id.is_(None))))


def _pairings() -> tuple[PairingKnown, ...]:
    asked = select(Pairing.id, Pairing.mentor_id, Pairing.mentee_id, Pairing.state, Pairing.began_on, Pairing.ended_on)
    return tuple(
        PairingKnown(id, mentor, mentee, PairingState(state), began, ended)
        for id, mentor, mentee, state, began, ended in rows(asked.order_by(Pairing.began_on, Pairing.id))
    )


def _sessions() -> dict[tuple[UUID, date, str, int], int]:
    asked = select(S.pairing_id, S.held_on, S.how, S.minutes, func.count()).group_by(S.pairing_id, S.held_on, S.how, S.minutes)
    return {(pairing, held, how, minutes): count for pairing, held, how, minutes, count in rows(asked)}


def _barred() -> frozenset[frozenset[UUID]]:
    return frozenset(frozenset(two) for two in rows(select(DoNotPair.organization_id, DoNotPair.other_id)))
