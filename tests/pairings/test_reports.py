"""Reports: who sees them, what they are counted from, what is frozen, what the journal keeps."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from network.kernel.actor import Actor, Role
from network.kernel.refusals import Denied, Invalid, NotFound
from network.pairings import commands, queries
from network.pairings.commands import ReportDraft
from network.pairings.models import Pairing
from network.pairings.queries.holding import holds_about
from network.pairings.rules.reports.figures import Figures
from network.pairings.rules.reports.periods import Period
from network.pairings.rules.states import PairingState
from network.policy import Permission, can
from network.storage.db import db
from tests.factories.circles import make_circle
from tests.factories.mentorship import AS_OF, make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import make_session
from tests.factories.people import acting, coordinator, lead_of, liaison_of, make_person, member_of
from tests.forms import post
from tests.journal import everything, facts
from tests.pairings.test_session_log import SignIn
from tests.statements import statements

NOW = "2026-12-20 20:00"
PERIOD = Period(date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


@pytest.fixture
def pair(app: Flask) -> UUID:
    """A pairing of the northwest with two sessions; another organization waits."""
    mentor = make_mentor()
    made = make_pairing(mentor, make_mentee(wants_mentor=False))
    make_session(made, AS_OF + timedelta(days=3), how="visit", minutes=240, topics=("outreach",), travel_cents=4250)
    make_session(made, AS_OF + timedelta(days=9), minutes=90, topics=("outreach", "funding"))
    make_mentee("Juniper House", wants=("transport",))
    return made


def whole(found: Figures) -> dict[str, int | None]:
    return {line.key: line.whole for line in found.lines if line.whole != 0}


def issue(**more: object) -> UUID:
    with time_machine.travel(NOW, tick=False):
        return commands.issue_report(coordinator(), ReportDraft(PERIOD, **more))  # type: ignore[arg-type]


def test_what_was_logged_is_counted(pair: UUID) -> None:
    found = queries.figures_of(coordinator(), PERIOD)
    assert whole(found) == {
        "ran": 1, "begun": 1, "running": 1, "met": 1, "sessions": 2, "visits": 1, "hours": 330, "cost": 4250, "unserved": 1,
    }  # fmt: skip
    (row,) = [row for row in found.areas.rows if row.codes == ("northwest",)]
    assert (row.cells[0], row.cells[-1]) == (1, 1)
    assert {row.codes[0]: row.cells[0] for row in found.topics.rows} == {"outreach": 2, "funding": 1, "transport": 0}


def test_only_coordinators_see_reports_and_issue_them(pair: UUID) -> None:
    made = issue()
    others = [
        lead_of(uuid4()), member_of(uuid4()), liaison_of("northwest"), Actor(person_id=uuid4()), Actor(),
        Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR})),
    ]  # fmt: skip
    for actor in [coordinator(), *others]:
        sees = can(actor, Permission.REPORT_VIEW)
        assert sees is (actor not in others)
        assert bool(db.session.scalars(queries.reports_visible_to(actor)).all()) is sees
        assert bool(queries.issued(actor)) is sees
    before = everything()
    for actor in others:
        with pytest.raises(NotFound):
            queries.report_of(actor, made)
        with pytest.raises(Denied):
            queries.figures_of(actor, PERIOD)
        with pytest.raises(Denied):
            commands.issue_report(actor, ReportDraft(PERIOD))
        with pytest.raises(Denied):
            commands.take_figures(actor, PERIOD, "csv")
        with pytest.raises(NotFound):
            commands.take_report(actor, made, "csv")
    assert everything() == before


def test_an_issued_report_is_frozen_and_says_what_changed_since(pair: UUID) -> None:
    made = issue(narrative="A good autumn.", targets={"ran": 3, "hours": 600, "nonsense": 4})
    view = queries.report_of(coordinator(), made)
    assert (view.line.number, view.narrative, view.targets, view.since) == (1, "A good autumn.", {"ran": 3, "hours": 600}, ())
    make_session(pair, AS_OF + timedelta(days=10), minutes=30, topics=("funding",))
    view = queries.report_of(coordinator(), made)
    assert whole(view.figures)["sessions"] == 2
    told = {(change.key, change.where): (change.before, change.now) for change in view.since}
    assert told[("sessions", "")] == (2, 3)
    assert told[("hours", "")] == (330, 360)
    again = queries.report_of(coordinator(), issue())
    assert (again.line.number, again.since) == (2, ())
    assert [line.number for line in queries.issued(coordinator())] == [2, 1]


def test_the_journal_keeps_that_it_was_issued_and_taken_away(pair: UUID) -> None:
    made = issue()
    assert facts("report_issued") == [
        {"report_id": str(made), "number": 1, "first_on": "2026-10-01", "last_on": "2026-12-31", "is_outside": False}
    ]
    rows = commands.take_report(coordinator(), made, "csv")
    assert rows[1][:6] == ["2026-10-01", "2026-12-31", "whole", "", "Pairings", "1"]
    commands.take_figures(coordinator(), PERIOD, "xlsx", is_outside=True)
    assert [fact.get("report_id") for fact in facts("figures_taken")] == [str(made), None]


def test_a_period_that_can_not_be_is_refused_and_leaves_nothing(app: Flask) -> None:
    before = everything()
    for first, last, field in (("2026-12-31", "2026-12-01", "last"), ("2030-01-01", "2030-12-31", "first")):
        with pytest.raises(Invalid) as refusal, time_machine.travel(NOW, tick=False):
            commands.issue_report(coordinator(), ReportDraft(Period(date.fromisoformat(first), date.fromisoformat(last))))
        assert refusal.value.field == field
    assert everything() == before


def test_a_report_for_outside_hides_small_numbers_in_page_print_and_file(pair: UUID, sign_in: SignIn) -> None:
    made = issue(is_outside=True)
    view = queries.report_of(coordinator(), made)
    assert view.figures.line("running") is None
    ran = view.figures.line("ran")
    assert ran is not None
    assert ran.whole is None
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    for address in (f"/pairings/reports/{made}", f"/pairings/reports/{made}/print"):
        html = client.get(address).get_data(as_text=True)
        assert "Numbers under five that are left are hidden" in html
        assert ">hidden<" in html
    rows = commands.take_report(coordinator(), made, "csv")
    assert {row[5] for row in rows if row[4] == "Pairings"} == {"hidden", "0"}
    make_session(pair, AS_OF + timedelta(days=10))
    assert {change.key for change in queries.report_of(coordinator(), made).since} <= {"sessions", "hours"}


def test_pages_issue_show_and_give_files(pair: UUID, sign_in: SignIn) -> None:
    with time_machine.travel(NOW, tick=True):
        client = sign_in(make_person("Maren", role=Role.COORDINATOR))
        html = client.get("/pairings/reports?first=2026-10-01&last=2026-12-31").get_data(as_text=True)
        assert "Meetings that a pairing’s log holds" in html
        assert "No figure here counts people" in html
        folded = re.findall(r"<details class=.screen-only.*?</details><p class=.paper-only[^>]*>(.*?)</p>", html, re.DOTALL)
        assert folded  # nothing to tell: folded away, and named on paper
        assert all(each.startswith("0 each: ") for each in folded)
        sent = {
            "first": "2026-10-01",
            "last": "2026-12-31",
            "reader": "inside",
            "narrative": "<b>Good</b>",
            "target_hours": "ten",
        }
        refused = post(client, "/pairings/reports/new", sent)
        assert refused.status_code == 422
        assert "You typed “ten”" in refused.get_data(as_text=True)
        made = post(client, "/pairings/reports/new", {**sent, "target_hours": "10"})
        html = client.get(made.location).get_data(as_text=True)
        assert "&lt;b&gt;Good&lt;/b&gt;" in html
        assert "10 h" in html
        assert '<details class="fold">' in html  # a telephone unfolds the tables one by one
        assert '<details class="fold">' not in client.get(f"{made.location}/print").get_data(as_text=True)
        assert "Ended early</" not in html  # a column in which all is 0
        for kind, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
            answer = post(client, f"{made.location}/file", {"kind": kind})
            assert answer.data.startswith(start)
            assert answer.headers["Content-Disposition"] == f'attachment; filename="figures-2026-10-01-2026-12-31.{kind}"'
            whole_file = post(client, "/pairings/reports/file", {"kind": kind, "first": "2026-10-01", "last": "2026-12-31"})
            assert whole_file.data == answer.data


@pytest.mark.parametrize(
    "address", ["?first=x&last=2026-01-01", "?period=nonsense&for=everybody", "?first=2026-02-01&last=2026-01-01"]
)
def test_what_can_not_be_read_in_an_address_is_left_out(address: str, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    assert client.get(f"/pairings/reports{address}").status_code == 200


def test_figures_ask_as_often_of_much_as_of_little(pair: UUID) -> None:
    counts = []
    for number in (1, 20):
        mentor = make_mentor(f"Mentor {number}", capacity=20)
        for each in range(number):
            other = make_pairing(mentor, make_mentee(f"Mentee {number} {each}"))
            make_session(other, AS_OF + timedelta(days=each), topics=("funding", "outreach"))
        queries.figures_of(coordinator(), PERIOD)  # reads the lists, which are kept
        db.session.rollback()
        with statements() as asked:
            queries.figures_of(coordinator(), PERIOD, is_outside=True)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14, counts


def test_what_circles_came_to_is_counted(pair: UUID) -> None:
    members = [make_mentee(f"Shelter {number}") for number in range(3)]
    made = make_circle(make_mentor("A host"), members, joined_on=PERIOD.first)
    make_circle(make_mentor("Another host"), [make_mentee("Alone")], joined_on=PERIOD.first)  # has not begun
    with time_machine.travel(NOW, tick=False):
        commands.leave_circle(coordinator(), made, members[0])
        draft = commands.CircleSessionDraft(PERIOD.first, "video", 90, (members[1],))
        commands.log_circle_session(coordinator(), made, draft)
    found = whole(queries.figures_of(coordinator(), PERIOD))
    keys = ("circles", "in-circles", "circle-sessions", "circle-hours")
    assert tuple(found[key] for key in keys) == (1, 3, 1, 90)


def test_a_pairing_that_ended_is_told_by_how(pair: UUID) -> None:
    ended = {"state": PairingState.ENDED_EARLY, "ended_on": date(2026, 12, 9)}
    db.session.execute(update(Pairing).where(Pairing.id == pair).values(ended))
    db.session.commit()
    found = whole(queries.figures_of(coordinator(), PERIOD))
    assert (found["ended-early"], found["ran"], found.get("running")) == (1, 1, None)


def test_who_issued_it_is_told_to_her(pair: UUID) -> None:
    person = make_person("Maren", role=Role.COORDINATOR)
    with time_machine.travel(NOW, tick=False):
        commands.issue_report(acting(person, Role.COORDINATOR), ReportDraft(PERIOD))
    assert [count for _, count in next(iter(holds_about(person))).rows] == [1]


def test_issue_pressed_twice_issues_one_report(pair: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    sent = {"new_id": str(uuid4()), "first": "2026-10-01", "last": "2026-10-31", "reader": "inside"}
    first = post(client, "/pairings/reports/new", sent)
    again = post(client, "/pairings/reports/new", sent)
    assert (first.status_code, again.status_code) == (303, 422)
    assert "This report is issued already" in again.text
    assert len(queries.issued(coordinator())) == 1
