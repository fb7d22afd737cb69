"""A pairing rests, goes on, is extended, completed, ended: who may, what is kept, who is told, where the mentee stands."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from network.kernel import clock
from network.kernel.actor import ANONYMOUS, SYSTEM, Role
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.organizations.models import Organization
from network.pairings import commands, queries
from network.pairings.commands import ChangeDraft, GoalDraft, PairingDraft
from network.pairings.jobs import rematch_let_down
from network.pairings.models import Pairing
from network.pairings.rules.changes import Change
from network.pairings.rules.states import PairingState
from network.spaces.commands import withdraw_space
from network.spaces.queries import entered_by
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import make_session
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.forms import post
from tests.journal import everything, facts
from tests.notifications.inboxes import inbox_of

SignIn = Callable[..., FlaskClient]
SINCE = date(2025, 3, 1)


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def begin() -> tuple[UUID, UUID, UUID]:
    """A pairing with its space; the mentee had waited since March of the year before."""
    mentor, mentee = make_mentor(), make_mentee(waiting_since=SINCE)
    made = commands.begin_pairing(coordinator(), PairingDraft(mentor, mentee, waited_since=SINCE))
    return made, mentor, mentee


def row(pairing_id: UUID) -> Pairing:
    db.session.rollback()
    return db.session.get_one(Pairing, pairing_id)


def change(pairing_id: UUID, what: Change, **more: object) -> None:
    commands.change_pairing(coordinator(), pairing_id, ChangeDraft(what, **more))  # type: ignore[arg-type]


def waits(organization_id: UUID) -> tuple[bool, date | None]:
    db.session.rollback()
    mine = db.session.get_one(Organization, organization_id)
    return mine.wants_mentor, mine.waiting_since


def stand(organization_id: UUID, status: str, since: date | None = None) -> None:
    asked = update(Organization).where(Organization.id == organization_id)
    db.session.execute(asked.values(status=status, status_on=since or clock.today()))
    db.session.commit()


def test_it_rests_and_goes_on(app: Flask) -> None:
    made, _, _ = begin()
    until = clock.today() + timedelta(days=40)
    change(made, Change.PAUSE, day=until)
    assert (row(made).state, row(made).paused_until) == ("paused", until)
    with pytest.raises(Conflict):
        change(made, Change.PAUSE)
    change(made, Change.RESUME)
    assert (row(made).state, row(made).paused_until, row(made).resumed_on) == ("trial", None, queries.today_of(made))
    make_session(made)
    change(made, Change.PAUSE)
    change(made, Change.RESUME)
    assert row(made).state == "active"
    assert [fact["until"] for fact in facts("pairing_paused")] == [str(until), None]


def test_until_when_it_runs_is_a_day_to_come(app: Flask) -> None:
    made, _, _ = begin()
    before = everything()
    with pytest.raises(Invalid):
        change(made, Change.EXTEND, day=clock.today() - timedelta(days=1))
    assert everything() == before
    change(made, Change.EXTEND, day=clock.today() + timedelta(days=90))
    assert row(made).ends_on == clock.today() + timedelta(days=90)


def test_an_end_needs_a_reason_of_the_list_and_keeps_the_history_readable(app: Flask) -> None:
    made, mentor, mentee = begin()
    space = row(made).space_id
    before = everything()
    with pytest.raises(Invalid):
        change(made, Change.END, why="boredom", note="canary")
    assert everything() == before
    change(made, Change.END, why="no-time", note="canary-note: tired.", wants_again=True)
    assert (row(made).state, row(made).ended_why) == ("ended-early", "no-time")
    assert waits(mentee) == (True, SINCE)
    assert [each.text for each in queries.notes(coordinator(), made)] == ["canary-note: tired."]
    for side in (mentor, mentee):
        assert entered_by([side]).readable == {space}
        assert entered_by([side]).open == frozenset()
        assert queries.sessions(member_of(side), made).items == ()
        assert queries.life_of(lead_of(side), made).why is None
    assert queries.life_of(coordinator(), made).why == "no-time"
    assert facts("pairing_ended") == [{"pairing_id": str(made), "why_code": "no-time", "is_rematch": True, "is_silent": False}]


def test_a_pairing_that_is_undone_leaves_no_space_to_read(app: Flask) -> None:
    made, mentor, _ = begin()
    commands.undo_pairing(coordinator(), made)
    assert not entered_by([mentor]).readable
    assert facts("space_withdrawn")[0]["space_id"] == str(row(made).space_id)
    with pytest.raises(Denied):
        withdraw_space(ANONYMOUS, row(made).space_id or uuid4())


def test_who_may_change_it(app: Flask) -> None:
    made, mentor, mentee = begin()
    for actor in (member_of(mentor), liaison_of("northwest"), liaison_of("fraser")):
        assert queries.life_of(actor, made).changes == ()
        with pytest.raises(Denied):
            commands.change_pairing(actor, made, ChangeDraft(Change.PAUSE))
    with pytest.raises(NotFound):
        commands.change_pairing(lead_of(uuid4()), made, ChangeDraft(Change.PAUSE))
    commands.change_pairing(lead_of(mentee), made, ChangeDraft(Change.PAUSE, is_silent=True))
    assert facts("pairing_paused")[-1]["is_silent"] is False  # only coordinators may tell nobody


def test_silent_tells_nobody_and_others_read_one_neutral_sentence(app: Flask, sign_in: SignIn) -> None:
    made, mentor, mentee = begin()
    leads = [make_member(mentor, is_lead=True), make_member(mentee, is_lead=True)]
    change(made, Change.PAUSE, is_silent=True)
    assert not any("rests" in said for lead in leads for said in inbox_of(sign_in, lead))
    change(made, Change.END, why="conflict-or-safety", note="canary-note", wants_again=True)
    maren = make_person("Maren", role=Role.COORDINATOR)
    one, other = ([said for said in inbox_of(sign_in, lead) if "ended" in said] for lead in leads)
    assert one == other
    assert len(one) == 1
    assert "reason" not in one[0]
    assert any("back in line" in said for said in inbox_of(sign_in, maren))
    for lead in leads:
        html = sign_in(lead).get(f"/pairings/{made}").get_data(as_text=True)
        assert "Conflict" not in html
        assert "canary" not in html


def test_who_completed_is_asked_whether_it_will_mentor(app: Flask, sign_in: SignIn) -> None:
    made, mentor, mentee = begin()
    lead = make_member(mentee, is_lead=True)
    change(made, Change.COMPLETE)
    assert any("Will you mentor another?" in said for said in inbox_of(sign_in, lead))
    assert waits(mentee) == (False, None)
    with pytest.raises(Denied):
        commands.answer_mentoring(lead_of(mentor), made, 1)
    client, address = sign_in(lead), f"/pairings/{made}/mentoring"
    assert "Your move: say whether you will mentor another." in client.get(f"/pairings/{made}").get_data(as_text=True)
    assert post(client, address, {"capacity": "many"}).status_code == 422
    assert post(client, address, {"capacity": "2"}).location == f"/pairings/{made}"
    assert db.session.get_one(Organization, mentee).capacity == 2
    assert client.get(address).status_code == 404
    assert facts("mentoring_answered") == [{"pairing_id": str(made), "is_yes": True}]
    with pytest.raises(Conflict):
        commands.answer_mentoring(lead_of(mentee), made, 0)


def test_a_mentor_that_closes_lets_its_mentees_go_back_into_line(app: Flask) -> None:
    made, mentor, mentee = begin()
    rematch_let_down(SYSTEM)
    assert row(made).state == "trial"
    stand(mentor, "closed")
    rematch_let_down(SYSTEM)
    assert (row(made).state, row(made).ended_why) == ("ended-early", "mentor-closed")
    assert waits(mentee) == (True, SINCE)
    rematch_let_down(SYSTEM)
    assert len(facts("pairing_ended")) == 1
    with pytest.raises(Conflict):
        commands.let_go(SYSTEM, made)


def test_a_mentor_that_rests_is_waited_for(app: Flask) -> None:
    made, mentor, mentee = begin()
    stand(mentor, "paused", clock.today() - timedelta(days=30))
    rematch_let_down(SYSTEM)
    assert row(made).state == "trial"
    stand(mentor, "paused", clock.today() - timedelta(days=31))
    rematch_let_down(SYSTEM)
    assert row(made).ended_why == "mentor-paused"
    assert waits(mentee)[0]


def test_a_mentee_that_closes_does_not_wait_again(app: Flask) -> None:
    made, _, mentee = begin()
    stand(mentee, "closed")
    rematch_let_down(SYSTEM)
    assert row(made).ended_why == "mentee-closed"
    assert not waits(mentee)[0]


def test_only_the_clock_and_those_who_may_let_go(app: Flask) -> None:
    made, mentor, _ = begin()
    stand(mentor, "closed")
    with pytest.raises(Denied):
        commands.let_go(member_of(mentor), made)


def test_a_page_for_each_change(app: Flask, sign_in: SignIn) -> None:
    made, _, mentee = begin()
    client = sign_in(make_member(mentee, is_lead=True))
    html = client.get(f"/pairings/{made}").get_data(as_text=True)
    assert "Pause it" in html
    assert "Tell neither side" not in client.get(f"/pairings/{made}/change/end").get_data(as_text=True)
    assert client.get(f"/pairings/{made}/change/resume").status_code == 404
    assert post(client, f"/pairings/{made}/change/end", {"why": ""}).status_code == 422
    assert post(client, f"/pairings/{made}/change/pause", {"day": "2020-01-01"}).status_code == 422
    assert post(client, f"/pairings/{made}/change/pause", {"day": ""}).location == f"/pairings/{made}"
    assert post(client, f"/pairings/{made}/change/end", {"why": "distance", "wants_again": "y"}).status_code == 303
    assert row(made).state == PairingState.ENDED_EARLY
    assert client.get(f"/pairings/{made}/change/pause").status_code == 404
    assert sign_in(make_member(mentee)).get(f"/pairings/{made}/change/end").status_code == 404


def test_the_days_are_those_of_the_mentee(app: Flask) -> None:
    with time_machine.travel("2026-12-11 02:00", tick=False):  # still the 10th in the northwest
        made, _, _ = begin()
        change(made, Change.COMPLETE)
        assert row(made).ended_on == date(2026, 12, 10)


def test_the_pages_of_a_pairing_that_is_over_offer_nothing_to_be_done(app: Flask, sign_in: SignIn) -> None:
    made, _, mentee = begin()
    commands.set_goal(lead_of(mentee), made, GoalDraft("funding", "A bad date sheet"))
    client = sign_in(make_member(mentee))
    said = ("Change goals", "Next steps", "Write a document", "What you can work on", "Its course")
    running = client.get(f"/pairings/{made}").get_data(as_text=True)
    assert [each for each in said if each not in running] == ["Its course"]  # a member may not change it
    change(made, Change.EXTEND, day=clock.today() + timedelta(100))
    change(made, Change.COMPLETE)
    over = client.get(f"/pairings/{made}").get_data(as_text=True)
    assert [each for each in said if each in over] == []
    assert " was the mentor of " in over
    goals = client.get(f"/pairings/{made}/goals").get_data(as_text=True)
    assert "Where goals can come from" not in goals
    assert "This pairing is over" in goals
