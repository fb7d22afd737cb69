"""What the two sides can do with needs: say where the mentee stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.pairings.events import NeedsAssessed
from network.pairings.models import NeedsAssessment, NeedsLevel
from network.pairings.queries.inside import held_pairing
from network.pairings.rules.needs import LEVEL_WORDS, Moment
from network.pairings.rules.states import insist_running
from network.policy import Permission, authorize
from network.settings.queries import catalogue
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class NeedsDraft:
    """How far the mentee is with each topic, 0 to 4; topics left out are not for this pairing."""

    levels: Mapping[str, int]
    note: str = ""


@command
def assess_needs(actor: Actor, pairing_id: UUID, moment: Moment, draft: NeedsDraft) -> None:
    """Say where the mentee stands; saying it again replaces what was said of the same moment.

    Raises Invalid where no topic is said, Conflict for the middle or the end before the start.
    """
    pairing = held_pairing(actor, pairing_id)
    authorize(actor, Permission.PAIRING_WRITE, pairing)
    insist_running(pairing.state)
    if not draft.levels:
        raise Invalid("form", words("Say how far you are with one topic or more."))
    known = {entry.code for entry in catalogue().entries("topic")}
    if not draft.levels.keys() <= known or not set(draft.levels.values()) <= LEVEL_WORDS.keys():
        raise Invalid("form", words("This is not on the list any more. Choose again."))
    mine = NeedsAssessment.pairing_id == pairing_id
    looks = {row.moment: row for row in db.session.scalars(select(NeedsAssessment).where(mine))}
    if moment is not Moment.START and Moment.START not in looks:
        raise Conflict(words("Begin with where things stand at the start. Then the two can be compared."))
    row = looks.get(moment) or NeedsAssessment(id=uuid4(), pairing_id=pairing_id, moment=moment)
    row.answered_on, row.answered_by_id, row.note = clock.today(), actor.person_id, draft.note
    db.session.add(row)
    db.session.flush()  # the levels refer to it
    db.session.execute(delete(NeedsLevel).where(NeedsLevel.assessment_id == row.id))
    db.session.add_all(NeedsLevel(assessment_id=row.id, topic=topic, level=level) for topic, level in draft.levels.items())
    record(actor, NeedsAssessed(pairing_id=pairing_id, kind=moment, topics=len(draft.levels)))
