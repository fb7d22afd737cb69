"""Goals: set, reached with the service that began, let go; titles seen by coordinators and liaisons, the rest by nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.organizations import queries as organization_queries
from network.organizations.models import Organization
from network.pairings import commands, queries
from network.pairings.commands import ClosingDraft, GoalDraft, NeedsDraft
from network.pairings.models import Pairing
from network.pairings.queries.goals import ServiceCount
from network.pairings.queries.pairings import facts_of
from network.pairings.rules.goals import ADVISED, MOST, GoalState
from network.pairings.rules.needs import Moment
from network.pairings.rules.states import PairingState
from network.policy import Permission, can
from network.storage.db import db
from tests.factories.mentorship import make_mentee
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import Pair, make_pair, outsiders
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.factories.places import make_community
from tests.forms import post
from tests.journal import everything, facts
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
OPEN, REACHED, LET_GO = GoalState
SHEET = GoalDraft("funding", "A bad date sheet that we can keep up")


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def home_of(pair: Pair) -> UUID:
    return db.session.scalars(select(Organization.community_id).where(Organization.id == pair.mentee_id)).one()


def test_a_goal_whose_day_is_over_is_flagged_until_it_is_closed(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    due = clock.today() + timedelta(3)
    goal = commands.set_goal(pair.member, pair.id, GoalDraft("funding", "A bad date sheet", due))
    person = make_member(pair.mentee_id)
    for days, late in ((1, False), (10, True)):
        with time_machine.travel(clock.now() + timedelta(days), tick=False):
            client = sign_in(person)
            assert [each.is_late for each in queries.goals_of(pair.member, pair.id)] == [late]
            for page in ("", "/goals"):
                assert ("was for " in client.get(f"/pairings/{pair.id}{page}").get_data(as_text=True)) is late
    with time_machine.travel(clock.now() + timedelta(10), tick=False):
        commands.close_goal(pair.member, pair.id, goal, ClosingDraft(REACHED))
        assert not queries.goals_of(pair.member, pair.id)[0].is_late


def test_a_goal_is_set_changed_reached_and_opened_again(app: Flask) -> None:
    pair = make_pair()
    goal = commands.set_goal(pair.member, pair.id, SHEET)
    commands.change_goal(pair.mentor, pair.id, goal, GoalDraft("transport", "Rides at night", clock.today() + timedelta(90)))
    commands.close_goal(pair.member, pair.id, goal, ClosingDraft(REACHED, "food", home_of(pair)))
    (seen,) = queries.goals_of(pair.member, pair.id)
    assert (seen.topic, seen.title, seen.state, seen.closed_on) == ("transport", "Rides at night", REACHED, clock.today())
    assert (seen.service, seen.community[:5]) == ("food", "Coast")
    commands.reopen_goal(pair.member, pair.id, goal)
    (seen,) = queries.goals_of(pair.member, pair.id)
    assert (seen.state, seen.closed_on, seen.service, seen.community) == (OPEN, None, "", "")
    about = {"pairing_id": str(pair.id), "goal_id": str(goal)}
    assert facts("goal_set") == [{**about, "code": "funding"}]
    assert facts("goal_changed") == [{**about, "code": "transport"}]
    assert facts("goal_closed") == [{**about, "state": "reached", "service_code": "food"}]
    assert facts("goal_reopened") == [about]


def test_the_service_that_began_is_listed_unconfirmed_and_counted(app: Flask) -> None:
    pair = make_pair()
    for draft in (
        ClosingDraft(REACHED, "food", home_of(pair)),
        ClosingDraft(LET_GO, "drop-in", home_of(pair)),
        ClosingDraft(REACHED),
    ):
        commands.close_goal(pair.member, pair.id, commands.set_goal(pair.member, pair.id, replace(SHEET, id=uuid4())), draft)
    services = organization_queries.services(pair.member, pair.mentee_id)
    assert [(line.code, line.state) for line in services] == [("food", "unconfirmed")]
    today = clock.today()
    assert queries.services_begun(coordinator(), today, today) == (ServiceCount("food", 1, 1),)
    assert queries.services_begun(coordinator(), today - timedelta(9), today - timedelta(1)) == ()
    assert queries.services_begun(lead_of(make_mentee("A third")), today, today) == ()


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (GoalDraft("not-a-topic", "A goal"), "topic"),
        (GoalDraft("funding", "  "), "title"),
        (GoalDraft("funding", "A goal", clock.today() - timedelta(1)), "due_on"),
    ],
)
def test_a_goal_that_can_t_be_is_refused_beside_its_field(app: Flask, draft: GoalDraft, field: str) -> None:
    pair = make_pair()
    before = everything()
    with pytest.raises(Invalid) as refused:
        commands.set_goal(pair.member, pair.id, draft)
    assert refused.value.field == field
    assert everything() == before


def test_a_service_begins_where_the_mentee_serves(app: Flask) -> None:
    pair = make_pair()
    goal = commands.set_goal(pair.member, pair.id, SHEET)
    before = everything()
    for draft, field in (
        (ClosingDraft(REACHED, "food", make_community("Elsewhere")), "community_id"),
        (ClosingDraft(REACHED, "food", None), "community_id"),
        (ClosingDraft(REACHED, "not-a-service", home_of(pair)), "service"),
        (ClosingDraft(OPEN), "state"),
    ):
        with pytest.raises(Invalid) as refused:
            commands.close_goal(pair.member, pair.id, goal, draft)
        assert refused.value.field == field
    assert {**everything(), "community": 0} == {**before, "community": 0}


def test_what_is_closed_is_closed_once_and_what_is_over_stays(app: Flask) -> None:
    pair, over = make_pair(), make_pair(PairingState.ENDED_EARLY, mentor="Larch Peers", mentee="Elm House")
    goal = commands.set_goal(pair.member, pair.id, SHEET)
    commands.close_goal(pair.member, pair.id, goal, ClosingDraft(LET_GO))
    before = everything()
    for again in (
        lambda: commands.close_goal(pair.member, pair.id, goal, ClosingDraft(REACHED)),
        lambda: commands.change_goal(pair.member, pair.id, goal, SHEET),
        lambda: commands.set_goal(over.member, over.id, SHEET),
    ):
        with pytest.raises(Conflict):
            again()
    commands.reopen_goal(pair.member, pair.id, goal)
    with pytest.raises(Conflict):
        commands.reopen_goal(pair.member, pair.id, goal)
    assert {**everything(), "journal_entry": 0} == {**before, "journal_entry": 0}


def test_more_than_three_are_allowed_with_a_hint_and_a_heap_is_not(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client = sign_in(make_member(pair.mentee_id))
    for number in range(MOST):
        if number == ADVISED:
            assert "You have 3 open goals" in client.get(f"/pairings/{pair.id}/goals/new").get_data(as_text=True)
        commands.set_goal(pair.member, pair.id, GoalDraft("funding", f"Goal {number}"))
    with pytest.raises(Conflict):
        commands.set_goal(pair.member, pair.id, replace(SHEET, id=uuid4()))


def test_titles_are_seen_by_whoever_sees_the_pairing_and_written_by_the_two_sides(app: Flask) -> None:
    pair = make_pair()
    goal = commands.set_goal(pair.member, pair.id, SHEET)
    third = lead_of(make_mentee("A third"))
    everyone = [pair.mentor, pair.member, coordinator(), liaison_of("northwest"), liaison_of("nowhere"), third, Actor()]
    row = db.session.get_one(Pairing, pair.id)
    for actor in everyone:
        sees = can(actor, Permission.PAIRING_VIEW, facts_of([row])[pair.id])
        assert bool(queries.goals_of(actor, pair.id)) is sees
    for actor in outsiders():
        for deed in (
            lambda who=actor: commands.set_goal(who, pair.id, SHEET),
            lambda who=actor: commands.change_goal(who, pair.id, goal, SHEET),
            lambda who=actor: commands.close_goal(who, pair.id, goal, ClosingDraft(REACHED)),
            lambda who=actor: commands.reopen_goal(who, pair.id, goal),
        ):
            with pytest.raises(NotFound):
                deed()


def test_a_goal_of_another_pairing_is_not_there(app: Flask) -> None:
    pair, other = make_pair(), make_pair(mentor="Larch Peers", mentee="Elm House")
    goal = commands.set_goal(other.member, other.id, SHEET)
    for deed in (
        lambda: commands.change_goal(pair.member, pair.id, goal, SHEET),
        lambda: commands.close_goal(pair.member, pair.id, goal, ClosingDraft(REACHED)),
        lambda: commands.reopen_goal(pair.member, pair.id, uuid4()),
    ):
        with pytest.raises(NotFound):
            deed()


def test_inside_is_read_by_those_whom_the_policy_names(app: Flask) -> None:
    """Scope parity: what lies inside a pairing."""
    pair, other = make_pair(), make_pair(mentor="Larch Peers", mentee="Elm House")
    rows = db.session.scalars(select(Pairing)).all()
    actors = [pair.mentor, pair.member, other.mentee, lead_of(pair.mentor_id, other.mentee_id), member_of(uuid4()), *outsiders()]
    for actor in actors:
        seen = {row.id for row in db.session.scalars(queries.inside_visible_to(actor))}
        for right in (Permission.NEEDS_READ, Permission.PAIRING_WRITE):
            assert seen == {row.id for row in rows if can(actor, right, row)}


def test_goals_on_the_screen(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    commands.assess_needs(pair.member, pair.id, Moment.START, NeedsDraft({"funding": 0, "transport": 2}, "canary-of-needs"))
    client, address = sign_in(make_member(pair.mentee_id)), f"/pairings/{pair.id}/goals"
    assert f"{address}/new?topic=funding" in client.get(address).get_data(as_text=True)
    refused = post(client, f"{address}/new", {"topic": "funding", "title": "", "due_on": "soon"})
    assert (refused.status_code, "soon" in refused.get_data(as_text=True)) == (422, True)
    assert post(client, f"{address}/new", {"topic": "funding", "title": "A sheet"}).location == address
    (goal,) = queries.goals_of(pair.member, pair.id)
    closing = {"state": "reached", "service": "food", "community_id": str(home_of(pair))}
    assert post(client, f"{address}/{goal.id}/close", {**closing, "community_id": "there"}).status_code == 422
    assert post(client, f"{address}/{goal.id}/close", closing).location == address
    assert "Began by it: Food" in client.get(address).get_data(as_text=True)
    for role, region in ((Role.COORDINATOR, None), (Role.LIAISON, "northwest")):
        onlooker = sign_in(make_person("Maren", role=role, region=region))
        html = onlooker.get(f"/pairings/{pair.id}").get_data(as_text=True)
        assert "A sheet" in html
        assert "canary-of-needs" not in html
        assert onlooker.get(address).status_code == 404


def test_the_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client, counts = sign_in(make_member(pair.mentee_id)), []
    for number in (1, 12):
        for each in range(number):
            commands.set_goal(pair.member, pair.id, GoalDraft("funding", f"Goal {number} {each}"))
        client.get(f"/pairings/{pair.id}/goals")
        with statements() as asked:
            assert client.get(f"/pairings/{pair.id}/goals").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12, counts
