"""Circles: who opens one, who is in it, who reads what, what is refused, what the journal keeps."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.organizations.commands import add_do_not_pair, merge_organizations
from network.organizations.models import Organization
from network.pairings import commands, queries
from network.pairings.commands import CircleSessionDraft
from network.pairings.models import Circle, CircleSession
from network.pairings.queries import circle_facts, circles_visible_to
from network.pairings.queries.merging import goes_with
from network.pairings.rules.circles import BAR_WORDS, MOST, Bar, CircleState
from network.policy import Permission, can
from network.spaces.queries import entered_by
from network.storage.db import db
from tests.factories.circles import make_circle
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.forms import post
from tests.journal import everything, facts
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
HELD = date(2026, 12, 8)
LATER = "2026-12-10 20:00"


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


@pytest.fixture
def host(app: Flask) -> UUID:
    return make_mentor("Juniper Peers")


@pytest.fixture
def three(app: Flask) -> tuple[UUID, ...]:
    return tuple(make_mentee(f"Shelter {number}") for number in range(3))


def draft(*came: UUID, **more: Any) -> CircleSessionDraft:
    usual: dict[str, Any] = {"held_on": HELD, "how": "video", "minutes": 90, "topics": ("outreach-start-up",), "note": "canary"}
    return CircleSessionDraft(attended=came, **{**usual, **more})


def log(actor: Actor, circle_id: UUID, *came: UUID, **more: Any) -> UUID:
    with time_machine.travel(LATER, tick=False):
        return commands.log_circle_session(actor, circle_id, draft(*came, **more))


def state_of(circle_id: UUID) -> str:
    db.session.rollback()
    return db.session.get_one(Circle, circle_id).state


def refused(deed: Callable[[], Any], *kinds: type[Exception]) -> None:
    before = everything()
    with pytest.raises(kinds):
        deed()
    assert everything() == before


def test_a_coordinator_opens_one_lets_three_in_and_it_runs(host: UUID, three: tuple[UUID, ...]) -> None:
    made = commands.open_circle(coordinator(), "Coast circle", host)
    for number, each in enumerate(three):
        assert (state_of(made), db.session.get_one(Circle, made).began_on) == ("open", None), number
        commands.add_to_circle(coordinator(), made, each)
    assert state_of(made) == "running"
    assert db.session.get_one(Circle, made).began_on is not None
    for each in (host, *three):
        assert entered_by([each]).open == {db.session.get_one(Circle, made).space_id}
    assert facts("circle_opened") == [{"circle_id": str(made), "organization_id": str(host)}]
    assert [each["state"] for each in facts("circle_joined")] == ["open", "open", "running"]
    for each in three:
        row = db.session.get_one(Organization, each)
        assert (row.wants_mentor, row.waiting_since) == (True, date(2025, 3, 1))  # it keeps its place in line


def test_who_leaves_is_out_at_once_and_a_circle_of_two_is_open_again(host: UUID, three: tuple[UUID, ...]) -> None:
    made = make_circle(host, three)
    refused(lambda: commands.leave_circle(lead_of(three[1]), made, three[0]), Denied)
    refused(lambda: commands.leave_circle(member_of(three[0]), made, three[0]), Denied)
    commands.leave_circle(lead_of(three[0]), made, three[0])
    assert state_of(made) == "open"
    assert entered_by([three[0]]).readable == frozenset()
    assert entered_by([three[1]]).open == {db.session.get_one(Circle, made).space_id}
    refused(lambda: commands.leave_circle(lead_of(three[0]), made, three[0]), NotFound)
    with pytest.raises(NotFound):
        queries.circle_of(lead_of(three[0]), made)
    view = queries.circle_of(member_of(host), made)
    assert ([each.id for each in view.before], len(view.members)) == ([three[0]], 2)
    commands.add_to_circle(coordinator(), made, three[0])
    assert state_of(made) == "running"
    commands.leave_circle(coordinator(), made, three[0])
    assert [each["organization_id"] for each in facts("circle_left")] == [str(three[0])] * 2


def test_who_cannot_join_is_refused_with_the_reason(host: UUID) -> None:
    member = make_mentee("Member")
    made = make_circle(host, (member,))
    make_circle(make_mentor("Another host"), (other := make_mentee("In another"),))
    make_pairing(make_mentor("Mentor"), mentored := make_mentee("Mentored"))
    apart, from_host = make_mentee("Apart"), make_mentee("Apart from the host")
    add_do_not_pair(coordinator(), apart, member, "canary")
    add_do_not_pair(coordinator(), host, from_host, "canary")
    for organization_id, bar in (
        (member, Bar.IN_A_CIRCLE),
        (other, Bar.IN_A_CIRCLE),
        (mentored, Bar.HAS_MENTOR),
        (make_mentee("Closed", status="closed"), Bar.NOT_ACTIVE),
        (make_organization("Waits not"), Bar.NOT_WAITING),
        (host, Bar.IS_HOST),
        (apart, Bar.APART),
        (from_host, Bar.APART),
    ):
        with pytest.raises(Invalid) as said:
            commands.add_to_circle(coordinator(), made, organization_id)
        assert said.value.message == BAR_WORDS[bar]
    fine, reduced = make_mentee("Fine"), make_mentee("Reduced", status="reduced")
    found = queries.candidates(coordinator(), made)
    assert [id for id, _ in found.offered] == [fine, reduced]
    assert found.apart == ("Apart", "Apart from the host")
    for nobody in (lead_of(member), liaison_of("northwest"), lead_of(host)):
        assert queries.candidates(nobody, made) == queries.Candidates()
        refused(lambda who=nobody: commands.add_to_circle(who, made, fine), Denied)  # type: ignore[misc]
    refused(lambda: commands.add_to_circle(coordinator(), made, uuid4()), Invalid)


def test_six_are_the_most(host: UUID) -> None:
    made = make_circle(host, [make_mentee(f"Shelter {number}") for number in range(MOST)])
    seventh = make_mentee("Seventh")
    refused(lambda: commands.add_to_circle(coordinator(), made, seventh), Conflict)


def test_who_is_kept_apart_later_is_shown_to_coordinators_alone(host: UUID, three: tuple[UUID, ...]) -> None:
    made = make_circle(host, three)
    add_do_not_pair(coordinator(), three[0], three[1], "canary")
    assert queries.circle_of(coordinator(), made).apart == ("Shelter 0", "Shelter 1")
    for other in (lead_of(three[0]), lead_of(host), liaison_of("northwest")):
        assert queries.circle_of(other, made).apart == ()


def test_who_may_host(app: Flask, host: UUID) -> None:
    for wrong in (make_mentee("Waits"), make_organization("Closed", status="closed"), uuid4()):
        refused(lambda id=wrong: commands.open_circle(coordinator(), "Circle", id), Invalid)  # type: ignore[misc]
    assert [id for id, _ in queries.hosts(coordinator())] == [host]
    assert queries.hosts(lead_of(host)) == ()
    refused(lambda: commands.open_circle(lead_of(host), "Circle", host), Denied)


def test_the_log_says_who_came_and_staff_read_no_note(host: UUID, three: tuple[UUID, ...]) -> None:
    made = make_circle(host, three)
    entry = log(member_of(three[0]), made, *three[:2], next_on=HELD + timedelta(28))
    log(liaison_of("northwest"), made, three[2], held_on=HELD - timedelta(7))
    assert facts("circle_session_logged")[0] == {
        "circle_id": str(made), "session_id": str(entry), "held_on": "2026-12-08", "how": "video", "minutes": 90,
        "organizations": 2,
    }  # fmt: skip
    for who, note, came in (
        (member_of(three[2]), "canary", ("Shelter 0", "Shelter 1")),
        (member_of(host), "canary", ("Shelter 0", "Shelter 1")),
        (coordinator(), "", ("Shelter 0", "Shelter 1")),
        (liaison_of("northwest"), "", ()),
    ):
        view = queries.circle_of(who, made)
        line = queries.circle_sessions(who, view)[0]
        assert (line.note, line.came, bool(line.topics)) == (note, came, bool(came))
        assert (view.line.sessions, view.line.minutes) == (2, 180)
    liaison = queries.circle_of(liaison_of("northwest"), made)
    assert (liaison.line.host, liaison.line.members, liaison.members, liaison.host_id) == (None, None, (), None)


def test_what_the_log_does_not_take(host: UUID, three: tuple[UUID, ...]) -> None:
    made, who, stranger = make_circle(host, three), member_of(three[0]), make_mentee("Stranger")
    log(who, made, three[0])
    for more, field in (
        ({}, "is_another"),
        ({"held_on": date(2026, 12, 20)}, "held_on"),
        ({"held_on": date(2026, 11, 1)}, "held_on"),
        ({"held_on": date(2026, 12, 1), "how": "pigeon"}, "how"),
        ({"held_on": date(2026, 12, 1), "topics": ("nothing",)}, "topics"),
        ({"held_on": date(2026, 12, 1), "next_on": date(2026, 11, 30)}, "next_on"),
    ):
        with pytest.raises(Invalid, match=f"^{field}:"):
            log(who, made, three[0], **more)
    for came in ((), (stranger,), (three[0], stranger), (host,)):
        refused(lambda came=came: log(who, made, *came, held_on=date(2026, 12, 1)), Invalid)  # type: ignore[misc]
    log(who, made, three[1], is_another=True)
    small = make_circle(make_mentor("Far host"), (make_mentee("Home"),), name="Not begun")
    refused(lambda: log(coordinator(), small, three[0]), Conflict)
    refused(lambda: log(lead_of(stranger), made, three[0]), NotFound)
    refused(lambda: log(liaison_of("fraser"), made, three[0]), NotFound)


def test_what_ended_is_read_on_and_changed_no_more(host: UUID, three: tuple[UUID, ...]) -> None:
    made, late = make_circle(host, three), make_mentee("Late")
    refused(lambda: commands.end_circle(lead_of(host), made), Denied)
    commands.end_circle(coordinator(), made)
    assert state_of(made) == CircleState.ENDED
    assert (entered_by([host]).readable, entered_by([host]).open) == ({db.session.get_one(Circle, made).space_id}, frozenset())
    assert len(queries.circle_of(member_of(three[0]), made).members) == 3
    refused(lambda: commands.end_circle(coordinator(), made), Conflict)
    refused(lambda: commands.leave_circle(lead_of(three[0]), made, three[0]), Conflict)
    refused(lambda: commands.add_to_circle(coordinator(), made, late), Conflict)
    assert [each["circle_id"] for each in facts("circle_ended")] == [str(made)]
    commands.add_to_circle(coordinator(), make_circle(host), three[0])  # free for another, since this one is over


def test_two_entries_that_become_one_are_in_it_once(host: UUID, three: tuple[UUID, ...]) -> None:
    made = make_circle(host, three)
    log(member_of(host), made, *three)
    assert [str(each) for each in goes_with(coordinator(), three[1])] == ["1 circle"]
    assert goes_with(lead_of(three[0]), three[1]) == ()
    merge_organizations(coordinator(), three[0], three[1])
    view = queries.circle_of(member_of(three[0]), made)
    assert [each.id for each in view.members] == [three[0], three[2]]
    assert queries.circle_sessions(member_of(three[0]), view)[0].came == ("Shelter 0", "Shelter 2")
    second = make_mentor("Juniper Peers, second entry")
    merge_organizations(coordinator(), second, host)
    assert queries.circle_of(member_of(second), made).host_id == second


def everybody(host: UUID, three: tuple[UUID, ...]) -> list[Actor]:
    return [
        *(coordinator(), lead_of(host), member_of(host), lead_of(three[0]), member_of(three[2])),
        *(liaison_of("northwest"), liaison_of("fraser"), liaison_of(), lead_of(make_mentee("A third")), Actor()),
        Actor(person_id=uuid4(), roles=frozenset({Role.SAFETY_MODERATOR})),
        Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR})),
    ]


def test_what_is_seen_is_what_the_policy_says(host: UUID, three: tuple[UUID, ...]) -> None:
    """Scope parity: the list holds a circle exactly where the policy lets its reader see it, now and after somebody left."""
    left = make_circle(host, three, name="One left")
    commands.leave_circle(lead_of(three[0]), left, three[0])
    ids = (left, make_circle(make_mentor("Another"), (three[0],)), make_circle(host, name="Empty"))
    for who in everybody(host, three):
        seen = set(db.session.scalars(circles_visible_to(who).with_only_columns(Circle.id)))
        assert seen == {id for id in ids if can(who, Permission.CIRCLE_VIEW, circle_facts(id))}
        assert {line.id for line in queries.circles(who)} == seen
        assert queries.has_circle(who) is bool(seen)
        for id in ids:
            if id not in seen:
                with pytest.raises(NotFound):
                    queries.circle_of(who, id)


def test_the_pages(host: UUID, three: tuple[UUID, ...], sign_in: SignIn) -> None:
    desk = sign_in(make_person("Maren", role=Role.COORDINATOR))
    said = post(desk, "/pairings/circles/new", {"name": "", "host_id": str(host)})
    assert (said.status_code, db.session.query(Circle).count()) == (422, 0)
    where = post(desk, "/pairings/circles/new", {"name": "Coast circle", "host_id": str(host)}).location
    for each in three:
        assert post(desk, f"{where}/add", {"organization_id": str(each)}).status_code == 303
    assert "Coast circle" in desk.get("/pairings/circles").text
    lead = sign_in(make_member(three[0], is_lead=True))
    assert "Your circle" in lead.get("/pairings").text
    assert "keeps its place in line" in lead.get(where).text
    sent = {"held_on": str(date.today()), "minutes": "1 h 30", "how": "video", "note": "canary of a note"}
    again = post(lead, f"{where}/log", sent)
    assert again.status_code == 422
    assert "canary of a note" in again.text
    assert db.session.query(CircleSession).count() == 0
    assert post(lead, f"{where}/log", {**sent, "attended": [str(three[0])]}).status_code == 303
    assert "canary of a note" in lead.get(where).text
    assert "canary of a note" not in desk.get(where).text
    third = sign_in(make_member(make_mentee("A third"), is_lead=True))
    for tail in ("", "/add", "/log", "/end", f"/leave/{three[0]}"):
        assert third.get(where + tail).status_code == 404
    assert post(lead, f"{where}/leave/{three[0]}").location == "/pairings/circles"
    assert lead.get(where).status_code == 404
    assert post(desk, f"{where}/end").status_code == 303


def test_each_page_asks_a_fixed_number_of_times(app: Flask, host: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    counts = []
    for size in (3, 6):
        made = make_circle(host, members := [make_mentee(f"Shelter {size} {number}") for number in range(size)])
        for day in range(size):
            log(coordinator(), made, *members, held_on=HELD - timedelta(day))
        numbers = []
        for url in ("/pairings/circles", f"/pairings/circles/{made}", f"/pairings/circles/{made}/log"):
            client.get(url)
            with statements() as asked:
                assert client.get(url).status_code == 200
            numbers.append(len(asked))
        counts.append(tuple(numbers))
    assert counts[0] == counts[1]
    assert counts[0][1] <= 20
