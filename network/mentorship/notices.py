"""Who is told about proposals, answers and large plans. Each side hears of its own answer and the outcome, never the other's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from network.accounts.queries import people_with
from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor, Role
from network.kernel.words import Words, words
from network.mentorship.events import (
    AnswerOverturned,
    MatchingDone,
    MatchingFailed,
    ProposalAnswered,
    ProposalLapsed,
    ProposalWithdrawn,
    RoundClosed,
    RoundPublished,
)
from network.mentorship.queries.telling import Sides, asker_of, parties_of, proposals_seen, titles_seen
from network.organizations.queries.telling import leads_of
from network.pairings.rules.states import Side

PROPOSED, ENDED = "mentorship.proposed", "mentorship.ended"
OWN_YES, OWN_NO = "mentorship.own_yes", "mentorship.own_no"
PHONE_YES, PHONE_NO = "mentorship.phone_yes", "mentorship.phone_no"
PLANNED, UNPLANNED = "mentorship.planned", "mentorship.unplanned"  # for who asked the clock for a plan
SIDE_YES, SIDE_NO = "mentorship.side_yes", "mentorship.side_no"  # for coordinators, who see both
LAPSED = "mentorship.lapsed"

FOR_SIDES = {
    PROPOSED: words("A proposal was made to your organization: %(other)s."),
    ENDED: words("Not this time: the proposal with %(other)s is no longer open."),
    OWN_YES: words("Your organization said yes to a proposal: %(other)s."),
    OWN_NO: words("Your organization said no to a proposal: %(other)s."),
    PHONE_YES: words("A coordinator wrote down that your organization said yes: %(other)s."),
    PHONE_NO: words("A coordinator wrote down that your organization said no: %(other)s."),
}
OF_PLANS = {
    PLANNED: words("The plan that you asked for is made: %(round)s."),
    UNPLANNED: words("No new plan could be made: %(round)s. Nothing was changed."),
}
FOR_COORDINATORS = {
    SIDE_YES: words("One side said yes: %(mentor)s and %(mentee)s."),
    SIDE_NO: words("One side said no: %(mentor)s and %(mentee)s."),
    LAPSED: words("A proposal was not answered in time: %(mentor)s and %(mentee)s."),
}


@announces(RoundPublished)
def of_publishing(fact: RoundPublished) -> Iterable[Notice]:
    """The leads of both sides of each new proposal, and of each that was taken back."""
    yield from _to_leads(PROPOSED, fact.proposal_ids, is_urgent=True)
    yield from _to_leads(ENDED, fact.withdrawn_ids)


@announces(ProposalWithdrawn)
def of_taking_back(fact: ProposalWithdrawn) -> Iterable[Notice]:
    """The leads of both sides."""
    return _to_leads(ENDED, (fact.proposal_id,))


@announces(ProposalLapsed)
def of_a_lapse(fact: ProposalLapsed) -> Iterable[Notice]:
    """The leads of both sides, and the coordinators, who match anew."""
    yield from _to_leads(ENDED, (fact.proposal_id,))
    for person_id in sorted(people_with(Role.COORDINATOR)):
        yield Notice(person_id, LAPSED, {"proposal": fact.proposal_id})


@announces(RoundClosed)
def of_closing(fact: RoundClosed) -> Iterable[Notice]:
    """The leads of both sides of what nobody had answered."""
    return _to_leads(ENDED, fact.lapsed_ids)


@announces(ProposalAnswered)
def of_an_answer(fact: ProposalAnswered) -> Iterable[Notice]:
    """The leads of that side, the coordinators; after a no also the other side, which reads "not this time"."""
    own = (PHONE_YES if fact.is_yes else PHONE_NO) if fact.is_by_phone else (OWN_YES if fact.is_yes else OWN_NO)
    return _of_answer(fact.proposal_id, fact.side, own, is_yes=fact.is_yes)


@announces(AnswerOverturned)
def of_a_replaced_answer(fact: AnswerOverturned) -> Iterable[Notice]:
    """The same, as for a first answer."""
    return _of_answer(fact.proposal_id, fact.side, OWN_YES if fact.is_yes else OWN_NO, is_yes=fact.is_yes)


@announces(MatchingDone)
def of_a_plan(fact: MatchingDone) -> Iterable[Notice]:
    """Who asked for it: she may have left the page long ago."""
    return _to_asker(PLANNED, fact.matching_id, fact.round_id)


@announces(MatchingFailed)
def of_no_plan(fact: MatchingFailed) -> Iterable[Notice]:
    """The same."""
    return _to_asker(UNPLANNED, fact.matching_id, fact.round_id)


@shows(*OF_PLANS)
def show_plans(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the round still. A failure leads to why, as long as nobody asked again."""
    titles = titles_seen(actor, {UUID(each.about["round"]) for each in told})
    return {
        each.id: Shown(
            Words(OF_PLANS[each.template].msgid, {"round": titles[round_id]}),
            Link("mentorship.show_matching" if each.template == UNPLANNED else "mentorship.show_round", {"round_id": round_id}),
        )
        for each in told
        if (round_id := UUID(each.about["round"])) in titles
    }


@shows(*FOR_SIDES)
def show_to_sides(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who belongs to a side of it still."""
    seen = proposals_seen(actor, {UUID(each.about["proposal"]) for each in told})
    shown = {}
    for each in told:
        sides = seen.get(UUID(each.about["proposal"]))
        if sides is not None and actor.organization_ids & {sides.mentor_id, sides.mentee_id}:
            said = Words(FOR_SIDES[each.template].msgid, {"other": _other(actor, sides)})
            shown[each.id] = Shown(said, Link("mentorship.show_proposal", {"proposal_id": sides.id}))
    return shown


@shows(*FOR_COORDINATORS)
def show_to_coordinators(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who is a coordinator still."""
    seen = proposals_seen(actor, {UUID(each.about["proposal"]) for each in told}) if actor.is_coordinator else {}
    return {
        each.id: Shown(
            _said(FOR_COORDINATORS[each.template], sides), Link("mentorship.show_answers", {"round_id": sides.round_id})
        )
        for each in told
        if (sides := seen.get(UUID(each.about["proposal"]))) is not None
    }


def _other(actor: Actor, sides: Sides) -> str:
    return sides.mentee if sides.mentor_id in actor.organization_ids else sides.mentor


def _said(said: Words, sides: Sides) -> Words:
    return Words(said.msgid, {"mentor": sides.mentor, "mentee": sides.mentee})


def _to_asker(template: str, matching_id: UUID, round_id: UUID) -> Iterator[Notice]:
    person_id = asker_of(matching_id)
    if person_id is not None:
        yield Notice(person_id, template, {"round": round_id}, to_doer=True)


def _to_leads(template: str, proposal_ids: Iterable[UUID], *, is_urgent: bool = False) -> Iterator[Notice]:
    found = parties_of(proposal_ids)
    leads = leads_of({each for both in found.values() for each in (both.mentor_id, both.mentee_id)})
    for proposal_id, both in found.items():
        for person_id in sorted(leads.get(both.mentor_id, frozenset()) | leads.get(both.mentee_id, frozenset())):
            yield Notice(person_id, template, {"proposal": proposal_id}, is_urgent)


def _of_answer(proposal_id: UUID, side: str, own: str, *, is_yes: bool) -> Iterator[Notice]:
    both = parties_of((proposal_id,)).get(proposal_id)
    if both is None or (is_yes and both.is_paired):  # then they read that a pairing has begun
        return
    mine, other = (both.mentor_id, both.mentee_id) if side == Side.MENTOR else (both.mentee_id, both.mentor_id)
    leads = leads_of({mine, other})
    about = {"proposal": proposal_id}
    for person_id in sorted(leads.get(mine, frozenset())):
        yield Notice(person_id, own, about)
    if not is_yes:
        for person_id in sorted(leads.get(other, frozenset()) - leads.get(mine, frozenset())):
            yield Notice(person_id, ENDED, about)
    for person_id in sorted(people_with(Role.COORDINATOR)):
        yield Notice(person_id, SIDE_YES if is_yes else SIDE_NO, about)
