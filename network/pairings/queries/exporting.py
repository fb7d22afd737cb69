"""Pairings and their logs for a file, for those who may take it away."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select

from network.kernel.actor import Actor
from network.pairings.models import MentoringSession, Pairing, SessionTopic
from network.pairings.queries.pairings import Mentee, Mentor
from network.pairings.rules.exporting import PairingExported, SessionExported
from network.pairings.rules.states import PAIRING_WORDS, PairingState
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage.reading import rows

S = MentoringSession


def pairings_for_export(actor: Actor) -> list[PairingExported]:
    """All pairings, by who learns. Two statements. Raises Denied."""
    authorize(actor, Permission.PAIRING_EXPORT)
    lists = catalogue()
    told = (Pairing.state, Pairing.began_on, Pairing.ended_on, Pairing.ended_why, Pairing.is_second, Pairing.from_round)
    asked = (
        select(Mentor.name, Mentee.name, *told)
        .join(Mentor, Mentor.id == Pairing.mentor_id)
        .join(Mentee, Mentee.id == Pairing.mentee_id)
        .order_by(Mentee.folded, Pairing.began_on, Pairing.id)
    )
    return [
        PairingExported(
            mentor, mentee, str(PAIRING_WORDS[PairingState(state)]), began, ended, lists.label("end_reason", why), second, title
        )
        for mentor, mentee, state, began, ended, why, second, title in rows(asked)
    ]


def sessions_for_export(actor: Actor) -> list[SessionExported]:
    """All sessions, by who learns and by day, without a word of what the sides wrote. Three statements. Raises Denied."""
    authorize(actor, Permission.PAIRING_EXPORT)
    lists = catalogue()
    topics: defaultdict[UUID, list[str]] = defaultdict(list)
    for session_id, code in rows(select(SessionTopic.session_id, SessionTopic.code).order_by(SessionTopic.code)):
        topics[session_id].append(lists.label("topic", code))
    told = (S.held_on, S.how, S.minutes, S.next_on, S.in_kind_minutes, S.travel_minutes, S.travel_km, S.travel_cents, S.funding)
    asked = (
        select(S.id, Mentor.name, Mentee.name, Pairing.began_on, *told)
        .join(Pairing, Pairing.id == S.pairing_id)
        .join(Mentor, Mentor.id == Pairing.mentor_id)
        .join(Mentee, Mentee.id == Pairing.mentee_id)
        .order_by(Mentee.folded, Pairing.began_on, Pairing.id, S.held_on, S.id)
    )
    return [
        SessionExported(
            mentor, mentee, began, held, lists.label("way", how), minutes, tuple(topics[id]), coming, kind, road, km, cents,
            lists.label("funding_source", funding),
        )
        for id, mentor, mentee, began, held, how, minutes, coming, kind, road, km, cents, funding in rows(asked)
    ]  # fmt: skip
