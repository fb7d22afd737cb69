"""Publishing, the two sides' pages, answers by phone, and pairings: who reads what."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from network.kernel import clock
from network.kernel.actor import Role
from network.kernel.words import to_json, words
from network.mentorship.models import Answer, Proposal
from network.mentorship.rules.lifecycle import ProposalState
from network.organizations.models import DoNotPair, Invitation
from network.pairings.models import Pairing
from network.pairings.rules.states import PairingState, Side
from network.settings.models import Setting
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
from tests.factories.people import make_member, make_person
from tests.forms import post
from tests.mentorship.views.pages import page, without_tokens
from tests.statements import statements

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def client(sign_in: SignIn) -> FlaskClient:
    """A coordinator's browser."""
    return sign_in(make_person("Maren", role=Role.COORDINATOR))


@pytest.fixture
def offer(client: FlaskClient) -> Offer:
    """A published proposal between two organizations."""
    reasons = to_json((words("Both speak English."),))
    return make_proposal(make_mentor("Mountain View"), make_mentee("Driftwood House"), reasons=reasons)


def lead(sign_in: SignIn, organization_id: UUID) -> FlaskClient:
    return sign_in(make_member(organization_id, is_lead=True))


def test_publishing_lists_whom_it_does_not_reach_and_prints_an_invitation(client: FlaskClient) -> None:
    mentor, mentee = make_mentor("Mountain View"), make_mentee("Driftwood House")
    make_member(mentor, is_lead=True)
    round_id = open_round()
    match(round_id)
    address = f"/mentorship/rounds/{round_id}"
    html = page(client, f"{address}/publish")
    silent = html.split('id="silent"')[1]
    assert "Publish 1 pair" in html
    assert "Driftwood House" in silent
    assert "Mountain View" not in silent
    letter = post(client, f"{address}/invitations/{mentee}", page=f"{address}/publish")
    assert letter.status_code == 200
    assert "/invitations/" in letter.text
    assert " mentor" not in letter.text.lower()  # what an opened envelope says
    assert db.session.query(Invitation).one().is_lead
    assert "Invited" in page(client, f"{address}/publish")


def test_publishing_asks_both_sides(client: FlaskClient, sign_in: SignIn) -> None:
    mentor, mentee = make_mentor("Mountain View"), make_mentee("Driftwood House")
    round_id = open_round()
    match(round_id)
    answer = post(client, f"/mentorship/rounds/{round_id}/publish")
    assert answer.location.endswith("/answers")
    assert "Waiting for an answer" in page(client, answer.location)
    for side in (mentor, mentee):
        assert "Your move: answer a proposal" in page(lead(sign_in, side), "/mentorship")


def test_a_lead_reads_who_and_why_and_says_yes(sign_in: SignIn, offer: Offer) -> None:
    mine, address = lead(sign_in, offer.mentee_id), f"/mentorship/proposals/{offer.proposal_id}"
    html = page(mine, address)
    assert "Mountain View" in html
    assert "Both speak English." in html
    assert "Say yes" in html
    assert post(mine, address, {"side": "mentee", "answer": "yes"}).status_code == 303
    assert "You said yes. The other side has not answered yet." in page(mine, address)


def test_the_second_yes_begins_a_pairing_that_both_can_open(sign_in: SignIn, offer: Offer) -> None:
    make_answer(offer.proposal_id, Side.MENTEE)
    mine, address = lead(sign_in, offer.mentor_id), f"/mentorship/proposals/{offer.proposal_id}"
    post(mine, address, {"side": "mentor", "answer": "yes"})
    pairing = db.session.query(Pairing).one()
    assert f"/pairings/{pairing.id}" in page(mine, address)
    html = page(lead(sign_in, offer.mentee_id), f"/pairings/{pairing.id}")
    assert "Your move: name somebody to turn to, and a deputy." in html
    assert "straight line" in html


def test_a_reason_is_read_by_coordinators_and_by_nobody_else(client: FlaskClient, sign_in: SignIn, offer: Offer) -> None:
    address, why = f"/mentorship/proposals/{offer.proposal_id}", "They told our story to others"
    mentor, mentee = lead(sign_in, offer.mentor_id), lead(sign_in, offer.mentee_id)
    assert post(mentor, address, {"side": "mentor", "answer": "no", "reason": why}).status_code == 303
    assert state_of(offer.proposal_id) == ProposalState.DECLINED
    assert why in page(client, address)
    assert why in page(client, f"/mentorship/rounds/{offer.round_id}/answers")
    for who in (mentor, mentee):
        for place in (address, "/mentorship"):
            assert why not in page(who, place)
    assert "Not this time." in page(mentee, address)
    assert "said no" not in page(mentee, address)


@pytest.mark.parametrize("ending", ["declined by the other side", "withdrawn", "barred since"])
def test_however_it_ended_the_other_side_reads_the_same(client: FlaskClient, sign_in: SignIn, offer: Offer, ending: str) -> None:
    mentee, address = lead(sign_in, offer.mentee_id), f"/mentorship/proposals/{offer.proposal_id}"
    if ending == "declined by the other side":
        make_answer(offer.proposal_id, Side.MENTOR, is_yes=False, reason="Too much now.")
    if ending == "barred since":
        db.session.add(
            DoNotPair(organization_id=offer.mentor_id, other_id=offer.mentee_id, reason="A court order.", added_at=clock.now())
        )
    state = ProposalState.DECLINED if ending == "declined by the other side" else ProposalState.WITHDRAWN
    db.session.get_one(Proposal, offer.proposal_id).state = state
    db.session.commit()
    html = page(mentee, address)
    assert "Not this time." in html
    assert not [word for word in ("Too much", "court", "ithdraw", "ecline", "said no") if word in html]


def test_a_reason_that_is_too_long_stays_in_its_field(sign_in: SignIn, offer: Offer) -> None:
    mine, address = lead(sign_in, offer.mentee_id), f"/mentorship/proposals/{offer.proposal_id}"
    answer = post(mine, address, {"side": "mentee", "answer": "no", "reason": "no " * 900})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert "no no no" in answer.text
    assert state_of(offer.proposal_id) == ProposalState.PROPOSED


def test_the_last_place_goes_to_one_and_the_other_is_told_kindly(sign_in: SignIn, offer: Offer) -> None:
    other = make_proposal(offer.mentor_id, make_mentee("Lantern House"), offer.round_id)
    make_answer(other.proposal_id, Side.MENTOR)
    mine, address = lead(sign_in, offer.mentor_id), f"/mentorship/proposals/{offer.proposal_id}"
    answer = post(mine, address, {"side": "mentor", "answer": "yes"})
    assert answer.status_code == 409
    assert "The last place was just taken." in answer.text


def test_a_member_reads_and_cannot_answer(sign_in: SignIn, offer: Offer) -> None:
    mine, address = sign_in(make_member(offer.mentee_id)), f"/mentorship/proposals/{offer.proposal_id}"
    html = page(mine, address)
    assert "It waits for your lead" in html
    assert "Say yes" not in html
    assert post(mine, address, {"side": "mentee", "answer": "yes"}, page="/mentorship").status_code == 403


def test_nobody_answers_for_the_other_side(sign_in: SignIn, offer: Offer) -> None:
    mine, address = lead(sign_in, offer.mentee_id), f"/mentorship/proposals/{offer.proposal_id}"
    assert post(mine, address, {"side": "mentor", "answer": "yes"}).status_code == 404
    assert db.session.query(Answer).count() == 0


@pytest.mark.parametrize("what", ["proposals", "pairings"])
def test_a_third_organization_gets_the_page_of_a_made_up_address(sign_in: SignIn, offer: Offer, what: str) -> None:
    real_id = offer.proposal_id if what == "proposals" else make_pairing(offer.mentor_id, offer.mentee_id)
    third = lead(sign_in, make_mentor("Kettle Outreach"))
    real, made_up = (third.get(f"/mentorship/{what}/{each}") for each in (real_id, uuid4()))
    assert (real.status_code, made_up.status_code) == (404, 404)
    assert without_tokens(real.text) == without_tokens(made_up.text)


def test_an_answer_is_noted_with_who_when_and_how(client: FlaskClient, offer: Offer) -> None:
    address = f"/mentorship/proposals/{offer.proposal_id}/by-phone/mentor"
    today = clock.today().isoformat()
    answer = post(client, address, {"answer": "yes", "said_by": "Wren Abbott", "said_on": today, "said_how": "phone"})
    assert answer.status_code == 303
    html = page(client, answer.location)
    assert "Wren Abbott" in html
    assert "Can be replaced until" in html


def test_a_noted_answer_needs_who_said_it_and_a_day_that_has_come(client: FlaskClient, offer: Offer) -> None:
    address = f"/mentorship/proposals/{offer.proposal_id}/by-phone/mentee"
    tomorrow = (clock.today() + timedelta(days=2)).isoformat()
    missing = post(client, address, {"answer": "yes", "said_by": "", "said_on": tomorrow, "said_how": "phone"})
    assert missing.status_code == 422
    assert 'id="said_by-error"' in missing.text
    early = post(client, address, {"answer": "yes", "said_by": "Wren", "said_on": tomorrow, "said_how": "phone"})
    assert early.status_code == 422
    assert 'id="said_on-error"' in early.text
    assert "Wren" in early.text


def test_leads_do_not_note_answers(sign_in: SignIn, offer: Offer) -> None:
    mine = lead(sign_in, offer.mentor_id)
    assert mine.get(f"/mentorship/proposals/{offer.proposal_id}/by-phone/mentee").status_code == 404


def noted(offer: Offer, days_ago: int) -> None:
    """The mentee's yes, taken by phone."""
    make_answer(offer.proposal_id, Side.MENTEE, is_by_phone=True, said_by="Wren", said_on=clock.today(), said_how="phone")
    db.session.query(Answer).one().answered_at = clock.now() - timedelta(days=days_ago)
    db.session.commit()


def test_a_lead_replaces_what_was_said_by_phone(sign_in: SignIn, offer: Offer) -> None:
    noted(offer, 2)
    mine, address = lead(sign_in, offer.mentee_id), f"/mentorship/proposals/{offer.proposal_id}"
    assert "Somebody answered for you by phone" in page(mine, address)
    assert post(mine, address, {"side": "mentee", "answer": "no"}).status_code == 303
    assert state_of(offer.proposal_id) == ProposalState.DECLINED


def test_after_seven_days_what_was_said_by_phone_stands(sign_in: SignIn, offer: Offer) -> None:
    noted(offer, 8)
    mine, address = lead(sign_in, offer.mentee_id), f"/mentorship/proposals/{offer.proposal_id}"
    answer = post(mine, address, {"side": "mentee", "answer": "no"}, page="/mentorship")
    assert answer.status_code == 409
    assert "are over" in answer.text
    assert state_of(offer.proposal_id) == ProposalState.PROPOSED


def test_a_coordinator_withdraws_a_proposal(client: FlaskClient, offer: Offer) -> None:
    address = f"/mentorship/proposals/{offer.proposal_id}"
    assert post(client, f"{address}/withdraw", page=address).status_code == 303
    assert state_of(offer.proposal_id) == ProposalState.WITHDRAWN


def test_closing_a_round_asks_first(client: FlaskClient, offer: Offer) -> None:
    address = f"/mentorship/rounds/{offer.round_id}/close"
    assert "1 proposal still waits" in page(client, address)
    assert post(client, address).status_code == 303
    assert state_of(offer.proposal_id) == ProposalState.LAPSED


def test_pairings_are_listed_by_state_name_and_region(client: FlaskClient) -> None:
    make_pairing(make_mentor("Mountain View"), make_mentee("Driftwood House"))
    make_pairing(make_mentor("Kettle"), make_mentee("Lantern House"), PairingState.PAUSED)
    assert "Lantern House" in page(client, "/pairings")
    assert "Lantern House" not in page(client, "/pairings?state=active")
    assert "Driftwood House" not in page(client, "/pairings?q=lantern")
    assert "Lantern House" in page(client, "/pairings?state=nonsense")


def test_liaisons_read_no_names_of_people(sign_in: SignIn) -> None:
    mentor, mentee = make_mentor("Mountain View"), make_mentee("Driftwood House")
    make_member(mentor, is_lead=True, name="Wren Abbott")
    pairing = make_pairing(mentor, mentee)
    liaison = sign_in(make_person("Sunniva", role=Role.LIAISON, region="northwest"))
    html = page(liaison, f"/pairings/{pairing}")
    assert "Driftwood House" in html
    assert "Wren Abbott" not in html


def test_both_sides_are_called_what_this_network_calls_them(client: FlaskClient) -> None:
    db.session.add_all([Setting(key="mentee_word", value="partner"), Setting(key="revision", value=5)])
    db.session.commit()
    make_pairing(make_mentor(), make_mentee())
    assert "Partner" in page(client, "/pairings")


@pytest.mark.parametrize("address", ["/mentorship", "/pairings"])
def test_statements_do_not_grow_with_the_pairings(client: FlaskClient, address: str) -> None:
    counts = []
    for number in (2, 12):
        for each in range(number):
            make_pairing(make_mentor(f"Mentor {number} {each}"), make_mentee(f"House {number} {each}"))
        client.get(address)
        with statements() as found:
            page(client, address)
        counts.append(len(found))
    assert counts[0] == counts[1], counts


def test_who_was_left_out_reads_what_would_help_and_no_hidden_reason(client: FlaskClient, sign_in: SignIn) -> None:
    mentor, left = make_mentor("Mountain View"), make_mentee("Lantern House", wants=())
    make_mentee("Driftwood House")
    db.session.add(DoNotPair(organization_id=mentor, other_id=left, reason="A court order.", added_at=clock.now()))
    db.session.commit()
    round_id = open_round()
    match(round_id)
    mine = lead(sign_in, left)
    assert "in this round" not in page(mine, "/mentorship")
    post(client, f"/mentorship/rounds/{round_id}/publish")
    html = page(mine, "/mentorship")
    assert "No mentor for you in this round" in html
    assert "Say what you want to learn." in html
    assert "court" not in html
