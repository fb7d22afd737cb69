"""A pairing from the second yes to a service that began: contacts, agreement, needs, goals and plan, by the people themselves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.kernel import clock
from network.kernel.actor import Role
from network.organizations.models import Organization
from network.pairings import queries
from network.pairings.models import Pairing
from network.pairings.rules.agreements import SECTIONS
from network.pairings.rules.states import Side
from network.storage.db import db
from tests.factories.mentorship import make_answer, make_mentee, make_mentor, make_proposal
from tests.factories.organizations import load_default_lists
from tests.factories.people import coordinator, lead_of, make_member, make_person
from tests.forms import post

SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.get_data(as_text=True))


def test_from_the_second_yes_to_a_service_that_began(app: Flask, sign_in: SignIn) -> None:
    mentor_id, mentee_id = make_mentor("Juniper Peers"), make_mentee("Wayside House")
    offer = make_proposal(mentor_id, mentee_id)
    make_answer(offer.proposal_id, Side.MENTEE)
    mentor = sign_in(make_member(mentor_id, is_lead=True, name="Amélie Rousseau"))
    mentee = sign_in(make_member(mentee_id, is_lead=True, name="Rena Okada"))
    assert post(mentor, f"/mentorship/proposals/{offer.proposal_id}", {"side": "mentor", "answer": "yes"}).status_code == 303
    home = f"/pairings/{db.session.scalars(select(Pairing.id)).one()}"
    _name_contacts(home, mentor, mentee)
    _agree(home, mentor, mentee)
    _set_out(home, mentee)
    assert "Your move: have the first session" in read(mentor, home)
    _begin_a_service(home, mentee, mentee_id)
    _is_seen(sign_in, home, mentee_id)


def _name_contacts(home: str, mentor: FlaskClient, mentee: FlaskClient) -> None:
    assert "Your move: name somebody to turn to" in read(mentor, home)
    for client, side in ((mentor, "mentor"), (mentee, "mentee")):
        assert post(client, f"{home}/contacts/{side}", {"name": f"Contact of {side}", "reach": "Text first."}).status_code == 303
    assert "Contact of mentee" in read(mentor, home)


def _agree(home: str, mentor: FlaskClient, mentee: FlaskClient) -> None:
    assert "Your move: write the agreement" in read(mentee, home)
    html = read(mentee, f"{home}/agreement/write")
    assert "We work together as equals" in html
    sent = {code: f"About {code}." for code in SECTIONS}
    sent |= {"based_on": "0", "review_on": (clock.today() + timedelta(days=182)).isoformat()}
    assert post(mentee, f"{home}/agreement/write", sent).status_code == 303
    page = f"{home}/agreement"
    assert post(mentee, f"{page}/1/sign", {"side": "mentee"}, page=page).status_code == 303
    assert "Waiting for a lead of Juniper Peers: sign the agreement" in read(mentee, home)
    assert "Your move: sign the agreement" in read(mentor, home)
    assert post(mentor, f"{page}/1/sign", {"side": "mentor"}, page=page).status_code == 303
    paper = read(mentor, f"{page}/1/print")
    assert "Signed by Amélie Rousseau on" in paper
    assert "Signed by Rena Okada on" in paper


def _set_out(home: str, mentee: FlaskClient) -> None:
    assert "Your move: say what is needed" in read(mentee, home)
    assert post(mentee, f"{home}/needs/start", {"topic-outreach-start-up": "0", "topic-funding": "3"}).status_code == 303
    assert "Your move: choose goals" in read(mentee, home)
    assert f"{home}/goals/new?topic=outreach-start-up" in read(mentee, f"{home}/goals")
    goal = {"topic": "outreach-start-up", "title": "Night outreach, one night a week"}
    assert post(mentee, f"{home}/goals/new", goal).status_code == 303
    assert post(mentee, f"{home}/plan/template", {"template": "outreach", "starts_on": "2026-12-01"}).status_code == 303


def _begin_a_service(home: str, mentee: FlaskClient, mentee_id: object) -> None:
    pairing_id = db.session.scalars(select(Pairing.id)).one()
    (goal,) = queries.goals_of(coordinator(), pairing_id)
    where = db.session.scalars(select(Organization.community_id).where(Organization.id == mentee_id)).one()
    sent = {"state": "reached", "service": "night-outreach", "community_id": str(where)}
    assert post(mentee, f"{home}/goals/{goal.id}/close", sent).status_code == 303
    assert post(mentee, f"{home}/needs/end", {"topic-outreach-start-up": "4"}).status_code == 303
    assert "Closed" in read(mentee, f"{home}/needs")


def _is_seen(sign_in: SignIn, home: str, mentee_id: object) -> None:
    """By whoever looks for the service, by the coordinator, and in what reports count."""
    maren = sign_in(make_person("Maren", role=Role.COORDINATOR))
    assert "Begun lately, not yet confirmed" in read(maren, f"/organizations/{mentee_id}")
    assert "Wayside House" in read(maren, "/organizations?service=night-outreach")
    html = read(maren, home)
    assert "Night outreach, one night a week" in html
    assert "About aims." not in html
    today = clock.today()
    assert [(line.code, line.services) for line in queries.services_begun(coordinator(), today, today)] == [("night-outreach", 1)]
    third = sign_in(make_member(make_mentee("A third")))
    assert third.get(home).status_code == 404
    assert not queries.goals_of(lead_of(make_mentee("A fourth")), db.session.scalars(select(Pairing.id)).one())
