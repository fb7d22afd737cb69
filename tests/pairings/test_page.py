"""The page of a pairing: one sentence on top, and of the rest what each reader may see; a fixed number of statements."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel import clock
from network.kernel.actor import Role
from network.pairings import commands, queries
from network.pairings.commands import AgreementDraft, ContactDraft, GoalDraft, NeedsDraft, StepDraft
from network.pairings.rules.agreements import SECTIONS
from network.pairings.rules.needs import Moment
from network.pairings.rules.plans.steps import Who
from network.pairings.rules.states import PairingState, Side
from tests.factories.mentorship import make_mentor, make_pairing
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.pairings import Pair, make_pair, make_session
from tests.factories.people import make_member, make_person
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
MENTOR, MENTEE = Side
TRAIL = re.compile(r'<nav class="trail".*?</nav>', re.DOTALL)
PRIVATE = ("canary-agreement", "canary-needs", "canary-step")
CONTACTS = ("canary-name", "canary-reach")


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def lived(pair: Pair) -> None:
    """Something in every part."""
    for who, side in ((pair.mentor, MENTOR), (pair.mentee, MENTEE)):
        commands.name_contact(who, pair.id, side, ContactDraft(None, "canary-name", "canary-reach"))
    texts = dict.fromkeys(SECTIONS, "canary-agreement")
    commands.write_agreement(pair.member, pair.id, AgreementDraft(texts, clock.today() + timedelta(90)))
    commands.assess_needs(pair.member, pair.id, Moment.START, NeedsDraft({"funding": 0}, "canary-needs"))
    commands.set_goal(pair.member, pair.id, GoalDraft("funding", "title-of-goal"))
    commands.add_step(pair.member, pair.id, StepDraft("canary-step", Who.BOTH))


def page(client: FlaskClient, pair: Pair) -> str:
    answer = client.get(f"/pairings/{pair.id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_sentence_follows_what_is_done_and_is_said_for_the_reader(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair(PairingState.TRIAL)
    mentor, mentee = sign_in(make_member(pair.mentor_id)), sign_in(make_member(pair.mentee_id))
    maren = sign_in(make_person("Maren", role=Role.COORDINATOR))
    assert "Your move: name somebody" in page(mentor, pair)
    assert "Name a contact</a>" in page(mentor, pair)
    assert "Waiting for both sides: name somebody" in page(maren, pair)
    assert "Name a contact" not in page(maren, pair)
    assert '<a href="/mentorship" aria-current="page">' in page(maren, pair)
    commands.name_contact(pair.mentor, pair.id, MENTOR, ContactDraft(None, "Bo", ""))
    assert "Waiting for Wayside House: name somebody" in page(mentor, pair)
    assert "Your move: name somebody" in page(mentee, pair)
    commands.name_contact(pair.mentee, pair.id, MENTEE, ContactDraft(None, "Priya", ""))
    for client in (mentor, mentee):
        assert f"/pairings/{pair.id}/contacts" in page(client, pair)


def test_only_a_lead_is_told_that_signing_is_her_move(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair(PairingState.TRIAL)
    lived(pair)
    lead, member = sign_in(make_member(pair.mentee_id, is_lead=True)), sign_in(make_member(pair.mentee_id))
    assert "Your move: sign the agreement" in page(lead, pair)
    assert "Read and sign" in page(lead, pair)
    said = page(member, pair)
    assert "Waiting for a lead of each side: sign the agreement" in said
    assert "Read and sign" not in said


def test_who_has_one_pairing_sees_no_filters(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client = sign_in(make_member(pair.mentee_id))
    assert 'name="q"' not in client.get("/pairings").get_data(as_text=True)
    assert 'name="q"' in client.get("/pairings?q=nothing+of+the+kind").get_data(as_text=True)
    make_pairing(make_mentor("Another"), pair.mentee_id)
    assert 'name="q"' in client.get("/pairings").get_data(as_text=True)


def test_each_page_of_a_pairing_names_it_the_same_way_in_its_trail(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    lived(pair)
    entry = make_session(pair.id)
    client, view = sign_in(make_member(pair.mentee_id, is_lead=True)), queries.pairing_of(pair.mentee, pair.id)
    both = f"{view.line.mentor.name} and {view.line.mentee.name}"
    tails = (
        "",
        "/sessions",
        "/sessions/new",
        f"/sessions/{entry}",
        f"/sessions/{entry}/take-back",
        "/goals",
        "/needs",
        "/agreement",
    )
    for tail in (*tails, "/agreement/write", "/plan", "/contacts", "/checks", "/change/pause"):
        answer = client.get(f"/pairings/{pair.id}{tail}")
        assert answer.status_code == 200, tail
        trail = TRAIL.search(answer.get_data(as_text=True))
        assert trail is not None, tail
        assert both in unescape(trail.group()), tail


def test_each_reader_sees_her_part(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    lived(pair)
    member = page(sign_in(make_member(pair.mentee_id)), pair)
    coordinator = page(sign_in(make_person("Maren", role=Role.COORDINATOR)), pair)
    liaison = page(sign_in(make_person("Sunniva", role=Role.LIAISON, region="northwest")), pair)
    for html in (member, coordinator, liaison):
        assert "title-of-goal" in html
        assert "not signed yet" in html
        assert "canary-agreement" not in html
        assert "canary-needs" not in html
    assert "canary-step" in member
    assert all(word in member and word in coordinator for word in CONTACTS)
    assert not [word for word in (*PRIVATE, *CONTACTS) if word in liaison]
    assert not [word for word in PRIVATE if word in coordinator]
    assert "Words for new agreements" in coordinator
    for part in ("goals", "needs", "agreement", "plan"):
        assert f"/pairings/{pair.id}/{part}" in member
        assert f'href="/pairings/{pair.id}/{part}"' not in coordinator
    assert f"/pairings/{pair.id}/contacts" not in liaison


ADDRESSES = (
    "",
    "/goals",
    "/goals/new",
    "/goals/{goal}",
    "/goals/{goal}/close",
    "/needs",
    "/needs/start",
    "/agreement",
    "/agreement/write",
    "/agreement/1",
    "/agreement/1/print",
    "/plan",
    "/plan/new",
    "/plan/template",
    "/plan/{step}",
    "/contacts",
    "/contacts/mentee",
    "/contacts/{contact}",
    "/contacts/{contact}/hand-over",
    "/sessions",
    "/sessions/new",
)


def test_a_third_organization_gets_everywhere_the_page_of_a_thing_that_does_not_exist(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    lived(pair)
    third = sign_in(make_member(make_organization("A third"), is_lead=True))
    (goal,) = queries.goals_of(pair.member, pair.id)
    (group,) = queries.plan_of(pair.member, pair.id)
    (contact,) = queries.contacts_of(pair.member, pair.id).now[MENTEE]
    ids: dict[str, UUID] = {"goal": goal.id, "step": group.steps[0].id, "contact": contact.id}
    own = sign_in(make_member(pair.mentee_id, is_lead=True))
    for address in ADDRESSES:
        path = address.format(**ids)
        assert own.get(f"/pairings/{pair.id}{path}").status_code == 200, path
        real, made_up = third.get(f"/pairings/{pair.id}{path}"), third.get(f"/pairings/{uuid4()}{path}")
        assert real.status_code == made_up.status_code == 404, path
        assert bare(real.get_data(as_text=True)) == bare(made_up.get_data(as_text=True)), path


def bare(html: str) -> list[str]:
    """A page without its tokens."""
    return [line for line in html.splitlines() if "token" not in line]


def test_the_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    lived(pair)
    clients = [sign_in(make_member(pair.mentee_id)), sign_in(make_person("Maren", role=Role.COORDINATOR))]
    before: list[int] = []
    for number in (0, 8):
        for each in range(number):
            lived_more(pair, each)
        counts = []
        for client in clients:
            page(client, pair)
            with statements() as asked:
                page(client, pair)
            counts.append(len(asked))
        before = before or counts
    assert counts == before
    assert counts[0] <= 44, counts
    assert counts[1] <= 49, counts  # who watches over it reads its health as well


def lived_more(pair: Pair, number: int) -> None:
    goal = commands.set_goal(pair.member, pair.id, GoalDraft("funding", f"Goal {number}"))
    commands.add_step(pair.member, pair.id, StepDraft(f"Step {number}", Who.BOTH, goal_id=goal))
    if number < 6:
        commands.name_contact(pair.mentee, pair.id, MENTEE, ContactDraft(None, f"Contact {number}", "By mail"))


def test_who_watches_over_it_reads_its_health_and_the_sides_how_far_each_goal_is(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    goal = commands.set_goal(pair.mentee, pair.id, GoalDraft("funding", "A bad date sheet"))
    commands.add_step(pair.mentee, pair.id, StepDraft("Call", Who.BOTH, goal_id=goal))
    step = commands.add_step(pair.mentee, pair.id, StepDraft("Write", Who.BOTH, goal_id=goal))
    commands.finish_step(pair.mentee, pair.id, step, True)
    watching = page(sign_in(make_person("Maren", role=Role.COORDINATOR)), pair)
    assert "<dt>Health</dt>" in watching
    assert "1 of 2 steps" not in watching
    own = page(sign_in(make_member(pair.mentee_id)), pair)
    assert "<dt>Health</dt>" not in own
    assert "1 of 2 steps" in own
