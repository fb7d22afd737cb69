"""Whether anything that a plan was made from has changed since. Whatever the problem reads leaves a mark; all are asked here.

What coordinators decide about the round, and what becomes of its own proposals, raise the round's version. Entries, wishes and
bars mark the organization, corrections mark the community. The round that closed last tells who was left out. Promises of
other rounds are known by when they were given or ended, pairings by when they ended or were brought in, organizations and
pairings taken out again by when their import was undone, lists and settings by a digest that is kept with the plan.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, exists, or_, select

from network.mentorship.models import Answer, Proposal, Round
from network.organizations.models import ImportBatch, Organization
from network.pairings.models import Pairing, PairingImport
from network.pairings.rules.states import Side
from network.places.models import Community
from network.settings.queries import catalogue
from network.settings.rules import Catalogue
from network.spaces.models import Space
from network.storage.columns import UtcDateTime
from network.storage.reading import rows

LISTS = ("language", "way", "topic", "population", "work_setting")
"""Those whose words stand in a plan's reasons."""


class Ran(NamedTuple):
    """What of a run is asked: the version of its round then, when it was made, its figures."""

    version: int
    made_at: datetime
    figures: Any


def is_up_to_date(round_id: UUID, version: int, ran: Ran) -> bool:
    """Whether the run is what the round, at its version of now, would give. At most one statement beside those of every page."""
    return ran.version == version and not changed_since(ran.made_at, round_id) and _words_hold(ran.figures)


def changed_since(moment: datetime, round_id: UUID) -> bool:
    """Whether an organization, a place or a promise of another round changed after the moment. One statement."""
    return bool(rows(_CHANGED, {"moment": moment, "round": round_id})[0][0])


@lru_cache(maxsize=8)
def words_digest(known: Catalogue) -> str:
    """The same as long as the lists that matching reads have the same words, and a large place the same size.

    Worked out once for each catalogue, which never changes: every page of a round asks it.
    """
    words = [[name, [[entry.code, entry.label] for entry in known.entries(name)]] for name in LISTS]
    said = json.dumps([known.get("large_place_population"), words], ensure_ascii=False)
    return sha256(said.encode()).hexdigest()


def _words_hold(figures: Any) -> bool:
    return "words" not in figures or figures["words"] == words_digest(catalogue())  # plans of before have none


def _changes() -> Sequence[ColumnElement[bool]]:
    moment = bindparam("moment", type_=UtcDateTime)
    others = Proposal.round_id != bindparam("round", type_=Uuid)
    said = or_(and_(Answer.side == Side.MENTOR, Answer.answered_at > moment), Answer.overturned_at > moment)
    brought_in = Pairing.proposal_id.is_(None), Pairing.ended_on.is_(None)
    return (
        exists().where(Organization.changed_at > moment),
        exists().where(Community.changed_at > moment),
        exists().where(ImportBatch.undone_at > moment),
        exists().where(Round.closed_at > moment),
        exists().where(Proposal.ended_at > moment, others),
        exists().where(Answer.proposal_id == Proposal.id, others, said),
        exists().where(Pairing.ended_at > moment),
        exists().where(PairingImport.undone_at > moment),
        exists().where(Space.id == Pairing.space_id, Space.opened_at > moment, *brought_in),
    )


_CHANGED = select(or_(*_changes()))
