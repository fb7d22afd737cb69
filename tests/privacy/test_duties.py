"""Requests and incidents: for administrators alone, sealed, with the day by which something is due."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.privacy import queries
from network.privacy.commands.duties import (
    IncidentDraft,
    RequestDraft,
    answer_request,
    change_incident,
    extend_request,
    log_incident,
    log_request,
)
from network.privacy.commands.purging import purge
from network.privacy.jobs import remind_of_requests
from network.privacy.models import Incident, PrivacyRequest
from network.privacy.rules.due import due_on, may_be_extended
from network.privacy.rules.duties import PLAN, Asked, WhyLonger
from network.storage.db import db
from tests.canaries import holds
from tests.factories.people import coordinator, make_person
from tests.forms import token_on
from tests.journal import facts
from tests.notifications.inboxes import inbox_of

ADMINISTRATOR = Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR}))
CAME = date(2026, 11, 2)
CANARIES = ("canary-who", "canary-note", "canary-what", "canary-done")


def request_of(came: date = CAME) -> UUID:
    """A request that came by phone."""
    return log_request(ADMINISTRATOR, RequestDraft(uuid4(), Asked.ACCESS, came, CANARIES[0], CANARIES[1]))


def changed(is_closed: bool) -> IncidentDraft:
    """What is known by now."""
    return IncidentDraft(CANARIES[2], CANARIES[3], CAME, None, None, is_closed)


def test_a_request_says_by_when_it_is_due(app: Flask) -> None:
    found = queries.request(ADMINISTRATOR, request_of())
    assert (found.who, found.note, found.due_on, found.answered_on) == (CANARIES[0], CANARIES[1], due_on(CAME), None)
    assert facts("privacy_request_logged")[0]["due_on"] == due_on(CAME).isoformat()


def test_c47_what_was_said_is_sealed(app: Flask) -> None:
    request_of()
    change_incident(ADMINISTRATOR, log_incident(ADMINISTRATOR, uuid4(), CAME, CANARIES[2]), changed(False))
    assert holds(app, *CANARIES) == []


def test_what_waits_comes_first_and_an_answer_closes(app: Flask) -> None:
    late, early = request_of(CAME + timedelta(days=3)), request_of(CAME)
    assert [each.id for each in queries.requests(ADMINISTRATOR)] == [early, late]
    answer_request(ADMINISTRATOR, early, CAME + timedelta(days=9), "Sent by hand.")
    assert [each.id for each in queries.requests(ADMINISTRATOR)] == [late, early]
    assert queries.request(ADMINISTRATOR, early).note == "Sent by hand."
    assert facts("privacy_request_answered") == [{"request_id": str(early)}]


def test_a_day_to_come_or_before_it_came_is_refused(app: Flask) -> None:
    with pytest.raises(Invalid):
        request_of(clock.today() + timedelta(days=5))
    with pytest.raises(Invalid):
        answer_request(ADMINISTRATOR, request_of(), CAME - timedelta(days=1), "")
    with pytest.raises(Invalid):
        log_incident(ADMINISTRATOR, uuid4(), clock.today() + timedelta(days=5), "It will happen.")


def test_an_incident_is_closed_and_opened_again(app: Flask) -> None:
    incident = log_incident(ADMINISTRATOR, uuid4(), CAME, CANARIES[2])
    change_incident(ADMINISTRATOR, incident, changed(True))
    assert queries.incident(ADMINISTRATOR, incident).is_closed
    change_incident(ADMINISTRATOR, incident, changed(False))
    found = queries.incident(ADMINISTRATOR, incident)
    assert (found.is_closed, found.done, found.stopped_on) == (False, CANARIES[3], CAME)


def test_nobody_else_reads_or_writes_them(app: Flask) -> None:
    request_id, incident_id = request_of(), log_incident(ADMINISTRATOR, uuid4(), CAME, "It happened.")
    assert queries.requests(coordinator()) == queries.incidents(coordinator()) == ()
    with pytest.raises(NotFound):
        queries.request(coordinator(), request_id)
    with pytest.raises(NotFound):
        queries.incident(coordinator(), incident_id)
    with pytest.raises(Denied):
        log_incident(coordinator(), uuid4(), CAME, "It happened.")
    with pytest.raises(Denied):
        answer_request(coordinator(), request_id, CAME, "")


def test_c52_both_are_deleted_two_years_after_they_were_closed_and_never_while_open(app: Flask) -> None:
    request_id, incident_id = request_of(), log_incident(ADMINISTRATOR, uuid4(), CAME, "It happened.")
    request_of()
    answer_request(ADMINISTRATOR, request_id, CAME, "")
    change_incident(ADMINISTRATOR, incident_id, changed(True))
    now = clock.now()
    for days, left in ((729, 3), (731, 1), (4_000, 1)):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            purge()
        count = [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (PrivacyRequest, Incident)]
        assert sum(count) == left


def test_c52_more_time_is_taken_once_before_the_day_with_a_reason(app: Flask) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 20, tzinfo=UTC), tick=False):
        request_id = request_of()
        first = queries.request(ADMINISTRATOR, request_id)
        assert first.may_be_extended
        day = extend_request(ADMINISTRATOR, request_id, WhyLonger.VOLUME)
        assert day == due_on(first.due_on, 30)
        found = queries.request(ADMINISTRATOR, request_id)
        assert (found.due_on, found.extended_on, found.extended_why) == (day, date(2026, 11, 23), WhyLonger.VOLUME)
        assert facts("privacy_request_extended") == [
            {"request_id": str(request_id), "why_code": "volume", "due_on": day.isoformat()}
        ]
        for actor, refusal in ((ADMINISTRATOR, Conflict), (coordinator(), Denied)):
            with pytest.raises(refusal):
                extend_request(actor, request_id, WhyLonger.DETAIL)


@pytest.mark.parametrize(
    ("today", "extended", "answered", "may"),
    [
        (CAME, False, False, True),
        (due_on(CAME), False, False, True),
        (due_on(CAME) + timedelta(days=1), False, False, False),
        (CAME, True, False, False),
        (CAME, False, True, False),
    ],
)
def test_when_more_time_may_be_taken(today: date, extended: bool, answered: bool, may: bool) -> None:
    assert may_be_extended(today, due_on(CAME), extended=extended, answered=answered) is may


def test_administrators_are_reminded_before_the_day_once_and_again_of_a_new_day(app: Flask) -> None:
    request_id = request_of()
    due = due_on(CAME)

    def remind(day: date) -> int:
        with time_machine.travel(datetime.combine(day, time(20), UTC), tick=False):
            remind_of_requests(SYSTEM)
            remind_of_requests(SYSTEM)
        return len(facts("privacy_request_nearly_due"))

    assert remind(due - timedelta(days=14)) == 0
    assert remind(due - timedelta(days=6)) == 1
    assert remind(due) == 1
    with time_machine.travel(datetime.combine(due, time(20), UTC), tick=False):
        new = extend_request(ADMINISTRATOR, request_id, WhyLonger.CONSULT)
    assert remind(due) == 1
    assert remind(new - timedelta(days=2)) == 2
    with time_machine.travel(datetime.combine(new, time(20), UTC), tick=False):
        other = request_of(due)
        answer_request(ADMINISTRATOR, other, new, "")
    assert remind(new + timedelta(days=3)) == 2


def test_all_administrators_find_the_reminder_in_their_inbox(app: Flask, sign_in: Any) -> None:
    pell, tove = make_person(role=Role.ADMINISTRATOR), make_person()
    request_of(clock.today() - timedelta(days=60))
    remind_of_requests(SYSTEM)
    assert inbox_of(sign_in, pell) == ["A privacy request must be answered within a few days."]
    assert inbox_of(sign_in, tove) == []


def test_the_page_takes_more_time_only_when_she_was_told(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person(role=Role.ADMINISTRATOR))
    page = f"/privacy/requests/{request_of(clock.today())}"
    token = token_on(client, page)
    assert client.post(f"{page}/extend", data={"csrf_token": token, "why": "volume"}).status_code == 422
    assert client.post(f"{page}/extend", data={"csrf_token": token, "why": "laziness", "is_told": "y"}).status_code == 422
    assert client.post(f"{page}/extend", data={"csrf_token": token, "why": "volume", "is_told": "y"}).status_code == 303
    text = client.get(page).get_data(as_text=True)
    assert "More time was taken" in text
    assert "/extend" not in text


def test_the_pages_take_a_request_and_an_incident(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person(role=Role.ADMINISTRATOR))

    def send(address: str, **fields: str) -> Any:
        return client.post(address, data={"csrf_token": token_on(client, address), **fields}, follow_redirects=True)

    page = send("/privacy/requests", kind="access", received_on="2026-11-02", who="Somebody by phone", note="")
    assert "Somebody by phone" not in page.get_data(as_text=True)
    row = db.session.scalars(select(PrivacyRequest)).one()
    assert "Somebody by phone" in client.get(f"/privacy/requests/{row.id}").get_data(as_text=True)
    page = send("/privacy/incidents", noticed_on="2026-11-02", what="A sheet was lost.")
    assert "A sheet was lost." in page.get_data(as_text=True)
    assert client.get("/privacy/incidents").status_code == 200
    assert send("/privacy/requests", kind="access", received_on="2026-11-02", who="").status_code == 422
    assert send("/privacy/incidents", noticed_on="", what="").status_code == 422


def test_the_plan_on_the_page_is_the_plan_in_the_guide(app: Flask, sign_in: Any) -> None:
    page = sign_in(make_person(role=Role.ADMINISTRATOR)).get("/privacy/incidents/plan").get_data(as_text=True)
    guide = (Path(__file__).parents[2] / "docs" / "security" / "breach-plan.md").read_text(encoding="utf-8")
    unfolded = " ".join(guide.split())
    for part in PLAN:
        assert str(part.title) in page
        assert f"## {part.title}" in guide
        for step in part.steps:
            assert str(step) in page.replace("&#39;", "'")
            assert str(step) in unfolded
