"""Who is told that a second person's word is needed, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from network.approvals import queries
from network.approvals.events import (
    ApprovalAsked,
    ApprovalGiven,
    ApprovalLapsed,
    ApprovalRefused,
    ApprovalTokenMade,
    WaitAnnounced,
)
from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import words

ASKED, ANNOUNCED, TOKEN_MADE = "approvals.asked", "approvals.announced", "approvals.token_made"
GIVEN, REFUSED, LAPSED = "approvals.given", "approvals.refused", "approvals.lapsed"

SAID = {
    ASKED: words("Somebody asks for your yes or no."),
    ANNOUNCED: words("Something will be done in seven days unless you or another refuses."),
    TOKEN_MADE: words("A token was made that can stand for a second person's word."),
    GIVEN: words("What needed two people was approved and done."),
    REFUSED: words("What you asked for was refused."),
    LAPSED: words("Nobody answered what you asked for within a month."),
}


@announces(ApprovalAsked)
def of_asking(fact: ApprovalAsked) -> Iterable[Notice]:
    """All who may approve it but the asker, who did it."""
    return _to_holders(ASKED, fact.approval_id, is_urgent=True)


@announces(WaitAnnounced)
def of_an_announced_wait(fact: WaitAnnounced) -> Iterable[Notice]:
    """All who may still refuse it."""
    return _to_holders(ANNOUNCED, fact.approval_id, is_urgent=True)


@announces(ApprovalTokenMade)
def of_a_token(fact: ApprovalTokenMade) -> Iterable[Notice]:
    """All who may approve it: whoever runs the server made it, at a command line that none of them sees."""
    return _to_holders(TOKEN_MADE, fact.approval_id)


@announces(ApprovalGiven)
def of_a_yes(fact: ApprovalGiven) -> Iterable[Notice]:
    """The asker, and all who could have answered."""
    yield from _to_holders(GIVEN, fact.approval_id, and_also={fact.asked_by_id})


@announces(ApprovalRefused)
def of_a_no(fact: ApprovalRefused) -> Iterable[Notice]:
    """The asker."""
    return _to_asker(REFUSED, fact.approval_id)


@announces(ApprovalLapsed)
def of_silence(fact: ApprovalLapsed) -> Iterable[Notice]:
    """The asker."""
    return _to_asker(LAPSED, fact.approval_id)


@shows(*SAID)
def show(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """What she may see still: by her right, or since she asked."""
    seen = queries.seen_of(actor, {UUID(each.about["approval"]) for each in told})
    return {each.id: _shown(each) for each in told if UUID(each.about["approval"]) in seen}


def _shown(told: Told) -> Shown:
    return Shown(SAID[told.template], Link("approvals.show", {"approval_id": told.about["approval"]}))


def _to_holders(template: str, approval_id: UUID, *, is_urgent: bool = False, and_also: Iterable[UUID] = ()) -> Iterator[Notice]:
    for person_id in sorted({*queries.holders_of(approval_id), *and_also}):
        yield Notice(person_id, template, {"approval": approval_id}, is_urgent)


def _to_asker(template: str, approval_id: UUID) -> Iterator[Notice]:
    asker = queries.asker_of(approval_id)
    if asker is not None:
        yield Notice(asker, template, {"approval": approval_id})
