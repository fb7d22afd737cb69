"""Who hears of proposals, answers and pairings; and that no side learns from a notice what the other side said."""

from uuid import UUID

from flask import Flask
from sqlalchemy import delete, select, update

from network.accounts.models import RoleHolding
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.mail.memory import Memory
from network.mentorship import commands
from network.mentorship.commands import AnswerDraft, PhoneAnswerDraft
from network.mentorship.models import Proposal, Round
from network.mentorship.rules.lifecycle import RoundState
from network.notifications.jobs import post
from network.organizations.models import Membership
from network.pairings.rules.states import Side
from network.storage.db import db
from tests.factories.mentorship import Offer, make_mentee, make_mentor, make_proposal, match, open_round
from tests.factories.people import coordinator, make_member, make_person
from tests.notifications.inboxes import HIDDEN, Begin, inbox_of

MENTOR, MENTEE = "Mountain View Peer Support", "Driftwood Transition House"
YES, NO = AnswerDraft(True), AnswerDraft(False, "no staff until spring")


def lead(organization_id: UUID, name: str) -> tuple[UUID, Actor]:
    person_id = make_member(organization_id, is_lead=True, name=name)
    mine = frozenset({organization_id})
    return person_id, Actor(person_id=person_id, name=name, organization_ids=mine, lead_of=mine)


class Pair:
    """A proposal with a lead on each side, a member who leads nothing, and a coordinator."""

    def __init__(self) -> None:
        self.offer: Offer = make_proposal(make_mentor(), make_mentee())
        self.mentor, self.as_mentor = lead(self.offer.mentor_id, "Amélie Rousseau")
        self.mentee, self.as_mentee = lead(self.offer.mentee_id, "Rena Okada")
        self.second, _ = lead(self.offer.mentee_id, "Ines Halloran")
        self.member = make_member(self.offer.mentee_id)
        self.coordinator = make_person("Maren Ostrowski", role=Role.COORDINATOR)

    def answer(self, side: Side, draft: AnswerDraft) -> None:
        who = self.as_mentor if side is Side.MENTOR else self.as_mentee
        commands.answer_proposal(who, self.offer.proposal_id, side, draft)


def test_publishing_tells_the_leads_of_both_sides_and_nobody_else(app: Flask, sign_in: Begin, mailbox: Memory) -> None:
    mentor_id, mentee_id = make_mentor(), make_mentee()
    mentor, _ = lead(mentor_id, "Amélie Rousseau")
    mentee, _ = lead(mentee_id, "Rena Okada")
    member = make_member(mentee_id)
    round_id = open_round()
    match(round_id)
    commands.publish_round(coordinator(), round_id)
    assert inbox_of(sign_in, mentor) == [f"A proposal was made to your organization: {MENTEE}."]
    assert inbox_of(sign_in, mentee) == [f"A proposal was made to your organization: {MENTOR}."]
    assert inbox_of(sign_in, member) == []
    post(SYSTEM)
    assert len(mailbox.sent) == 2
    for mail in mailbox.sent:
        for telling in (MENTOR, MENTEE, "proposal", "mentor", "organization"):
            assert telling.casefold() not in f"{mail.subject} {mail.text}".casefold()


def test_a_first_yes_is_told_to_its_own_side_and_to_coordinators_only(app: Flask, sign_in: Begin) -> None:
    pair = Pair()
    pair.answer(Side.MENTEE, YES)
    assert inbox_of(sign_in, pair.mentor) == []
    assert inbox_of(sign_in, pair.mentee) == []  # she did it
    assert inbox_of(sign_in, pair.second) == [f"Your organization said yes to a proposal: {MENTOR}."]
    assert inbox_of(sign_in, pair.member) == []
    assert inbox_of(sign_in, pair.coordinator) == [f"One side said yes: {MENTOR} and {MENTEE}."]


def test_a_no_tells_the_other_side_not_this_time_whoever_said_it(app: Flask, sign_in: Begin) -> None:
    pair = Pair()
    pair.answer(Side.MENTOR, NO)
    not_this_time = [f"Not this time: the proposal with {MENTOR} is no longer open."]
    assert inbox_of(sign_in, pair.mentee) == inbox_of(sign_in, pair.second) == not_this_time
    assert inbox_of(sign_in, pair.coordinator) == [f"One side said no: {MENTOR} and {MENTEE}."]
    other = Pair()
    commands.withdraw_proposal(coordinator(), other.offer.proposal_id)
    assert inbox_of(sign_in, other.mentee) == not_this_time  # the same words: nobody can tell who ended it


def test_two_yeses_tell_both_sides_that_a_pairing_has_begun(app: Flask, sign_in: Begin) -> None:
    pair = Pair()
    pair.answer(Side.MENTEE, YES)
    pair.answer(Side.MENTOR, YES)
    begun = f"Both said yes. A pairing has begun: {MENTOR} and {MENTEE}."
    assert inbox_of(sign_in, pair.mentor) == [begun]
    assert inbox_of(sign_in, pair.mentee) == [begun]
    assert inbox_of(sign_in, pair.second) == [begun]
    assert inbox_of(sign_in, pair.coordinator) == [begun]


def test_an_answer_by_phone_is_told_to_the_side_that_can_replace_it(app: Flask, sign_in: Begin) -> None:
    pair = Pair()
    said = PhoneAnswerDraft(False, "Rena", clock.today())
    commands.answer_by_phone(coordinator(), pair.offer.proposal_id, Side.MENTEE, said)
    told = [f"A coordinator wrote down that your organization said no: {MENTOR}."]
    assert inbox_of(sign_in, pair.mentee) == inbox_of(sign_in, pair.second) == told
    assert inbox_of(sign_in, pair.mentor) == [f"Not this time: the proposal with {MENTEE} is no longer open."]


def test_who_left_the_organization_reads_nothing_of_it_any_more(app: Flask, sign_in: Begin) -> None:
    pair = Pair()
    pair.answer(Side.MENTEE, YES)
    assert len(inbox_of(sign_in, pair.second)) == 1
    pair.answer(Side.MENTOR, YES)
    assert len(inbox_of(sign_in, pair.second)) == 2
    db.session.execute(update(Membership).where(Membership.person_id == pair.second).values(ended_at=clock.now()))
    db.session.commit()
    assert inbox_of(sign_in, pair.second) == [HIDDEN, HIDDEN]


def test_who_is_no_coordinator_any_more_reads_nothing_of_answers(app: Flask, sign_in: Begin) -> None:
    pair = Pair()
    pair.answer(Side.MENTEE, YES)
    assert inbox_of(sign_in, pair.coordinator) != []
    db.session.execute(delete(RoleHolding))
    db.session.commit()
    assert inbox_of(sign_in, pair.coordinator) == [HIDDEN]


def test_closing_a_round_tells_those_whose_proposal_lapsed(app: Flask, sign_in: Begin) -> None:
    pair = Pair()
    db.session.execute(update(Round).values(state=RoundState.PUBLISHED))
    db.session.commit()
    commands.close_round(coordinator(), pair.offer.round_id)
    assert db.session.scalars(select(Proposal.state)).one() != "proposed"
    assert inbox_of(sign_in, pair.mentor) == [f"Not this time: the proposal with {MENTEE} is no longer open."]
