"""What is logged of a circle is corrected and taken back; another host; who is told of what."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from network.journal.notices import ANNOUNCERS, Notice
from network.kernel.actor import Actor, Role
from network.kernel.event import Event
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.organizations.commands import add_do_not_pair
from network.pairings import commands, queries
from network.pairings.commands import CircleSessionDraft
from network.pairings.events import CircleEnded, CircleHostChanged, CircleJoined, CircleLeft, CircleOpened, CircleSessionLogged
from network.pairings.models import Circle, CircleAttendance, CircleSession, CircleTopic
from network.pairings.notices import circles
from network.spaces.queries import entered_by
from network.storage.db import db
from tests.factories.circles import make_circle, make_meeting
from tests.factories.mentorship import make_mentee, make_mentor
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.factories.places import make_community, make_region
from tests.forms import post
from tests.journal import everything, facts
from tests.notifications.inboxes import inbox_of

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


def correct(actor: Actor, circle_id: UUID, entry: UUID, *came: UUID, version: int = 1, **more: Any) -> None:
    with time_machine.travel(LATER, tick=False):
        commands.correct_circle_session(actor, circle_id, entry, draft(*came, **more), version)


def kept(entry: UUID) -> tuple[Any, ...]:
    db.session.rollback()
    row = db.session.get_one(CircleSession, entry)
    return row.held_on, row.how, row.minutes, row.note, queries.topics_of_meeting(entry), set(queries.attended_at(entry))


def refused(deed: Callable[[], Any], *kinds: type[Exception]) -> None:
    before = everything()
    with pytest.raises(kinds):
        deed()
    assert everything() == before


def test_who_wrote_it_corrects_it_and_the_journal_keeps_which_fields(host: UUID, three: tuple[UUID, ...]) -> None:
    made, who = make_circle(host, three), member_of(three[0])
    entry = log(who, made, three[0])
    correct(who, made, entry, *three[:2], minutes=60, topics=(), note="Better")
    assert kept(entry) == (HELD, "video", 60, "Better", (), set(three[:2]))
    assert facts("circle_session_corrected") == [
        {"circle_id": str(made), "session_id": str(entry), "fields": ["minutes", "note", "topics", "attended"]}
    ]
    refused(lambda: correct(who, made, entry, three[0]), Conflict)  # the version of the page is old by now
    correct(lead_of(host), made, entry, three[0], version=2, note="By the host's lead")
    assert kept(entry)[3] == "By the host's lead"


def test_nobody_else_corrects_or_takes_back(host: UUID, three: tuple[UUID, ...]) -> None:
    made = make_circle(host, three)
    entry = log(member_of(three[0]), made, three[0])
    for other in (
        member_of(three[0]),
        lead_of(three[0]),
        lead_of(three[1]),
        member_of(host),
        coordinator(),
        liaison_of("northwest"),
    ):
        refused(lambda who=other: correct(who, made, entry, three[0]), Denied)  # type: ignore[misc]
        refused(lambda who=other: commands.take_back_circle_session(who, made, entry), Denied)  # type: ignore[misc]
    elsewhere = make_circle(make_mentor("Another host"), (make_mentee("Another"),))
    for who, circle_id in ((lead_of(make_mentee("A third")), made), (lead_of(host), elsewhere), (coordinator(), elsewhere)):
        refused(lambda who=who, id=circle_id: correct(who, id, entry, three[0]), NotFound)  # type: ignore[misc]


def test_who_has_left_the_circle_corrects_nothing_in_it(host: UUID, three: tuple[UUID, ...]) -> None:
    made, who = make_circle(host, three), member_of(three[0])
    entry = log(who, made, three[0])
    commands.leave_circle(lead_of(three[0]), made, three[0])
    refused(lambda: correct(who, made, entry, three[0]), NotFound)


def test_staff_who_logged_it_correct_it_and_leave_what_they_may_not_read(host: UUID, three: tuple[UUID, ...]) -> None:
    make_region("fraser", "Fraser")
    far = make_mentee("Far Shelter", community_id=make_community("Hope", region="fraser"))
    made, liaison, desk = make_circle(host, (*three, far)), liaison_of("northwest"), coordinator()
    entry = log(liaison, made, three[0])
    correct(lead_of(host), made, entry, three[0], far, note="canary of the host", topics=("funding",))
    seen = queries.logged_meeting(liaison, made, entry)
    assert (seen.attended, seen.topics, seen.note, seen.reads_all) == ((three[0],), (), "", False)
    correct(liaison, made, entry, three[1], version=2, note="", topics=(), minutes=30)
    assert kept(entry) == (HELD, "video", 30, "canary of the host", ("funding",), {three[1], far})
    other = log(desk, made, three[0], is_another=True)
    correct(lead_of(host), made, other, three[0], note="canary of the host")
    correct(desk, made, other, three[2], version=2, note="", topics=())
    assert kept(other)[3:] == ("canary of the host", (), {three[2]})


def test_what_a_correction_does_not_take(host: UUID, three: tuple[UUID, ...]) -> None:
    made, who, stranger = make_circle(host, three), member_of(three[0]), make_mentee("Stranger")
    first, entry = log(who, made, three[0], held_on=HELD - timedelta(1)), log(who, made, three[0])
    for more, field in (
        ({"held_on": HELD - timedelta(1)}, "is_another"),
        ({"held_on": date(2026, 12, 20)}, "held_on"),
        ({"how": "pigeon"}, "how"),
        ({"topics": ("nothing",)}, "topics"),
        ({"next_on": HELD - timedelta(3)}, "next_on"),
    ):
        with pytest.raises(Invalid, match=f"^{field}:"):
            correct(who, made, entry, three[0], **more)
    for came in ((), (stranger,), (host,)):
        refused(lambda came=came: correct(who, made, entry, *came), Invalid)  # type: ignore[misc]
    correct(who, made, entry, three[0], held_on=HELD - timedelta(1), is_another=True)
    assert kept(first)[0] == kept(entry)[0]


def test_taking_back_leaves_a_trace_and_counts_no_more(host: UUID, three: tuple[UUID, ...]) -> None:
    made, who = make_circle(host, three), member_of(three[0])
    entry = log(who, made, *three[:2])
    with time_machine.travel(LATER, tick=False):
        commands.take_back_circle_session(who, made, entry)
    assert facts("circle_session_taken_back") == [
        {
            "circle_id": str(made),
            "session_id": str(entry),
            "held_on": str(HELD),
            "how": "video",
            "minutes": 90,
            "organizations": 2,
        }
    ]
    assert [db.session.query(table).count() for table in (CircleSession, CircleTopic, CircleAttendance)] == [0, 0, 0]
    assert queries.circle_of(who, made).line.sessions == 0
    refused(lambda: commands.take_back_circle_session(who, made, entry), NotFound)


def test_a_log_that_is_closed_stays_as_it_is(host: UUID, three: tuple[UUID, ...]) -> None:
    made, who = make_circle(host, three), member_of(three[0])
    entry = log(who, made, three[0])
    with time_machine.travel(LATER, tick=False):
        commands.end_circle(coordinator(), made)
        assert queries.circle_sessions(who, queries.circle_of(who, made))[0].may_correct
    with time_machine.travel("2027-12-10 20:00", tick=False):
        assert not queries.circle_sessions(who, queries.circle_of(who, made))[0].may_correct
        refused(lambda: commands.take_back_circle_session(who, made, entry), Conflict)
        refused(lambda: commands.correct_circle_session(who, made, entry, draft(three[0]), 1), Conflict)


def test_another_host_comes_in_and_the_one_before_is_out(host: UUID, three: tuple[UUID, ...]) -> None:
    made, following = make_circle(host, three), make_mentor("Cedar Peers")
    commands.change_host(coordinator(), made, following)
    space = db.session.get_one(Circle, made).space_id
    assert (entered_by([following]).open, entered_by([host]).readable) == ({space}, frozenset())
    assert queries.circle_of(lead_of(following), made).host_id == following
    with pytest.raises(NotFound):
        queries.circle_of(lead_of(host), made)
    assert facts("circle_host_changed") == [{"circle_id": str(made), "organization_id": str(following), "other_id": str(host)}]
    assert queries.circle_of(coordinator(), made).line.state == "running"


def test_who_cannot_host_it_next(host: UUID, three: tuple[UUID, ...]) -> None:
    made, following = make_circle(host, three), make_mentor("Cedar Peers")
    apart = make_mentor("Apart from one")
    add_do_not_pair(coordinator(), apart, three[1], "canary")
    for wrong in (host, three[0], apart, make_mentee("Waits"), make_organization("Closed", status="closed"), uuid4()):
        refused(lambda id=wrong: commands.change_host(coordinator(), made, id), Invalid)  # type: ignore[misc]
    assert [id for id, _ in queries.next_hosts(coordinator(), made)] == [following]
    for nobody in (lead_of(host), lead_of(three[0]), liaison_of("northwest")):
        assert queries.next_hosts(nobody, made) == ()
        refused(lambda who=nobody: commands.change_host(who, made, following), Denied)  # type: ignore[misc]
    commands.end_circle(coordinator(), made)
    refused(lambda: commands.change_host(coordinator(), made, following), Conflict)


def told(fact: Event) -> set[tuple[UUID, str]]:
    found = [each for tell in ANNOUNCERS[type(fact)] for each in tell(fact)]
    return {(each.recipient_id, each.template) for each in found if isinstance(each, Notice)}


def test_leads_of_the_circle_are_told_and_nobody_else(host: UUID, three: tuple[UUID, ...]) -> None:
    made = make_circle(host, three)
    leads = {each: make_member(each, is_lead=True) for each in (host, *three)}
    make_member(three[0])
    make_person("Maren", role=Role.COORDINATOR)
    former = make_mentor("Was host")
    before = make_member(former, is_lead=True)
    everybody = set(leads.values())
    about = {"circle_id": made, "organization_id": three[0]}
    met = {"held_on": HELD, "how": "video", "minutes": 90, "organizations": 2}
    assert told(CircleOpened(circle_id=made, organization_id=host)) == {(leads[host], circles.OPENED)}
    assert told(CircleJoined(**about, state="open")) == {(each, circles.JOINED) for each in everybody}
    assert told(CircleSessionLogged(circle_id=made, session_id=uuid4(), **met)) == {(each, circles.MET) for each in everybody}
    assert told(CircleEnded(circle_id=made)) == {(each, circles.ENDED) for each in everybody}
    assert told(CircleHostChanged(circle_id=made, organization_id=host, other_id=former)) == {
        *((each, circles.HOST) for each in everybody),
        (before, circles.LEFT),
    }
    commands.leave_circle(coordinator(), made, three[0])
    assert told(CircleLeft(**about, state="open")) == {(leads[three[0]], circles.LEFT)}
    assert told(CircleEnded(circle_id=made)) == {(each, circles.ENDED) for each in everybody - {leads[three[0]]}}


def test_a_notice_names_nothing_to_who_is_out_of_the_circle(host: UUID, three: tuple[UUID, ...], sign_in: SignIn) -> None:
    made = make_circle(host, three[:2], name="canary circle")
    people = {each: make_member(each, is_lead=True) for each in (host, *three)}
    commands.add_to_circle(coordinator(), made, three[2])
    assert any("Shelter 2 has come into the circle" in each for each in inbox_of(sign_in, people[three[1]]))
    commands.leave_circle(coordinator(), made, three[1])
    said = inbox_of(sign_in, people[three[1]])
    assert not [each for each in said if "canary circle" in each or "Shelter 2" in each]
    assert [each for each in said if "in a circle no more" in each]


def test_the_pages(host: UUID, three: tuple[UUID, ...], sign_in: SignIn) -> None:
    made, person = make_circle(host, three), make_member(three[0])
    entry = make_meeting(made, three[:2], logged_by_id=person, note="canary of a note", held_on=date.today())
    mine, other, desk = sign_in(person), sign_in(make_member(three[1])), sign_in(make_person("Maren", role=Role.COORDINATOR))
    where = f"/pairings/circles/{made}"
    page = mine.get(f"{where}/log/{entry}").text
    assert "canary of a note" in page
    assert f"{where}/log/{entry}" in mine.get(where).text
    assert f"{where}/log/{entry}" not in other.get(where).text
    for client, status in ((other, 403), (desk, 403), (sign_in(make_member(make_mentee("A third"))), 404)):
        for tail in ("", "/take-back"):
            assert client.get(f"{where}/log/{entry}{tail}").status_code == status
    sent = {"held_on": str(date.today()), "minutes": "1 h", "how": "video", "note": "kept what I typed", "version": "1"}
    again = post(mine, f"{where}/log/{entry}", sent)
    assert (again.status_code, "kept what I typed" in again.text) == (422, True)
    assert post(mine, f"{where}/log/{entry}", {**sent, "attended": [str(three[0])]}).status_code == 303
    late = post(mine, f"{where}/log/{entry}", {**sent, "minutes": "4 h", "note": "typed too late", "attended": [str(three[0])]})
    assert late.status_code == 409
    for part in ("Somebody else corrected", "Video, 1 h", "kept what I typed", 'value="4 h"', "typed too late"):
        assert part in late.text
    (version,) = re.findall(r'name="version"[^>]*value="(\d+)"', late.text)
    assert post(mine, f"{where}/log/{entry}", {**sent, "attended": [str(three[0])], "version": version}).status_code == 303
    assert "It counts no more" not in mine.get(f"{where}/log/{entry}/take-back").text
    assert post(mine, f"{where}/log/{entry}/take-back").status_code == 303
    assert mine.get(f"{where}/log/{entry}").status_code == 404
    following = make_mentor("Cedar Peers")
    assert "Cedar Peers" in desk.get(f"{where}/host").text
    assert post(desk, f"{where}/host", {"host_id": ""}).status_code == 422
    assert post(desk, f"{where}/host", {"host_id": str(following)}).status_code == 303
    assert mine.get(f"{where}/host").status_code == 403
