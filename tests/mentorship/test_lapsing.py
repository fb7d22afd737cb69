"""A proposal that somebody does not answer lapses on its day: nobody waits without news, and a promised place is free again."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from network.kernel import clock
from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import Conflict, Denied
from network.mentorship import commands
from network.mentorship.commands import AnswerDraft
from network.mentorship.jobs import lapse_proposals
from network.mentorship.models import Proposal, Round
from network.mentorship.rules.lifecycle import ProposalState
from network.pairings.rules.states import Side
from network.storage.db import db
from tests.factories.mentorship import Offer, make_mentee, make_mentor, make_proposal
from tests.factories.people import lead_of, make_member, make_person
from tests.journal import facts
from tests.notifications.inboxes import Begin, inbox_of


def offer(mentor: str = "Juniper Peers", mentee: str = "Driftwood House", **more: int) -> tuple[Offer, UUID, UUID]:
    one, other = make_mentor(mentor, **more), make_mentee(mentee)
    return make_proposal(one, other), one, other


def state_of(made: Offer) -> str:
    db.session.rollback()
    return db.session.get_one(Proposal, made.proposal_id).state


def after(days: int) -> None:
    """The clock's work, so many days later."""
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        for _ in range(2):
            lapse_proposals(SYSTEM)


def test_it_lapses_on_its_day_and_once(app: Flask) -> None:
    made, *_ = offer()
    version = db.session.get_one(Round, made.round_id).version
    after(20)
    assert state_of(made) == ProposalState.PROPOSED
    after(21)
    assert state_of(made) == ProposalState.LAPSED
    assert db.session.get_one(Round, made.round_id).version == version + 1
    assert facts("proposal_lapsed") == [{"proposal_id": str(made.proposal_id)}]


def test_one_yes_does_not_keep_it_and_its_place_is_free_again(app: Flask) -> None:
    mentor, one, other = make_mentor(capacity=1), make_mentee(), make_mentee("Wayside House")
    first, second = make_proposal(mentor, one), None
    commands.answer_proposal(lead_of(mentor), first.proposal_id, Side.MENTOR, AnswerDraft(True))
    second = make_proposal(mentor, other)
    with pytest.raises(Conflict):
        commands.answer_proposal(lead_of(mentor), second.proposal_id, Side.MENTOR, AnswerDraft(True))
    db.session.get_one(Proposal, second.proposal_id).published_at += timedelta(days=10)
    db.session.commit()
    after(22)
    assert (state_of(first), state_of(second)) == (ProposalState.LAPSED, ProposalState.PROPOSED)
    commands.answer_proposal(lead_of(mentor), second.proposal_id, Side.MENTOR, AnswerDraft(True))


def test_what_both_accepted_stays(app: Flask) -> None:
    made, mentor, mentee = offer()
    for side, who in ((Side.MENTOR, mentor), (Side.MENTEE, mentee)):
        commands.answer_proposal(lead_of(who), made.proposal_id, side, AnswerDraft(True))
    after(400)
    assert state_of(made) == ProposalState.ACCEPTED


def test_nobody_but_the_clock_does_it_and_not_before_its_day(app: Flask) -> None:
    made, mentor, _ = offer()
    with pytest.raises(Conflict):
        commands.lapse_proposal(SYSTEM, made.proposal_id)
    with pytest.raises(Denied):
        commands.lapse_proposal(lead_of(mentor), made.proposal_id)
    assert state_of(made) == ProposalState.PROPOSED
    assert not facts("proposal_lapsed")


def test_both_sides_read_not_this_time_and_coordinators_who_they_were(app: Flask, sign_in: Begin) -> None:
    made, mentor, mentee = offer()
    leads = [make_member(each, name=f"Lead {number}", is_lead=True) for number, each in enumerate((mentor, mentee))]
    maren = make_person("Maren Ostrowski", role=Role.COORDINATOR)
    assert "Answer by" in sign_in(leads[1]).get(f"/mentorship/proposals/{made.proposal_id}").get_data(as_text=True)
    after(21)
    for person in leads:
        (said,) = inbox_of(sign_in, person)
        assert said.startswith("Not this time")
    assert inbox_of(sign_in, maren) == ["A proposal was not answered in time: Juniper Peers and Driftwood House."]
    assert "Answer by" not in sign_in(leads[1]).get(f"/mentorship/proposals/{made.proposal_id}").get_data(as_text=True)
