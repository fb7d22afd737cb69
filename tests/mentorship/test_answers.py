"""Answers: each side for itself, by phone, replaced in time; and the pairing that two yeses make."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.journal.models import JournalEntry
from network.kernel import clock
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.mentorship import commands, queries
from network.mentorship.commands import AnswerDraft, PhoneAnswerDraft
from network.mentorship.models import Answer, Proposal
from network.mentorship.queries import Narrowing
from network.organizations.models import Organization
from network.pairings import queries as pairing_queries
from network.pairings.models import Pairing
from network.pairings.queries import PairingNarrowing
from network.pairings.rules.states import PairingState, Side
from network.spaces.models import Space, SpaceAccess
from network.storage.db import db
from tests.factories.mentorship import (
    Offer,
    make_answer,
    make_mentee,
    make_mentor,
    make_pairing,
    make_proposal,
    match,
    open_round,
    state_of,
)
from tests.factories.people import coordinator, lead_of, liaison_of, member_of

YES, NO = AnswerDraft(True), AnswerDraft(False, "no staff until spring")


def offer(capacity: int = 1) -> Offer:
    return make_proposal(make_mentor(capacity=capacity), make_mentee())


def by_phone(is_yes: bool = True, **more: Any) -> PhoneAnswerDraft:
    return PhoneAnswerDraft(is_yes, "Rena", clock.today(), **more)


def pairings() -> list[Pairing]:
    db.session.rollback()
    return list(db.session.scalars(select(Pairing)))


def organization(organization_id: UUID) -> Organization:
    db.session.rollback()
    return db.session.get_one(Organization, organization_id)


def number_of_facts(event: str) -> int:
    return len(db.session.scalars(select(JournalEntry.id).where(JournalEntry.event == event)).all())


def test_two_yeses_make_a_pairing_with_its_space(app: Flask) -> None:
    made = offer()
    commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    assert state_of(made.proposal_id) == "proposed"
    assert pairings() == []
    commands.answer_proposal(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, YES)
    assert state_of(made.proposal_id) == "accepted"
    (pairing,) = pairings()
    assert (pairing.mentor_id, pairing.mentee_id, pairing.state) == (
        made.mentor_id,
        made.mentee_id,
        PairingState.TRIAL,
    )
    space = db.session.get_one(Space, pairing.space_id)
    assert (space.kind, space.about_id) == ("pairing", pairing.id)
    entering = db.session.scalars(select(SpaceAccess.organization_id).where(SpaceAccess.space_id == space.id))
    assert set(entering) == {made.mentor_id, made.mentee_id}
    mentee = organization(made.mentee_id)
    assert (mentee.wants_mentor, mentee.waiting_since) == (False, None)
    assert number_of_facts("pairing_begun") == 1
    assert number_of_facts("proposal_answered") == 2
    assert queries.get_round(coordinator(), made.round_id).state == "confirming"


def test_one_no_declines_and_tells_the_other_side_only_not_this_time(
    app: Flask,
) -> None:
    made = offer()
    commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    commands.answer_proposal(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, NO)
    assert state_of(made.proposal_id) == "declined"
    (card,) = queries.cards_of(lead_of(made.mentee_id), made.proposal_id)
    assert str(card.state) == "Not this time."
    assert "spring" not in repr(card)
    line = queries.line_of_proposal(coordinator(), made.proposal_id)
    assert line.from_mentor is not None
    assert line.from_mentor.reason == "no staff until spring"
    assert pairings() == []


@pytest.mark.parametrize("state", ["declined", "withdrawn", "lapsed"])
def test_whatever_ended_a_proposal_reads_the_same_to_a_side(app: Flask, state: str) -> None:
    made = make_proposal(make_mentor(), make_mentee(), state=state, ended_at=clock.now())
    make_answer(made.proposal_id, Side.MENTOR)
    cards = [queries.cards_of(lead_of(side), made.proposal_id)[0] for side in (made.mentor_id, made.mentee_id)]
    assert {str(card.state) for card in cards} == {"Not this time."}
    assert not any(card.is_open or card.may_answer for card in cards)


def test_nobody_answers_for_the_other_side(app: Flask) -> None:
    made = offer()
    with pytest.raises(Denied):
        commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTOR, YES)
    with pytest.raises(Denied):
        commands.answer_proposal(member_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    with pytest.raises(Denied):
        commands.answer_proposal(coordinator(), made.proposal_id, Side.MENTEE, YES)
    with pytest.raises(NotFound):
        commands.answer_proposal(lead_of(UUID(int=5)), made.proposal_id, Side.MENTEE, YES)
    with pytest.raises(Denied):
        commands.answer_by_phone(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, by_phone())
    with pytest.raises(Denied):
        commands.accept_proposal(member_of(made.mentee_id), made.proposal_id)
    assert db.session.scalars(select(Answer)).all() == []


def test_a_side_answers_once(app: Flask) -> None:
    made = offer()
    commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    with pytest.raises(Conflict):
        commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, NO)
    with pytest.raises(Conflict):
        commands.answer_by_phone(coordinator(), made.proposal_id, Side.MENTEE, by_phone(False))
    assert state_of(made.proposal_id) == "proposed"


def test_a_pairing_needs_both_answers(app: Flask) -> None:
    made = offer()
    make_answer(made.proposal_id, Side.MENTOR)
    with pytest.raises(Conflict):
        commands.accept_proposal(coordinator(), made.proposal_id)


def test_the_last_place_is_given_once(app: Flask) -> None:
    first = offer(capacity=1)
    second = make_proposal(first.mentor_id, make_mentee("Salmonberry Safe Home"), first.round_id)
    commands.answer_proposal(lead_of(first.mentor_id), first.proposal_id, Side.MENTOR, YES)
    with pytest.raises(Conflict):
        commands.answer_proposal(lead_of(first.mentor_id), second.proposal_id, Side.MENTOR, YES)
    assert state_of(second.proposal_id) == "proposed"
    assert len(db.session.scalars(select(Answer)).all()) == 1


def test_a_running_pairing_takes_a_place_and_an_ended_one_gives_it_back(
    app: Flask,
) -> None:
    made = offer(capacity=1)
    running = make_pairing(made.mentor_id, make_mentee("Salmonberry Safe Home"))
    with pytest.raises(Conflict):
        commands.answer_proposal(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, YES)
    db.session.get_one(Pairing, running).state = PairingState.COMPLETED
    db.session.commit()
    commands.answer_proposal(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, YES)


def test_a_place_that_was_taken_away_meanwhile_stops_the_pairing(app: Flask) -> None:
    made = offer(capacity=1)
    commands.answer_proposal(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, YES)
    organization(made.mentor_id).capacity = 0
    db.session.commit()
    with pytest.raises(Conflict):
        commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    assert pairings() == []
    assert len(db.session.scalars(select(Answer)).all()) == 1


def test_an_answer_by_phone_says_who_when_and_how(app: Flask) -> None:
    made = offer()
    commands.answer_by_phone(coordinator(), made.proposal_id, Side.MENTEE, by_phone(reason="glad"))
    (card,) = queries.cards_of(lead_of(made.mentee_id), made.proposal_id)
    assert card.answered_by_phone is not None
    assert (card.answered_by_phone.said_by, card.answered_by_phone.said_how) == (
        "Rena",
        "phone",
    )
    assert card.may_overturn
    assert not queries.cards_of(member_of(made.mentee_id), made.proposal_id)[0].may_overturn
    (other,) = queries.cards_of(lead_of(made.mentor_id), made.proposal_id)
    assert other.answered_by_phone is None


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PhoneAnswerDraft(True, " ", date(2026, 1, 5)), "said_by"),
        (PhoneAnswerDraft(True, "Rena", date(2999, 1, 5)), "said_on"),
        (
            PhoneAnswerDraft(True, "Rena", date(2026, 1, 5), said_how="pigeon"),
            "said_how",
        ),
        (PhoneAnswerDraft(True, "Rena", date(2026, 1, 5), reason="x" * 2001), "reason"),
    ],
    ids=["nobody", "tomorrow", "pigeon", "too long"],
)
def test_a_phone_answer_that_can_not_be_is_refused(app: Flask, draft: PhoneAnswerDraft, field: str) -> None:
    made = offer()
    with pytest.raises(Invalid) as refusal:
        commands.answer_by_phone(coordinator(), made.proposal_id, Side.MENTEE, draft)
    assert refusal.value.field == field
    assert db.session.scalars(select(Answer)).all() == []


def test_a_lead_turns_a_yes_by_phone_into_a_no_and_the_pairing_ends(app: Flask) -> None:
    made = offer()
    before = organization(made.mentee_id).waiting_since
    commands.answer_proposal(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, YES)
    commands.answer_by_phone(coordinator(), made.proposal_id, Side.MENTEE, by_phone())
    assert state_of(made.proposal_id) == "accepted"
    commands.overturn_answer(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, NO)
    assert state_of(made.proposal_id) == "declined"
    (pairing,) = pairings()
    assert pairing.state == PairingState.ENDED_EARLY
    assert db.session.get_one(Space, pairing.space_id).closed_at is not None
    mentee = organization(made.mentee_id)
    assert (mentee.wants_mentor, mentee.waiting_since) == (True, before)
    assert number_of_facts("answer_overturned") == number_of_facts("pairing_undone") == 1
    held = db.session.execute(select(Answer.is_yes).where(Answer.side == Side.MENTEE).order_by(Answer.answered_at))
    assert list(held.scalars()) == [True, False]


def test_a_lead_turns_a_no_by_phone_into_a_yes_and_the_proposal_opens_again(
    app: Flask,
) -> None:
    made = offer()
    commands.answer_by_phone(coordinator(), made.proposal_id, Side.MENTOR, by_phone(False))
    assert state_of(made.proposal_id) == "declined"
    commands.overturn_answer(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, YES)
    assert state_of(made.proposal_id) == "proposed"
    commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    assert len(pairings()) == 1


def test_a_late_yes_does_not_take_a_place_that_is_gone(app: Flask) -> None:
    made = offer(capacity=1)
    commands.answer_by_phone(coordinator(), made.proposal_id, Side.MENTOR, by_phone(False))
    make_pairing(made.mentor_id, make_mentee("Salmonberry Safe Home"))
    with pytest.raises(Conflict):
        commands.overturn_answer(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, YES)
    assert state_of(made.proposal_id) == "declined"


def test_a_late_yes_gives_way_to_another_proposal(app: Flask) -> None:
    made = offer()
    commands.answer_by_phone(coordinator(), made.proposal_id, Side.MENTEE, by_phone(False))
    make_proposal(make_mentor("Larch Peers"), made.mentee_id, made.round_id)
    with pytest.raises(Conflict):
        commands.overturn_answer(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)


def test_after_seven_days_an_answer_by_phone_is_final(app: Flask) -> None:
    made = offer()
    commands.answer_by_phone(coordinator(), made.proposal_id, Side.MENTEE, by_phone())
    with (
        time_machine.travel(clock.now() + timedelta(days=7), tick=False),
        pytest.raises(Conflict),
    ):
        commands.overturn_answer(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, NO)
    with time_machine.travel(clock.now() + timedelta(days=6, hours=23), tick=False):
        commands.overturn_answer(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, NO)
    assert state_of(made.proposal_id) == "declined"


def test_what_a_lead_said_herself_is_not_overturned(app: Flask) -> None:
    made = offer()
    with pytest.raises(Conflict):
        commands.overturn_answer(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, NO)
    commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    with pytest.raises(Conflict):
        commands.overturn_answer(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, NO)
    with pytest.raises(Denied):
        commands.overturn_answer(lead_of(made.mentor_id), made.proposal_id, Side.MENTEE, NO)


def test_withdrawing_takes_a_proposal_back_even_after_one_yes(app: Flask) -> None:
    made = offer()
    commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    with pytest.raises(Conflict):
        commands.forbid_pair(
            coordinator(),
            made.round_id,
            commands.PairDraft(made.mentor_id, made.mentee_id),
        )
    with pytest.raises(Denied):
        commands.withdraw_proposal(lead_of(made.mentor_id), made.proposal_id)
    commands.withdraw_proposal(coordinator(), made.proposal_id)
    assert state_of(made.proposal_id) == "withdrawn"
    with pytest.raises(Conflict):
        commands.withdraw_proposal(coordinator(), made.proposal_id)


def test_a_decline_rematches_only_what_it_must(app: Flask) -> None:
    who = coordinator()
    aspen, larch = (
        make_mentor("Aspen Peers", capacity=2),
        make_mentor("Larch Peers", capacity=2, teaches=("outreach",)),
    )
    one, other = make_mentee(), make_mentee("Salmonberry Safe Home")
    round_id = open_round()
    match(round_id)
    made = {db.session.get_one(Proposal, each).mentee_id: each for each in commands.publish_round(who, round_id)}
    mentor_of = {line.mentee.id: line.mentor.id for line in queries.pairs(who, round_id, Narrowing()).items if line.mentor}
    commands.answer_proposal(lead_of(mentor_of[other]), made[other], Side.MENTOR, YES)
    commands.answer_proposal(lead_of(one), made[one], Side.MENTEE, NO)
    match(round_id)
    after = {line.mentee.id: line for line in queries.pairs(who, round_id, Narrowing()).items}
    assert after[other].mentor is not None
    assert (after[other].mentor.id, after[other].is_kept) == (mentor_of[other], True)
    newly = after[one].mentor
    assert newly is not None
    assert {newly.id, mentor_of[one]} == {aspen, larch}
    (fresh,) = commands.publish_round(who, round_id)
    assert db.session.get_one(Proposal, fresh).mentee_id == one
    assert state_of(made[other]) == "proposed"


def test_a_pairing_shows_contacts_to_its_sides_and_not_to_a_liaison(app: Flask) -> None:
    made = offer()
    commands.answer_proposal(lead_of(made.mentee_id), made.proposal_id, Side.MENTEE, YES)
    commands.answer_proposal(lead_of(made.mentor_id), made.proposal_id, Side.MENTOR, YES)
    (pairing,) = pairings()
    from_side = pairing_queries.pairing_of(lead_of(made.mentee_id), pairing.id)
    assert from_side.space_id == pairing.space_id
    from_region = pairing_queries.pairing_of(liaison_of("northwest"), pairing.id)
    assert (from_region.contacts, from_region.space_id) == ((), None)
    with pytest.raises(NotFound):
        pairing_queries.pairing_of(liaison_of("kootenays"), pairing.id)
    (line,) = pairing_queries.pairings(coordinator(), PairingNarrowing(sought="driftwood"))
    assert (line.id, line.from_round) == (pairing.id, "Winter round")
    assert pairing_queries.counts_by_state(coordinator())[PairingState.TRIAL] == 1
    assert pairing_queries.pairings(coordinator(), PairingNarrowing(state=PairingState.PAUSED)) == ()
    assert pairing_queries.pairings(member_of(UUID(int=3))) == ()
