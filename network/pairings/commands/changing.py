"""Pausing a pairing, going on with it, extending, completing and ending it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor
from network.kernel.event import Event
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.organizations.commands import set_capacity, set_waiting
from network.organizations.models import Organization
from network.pairings import queries
from network.pairings.events import (
    MentoringAnswered,
    PairingCompleted,
    PairingEnded,
    PairingExtended,
    PairingPaused,
    PairingResumed,
)
from network.pairings.models import Pairing, PairingNote
from network.pairings.rules.changes import ALLOWED, Change, WillMentor, let_down_by, problem_with_day
from network.pairings.rules.states import PairingState
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.spaces.commands import close_space
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """What is to be changed. `day`: until when it rests or runs; `why` a code of the list of reasons; `note` for coordinators.

    `wants_again`: the mentee takes its old place in line. `is_silent`: nobody is told; for coordinators alone.
    """

    change: Change
    day: date | None = None
    why: str = ""
    note: str = ""
    wants_again: bool = False
    is_silent: bool = False


@command
def change_pairing(actor: Actor, pairing_id: UUID, draft: ChangeDraft) -> None:
    """Change it. Its log, and who reads it, stay."""
    pairing = queries.get_for_change(actor, pairing_id)
    authorize(actor, Permission.PAIRING_CHANGE, queries.facts_of([pairing])[pairing.id])
    if draft.change not in ALLOWED[PairingState(pairing.state)]:
        raise Conflict(words("This can't be done to the pairing as it stands now."))
    today = queries.today_of(pairing.id)
    if problem := problem_with_day(draft.change, draft.day, today) if draft.change in (Change.PAUSE, Change.EXTEND) else None:
        raise Invalid("day", problem)
    is_silent = draft.is_silent and actor.is_coordinator
    if draft.change is Change.END:
        if draft.why not in {entry.code for entry in catalogue().entries("end_reason")}:
            raise Invalid("why", words("Choose a reason."))
        _end(actor, pairing, PairingEnded(
            pairing_id=pairing.id, why_code=draft.why, is_rematch=draft.wants_again, is_silent=is_silent
        ))  # fmt: skip
    else:
        record(actor, _changed(actor, pairing, draft, is_silent))
    if draft.note:
        note = PairingNote(id=uuid4(), pairing_id=pairing.id, text=draft.note, written_at=clock.now())
        note.written_by_id = actor.person_id
        db.session.add(note)


@command
def let_go(actor: Actor, pairing_id: UUID) -> bool:
    """End a pairing whose organization closed or rests for long, as the clock finds it; nothing when that is over by now."""
    pairing = queries.get_for_change(actor, pairing_id)
    authorize(actor, Permission.PAIRING_CHANGE, queries.facts_of([pairing])[pairing.id])
    why = let_down_by(queries.standing_of(pairing), clock.today(), catalogue().get("mentor_rest_days"))
    if why is None or not ALLOWED[PairingState(pairing.state)]:
        raise Conflict(words("This pairing can go on."))
    is_rematch = why.startswith("mentor")
    _end(actor, pairing, PairingEnded(pairing_id=pairing.id, why_code=why, is_rematch=is_rematch, is_silent=False))
    return True


@command
def answer_mentoring(actor: Actor, pairing_id: UUID, capacity: int) -> None:
    """Say how many the organization that learned will mentor; 0 for none."""
    pairing = queries.get_for_change(actor, pairing_id)
    mentee = db.session.get_one(Organization, pairing.mentee_id)
    authorize(actor, Permission.MENTORING_ANSWER, mentee)
    if pairing.will_mentor != WillMentor.ASKED:
        raise Conflict(words("This was answered already, or nobody asked."))
    pairing.will_mentor = WillMentor.YES if capacity else WillMentor.NO
    if capacity:
        set_capacity(actor, mentee.id, capacity)
    record(actor, MentoringAnswered(pairing_id=pairing.id, is_yes=bool(capacity)))


def _changed(actor: Actor, pairing: Pairing, draft: ChangeDraft, is_silent: bool) -> Event:
    today = queries.today_of(pairing.id)
    if draft.change is Change.PAUSE:
        pairing.state, pairing.paused_until = PairingState.PAUSED, draft.day
        return PairingPaused(pairing_id=pairing.id, until=draft.day, is_silent=is_silent)
    if draft.change is Change.EXTEND and draft.day is not None:
        pairing.ends_on = draft.day
        return PairingExtended(pairing_id=pairing.id, ends_on=draft.day, is_silent=is_silent)
    if draft.change is Change.RESUME:
        has_met = queries.last_way(pairing.id) != ""
        pairing.state, pairing.paused_until = PairingState.ACTIVE if has_met else PairingState.TRIAL, None
        pairing.resumed_on = today
        return PairingResumed(pairing_id=pairing.id, is_silent=is_silent)
    pairing.state, pairing.ended_on, pairing.paused_until = PairingState.COMPLETED, today, None
    pairing.will_mentor = WillMentor.ASKED
    _close(actor, pairing)
    return PairingCompleted(pairing_id=pairing.id, is_silent=is_silent)


def _close(actor: Actor, pairing: Pairing) -> None:
    pairing.ended_at = clock.now()
    if pairing.space_id is not None:
        close_space(actor, pairing.space_id)


def _end(actor: Actor, pairing: Pairing, fact: PairingEnded) -> None:
    pairing.state, pairing.ended_on, pairing.paused_until = PairingState.ENDED_EARLY, queries.today_of(pairing.id), None
    pairing.ended_why = fact.why_code
    _close(actor, pairing)
    pairing.is_let_down = fact.is_rematch and pairing.mentee_id not in actor.organization_ids
    if fact.is_rematch:
        set_waiting(SYSTEM, pairing.mentee_id, True, pairing.waited_since or pairing.began_on)
    record(actor, fact)
