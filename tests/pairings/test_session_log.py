"""The log of sessions: who writes, who reads what of it, what is refused, what the journal keeps."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.pairings import commands, queries
from network.pairings.commands import SessionDraft
from network.pairings.models import MentoringSession, Pairing, SessionTopic
from network.pairings.queries.holding import holds_about
from network.pairings.rules.states import PairingState
from network.policy import Permission, can
from network.storage.db import db
from tests.factories.mentorship import AS_OF, make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.pairings import make_session
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.forms import post
from tests.journal import everything, facts
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
LATER = "2026-12-10 20:00"
HELD = date(2026, 12, 8)


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


@pytest.fixture
def pair(app: Flask) -> tuple[UUID, UUID, UUID]:
    """A pairing on trial with its mentor and mentee."""
    mentor, mentee = make_mentor(), make_mentee()
    return make_pairing(mentor, mentee, PairingState.TRIAL), mentor, mentee


def draft(**more: Any) -> SessionDraft:
    usual: dict[str, Any] = {"held_on": HELD, "how": "video", "minutes": 90, "topics": ("outreach-start-up",)}
    return SessionDraft(**{**usual, **more})


def log(actor: Actor, pairing_id: UUID, **more: Any) -> UUID:
    with time_machine.travel(LATER, tick=False):
        return commands.log_session(actor, pairing_id, draft(**more))


def state_of(pairing_id: UUID) -> str:
    db.session.rollback()
    return db.session.get_one(Pairing, pairing_id).state


def test_the_first_session_is_kept_ends_the_trial_and_is_in_the_journal(pair: tuple[UUID, UUID, UUID]) -> None:
    pairing, mentor, _ = pair
    made = log(member_of(mentor), pairing, note="Ordered paper.", next_step="Ask the board", travel_cents=4250)
    (line,) = queries.sessions(member_of(mentor), pairing).items
    assert (line.id, line.minutes, line.topics, line.note) == (made, 90, ("outreach-start-up",), "Ordered paper.")
    assert state_of(pairing) == "active"
    assert [fact["pairing_id"] for fact in facts("pairing_activated")] == [str(pairing)]
    assert facts("session_logged") == [
        {
            "pairing_id": str(pairing), "session_id": str(made), "held_on": "2026-12-08", "how": "video", "minutes": 90,
            "side": "mentor",
        }
    ]  # fmt: skip
    log(member_of(mentor), pairing, held_on=date(2026, 12, 9))
    assert len(facts("pairing_activated")) == 1


def everybody(mentor: UUID, mentee: UUID) -> list[Actor]:
    return [
        coordinator(), lead_of(mentor), lead_of(mentee), member_of(mentor), member_of(mentee), liaison_of("northwest"),
        liaison_of("fraser"), liaison_of("elsewhere"), lead_of(uuid4()), Actor(person_id=uuid4()), Actor(),
        Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR})),
        Actor(person_id=uuid4(), roles=frozenset({Role.SAFETY_MODERATOR})),
    ]  # fmt: skip


def test_what_is_seen_and_done_is_what_the_policy_allows(pair: tuple[UUID, UUID, UUID]) -> None:
    pairing, mentor, mentee = pair
    make_session(pairing, HELD, note="for the two")
    about = queries.facts_of([db.session.get_one(Pairing, pairing)])[pairing]
    for day, actor in enumerate(everybody(mentor, mentee)):
        sees = can(actor, Permission.PAIRING_VIEW, about)
        assert bool(db.session.scalars(queries.sessions_visible_to(actor)).all()) is sees
        if not sees:
            with pytest.raises(NotFound):
                queries.sessions(actor, pairing)
            with pytest.raises(NotFound):
                log(actor, pairing)
            continue
        (line,) = queries.sessions(actor, pairing).items
        assert (line.note == "for the two") is can(actor, Permission.SESSION_READ, about)
        assert line.may_correct is bool(actor.lead_of)
        person = make_person(str(day))
        made = log(replace(actor, person_id=person), pairing, held_on=AS_OF + timedelta(days=day))
        with time_machine.travel(LATER, tick=False):
            commands.take_back_session(replace(actor, person_id=person), pairing, made)


def test_staff_write_for_a_pair_and_do_not_read_it_again(pair: tuple[UUID, UUID, UUID]) -> None:
    pairing, mentor, _ = pair
    who = replace(liaison_of("northwest"), person_id=make_person("Sunniva"))
    made = log(who, pairing, note="Told by phone.", next_step="Call again")
    (line,) = queries.sessions(who, pairing).items
    assert (line.note, line.next_step, line.logged_side, line.may_correct) == (None, None, "network", True)
    with time_machine.travel(LATER, tick=False):
        commands.correct_session(who, pairing, made, draft(minutes=45, note="", next_step=""), 1)
    (line,) = queries.sessions(member_of(mentor), pairing).items
    assert (line.minutes, line.note, line.next_step, line.may_correct) == (45, "Told by phone.", "Call again", False)
    assert facts("session_corrected")[-1]["fields"] == ["minutes"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"held_on": date(2026, 12, 11)}, "held_on"),
        ({"held_on": AS_OF - timedelta(days=1)}, "held_on"),
        ({"next_on": date(2026, 12, 7)}, "next_on"),
        ({"how": "pigeon"}, "how"),
        ({"topics": ("outreach-start-up", "nonsense")}, "topics"),
        ({"funding": "nobody"}, "funding"),
    ],
)
def test_what_can_not_be_is_refused_and_leaves_nothing(pair: tuple[UUID, UUID, UUID], more: dict[str, Any], field: str) -> None:
    before = everything()
    with pytest.raises(Invalid) as refusal:
        log(member_of(pair[1]), pair[0], **more)
    assert refusal.value.field == field
    assert everything() == before


def test_a_session_of_a_day_that_has_one_is_asked_about(pair: tuple[UUID, UUID, UUID]) -> None:
    """Both sides log the same meeting, or somebody presses twice: hours for funders are counted once."""
    log(member_of(pair[1]), pair[0])
    with pytest.raises(Invalid) as refusal:
        log(member_of(pair[2]), pair[0], how="phone")
    assert refusal.value.field == "is_another"
    assert "Video, 1 h 30 min" in str(refusal.value.message)
    log(member_of(pair[2]), pair[0], how="phone", is_another=True)
    assert len(facts("session_logged")) == 2


def test_the_day_is_that_of_the_mentee(pair: tuple[UUID, UUID, UUID]) -> None:
    with time_machine.travel("2026-12-11 02:00", tick=False):  # still the 10th in the northwest
        assert queries.today_of(pair[0]) == date(2026, 12, 10)
        with pytest.raises(Invalid):
            commands.log_session(member_of(pair[1]), pair[0], draft(held_on=date(2026, 12, 11)))


def test_a_pairing_that_ended_takes_late_sessions_for_a_while(pair: tuple[UUID, UUID, UUID]) -> None:
    ended = {"state": "completed", "ended_on": date(2026, 12, 9)}
    db.session.execute(update(Pairing).where(Pairing.id == pair[0]).values(ended))
    db.session.commit()
    made = log(member_of(pair[1]), pair[0])
    assert state_of(pair[0]) == "completed"
    with time_machine.travel("2027-01-12", tick=False):
        assert not queries.takes_sessions(member_of(pair[1]), pair[0])
        with pytest.raises(Conflict):
            commands.log_session(member_of(pair[1]), pair[0], draft(held_on=date(2026, 12, 7)))
        with pytest.raises(Conflict):
            commands.take_back_session(lead_of(pair[1]), pair[0], made)


def test_who_wrote_it_and_the_leads_correct_and_take_back(pair: tuple[UUID, UUID, UUID]) -> None:
    pairing, mentor, mentee = pair
    made = log(member_of(mentor), pairing)
    with time_machine.travel(LATER, tick=False):
        with pytest.raises(Denied):
            commands.correct_session(member_of(mentee), pairing, made, draft(minutes=30), 1)
        with pytest.raises(Denied):
            commands.take_back_session(coordinator(), pairing, made)
        commands.correct_session(lead_of(mentee), pairing, made, draft(minutes=30, topics=("funding",), how="visit"), 1)
        with pytest.raises(Conflict):
            commands.correct_session(lead_of(mentee), pairing, made, draft(minutes=20), 1)
    (line,) = queries.sessions(member_of(mentor), pairing).items
    assert (line.minutes, line.topics, line.is_visit) == (30, ("funding",), True)
    assert facts("session_corrected") == [
        {"pairing_id": str(pairing), "session_id": str(made), "fields": ["how", "minutes", "topics"]}
    ]
    with time_machine.travel(LATER, tick=False):
        commands.take_back_session(lead_of(mentee), pairing, made)
    assert not queries.sessions(member_of(mentor), pairing).items
    assert not db.session.scalars(select(SessionTopic)).all()
    assert facts("session_taken_back")[-1]["minutes"] == 30


def test_an_entry_is_found_only_in_its_own_pairing(pair: tuple[UUID, UUID, UUID]) -> None:
    other = make_pairing(pair[1], make_mentee("Salmonberry Safe Home"))
    made = make_session(other, HELD)
    with pytest.raises(NotFound):
        queries.get_session(lead_of(pair[1]), pair[0], made)


def test_the_log_is_read_in_pages_without_gaps(pair: tuple[UUID, UUID, UUID]) -> None:
    made = [make_session(pair[0], AS_OF + timedelta(days=number // 3)) for number in range(11)]
    who, read, after = member_of(pair[1]), [], None
    while True:
        page = queries.sessions(who, pair[0], after=after, most=3)
        read.append([line.id for line in page.items])
        if page.older is None:
            break
        after = page.older
    flat = [id for part in read for id in part]
    assert sorted(flat) == sorted(made)
    assert [line.id for line in queries.sessions(who, pair[0], before=page.newer, most=3).items] == read[-2]
    assert queries.sessions(who, pair[0], after="nonsense", most=3).items == queries.sessions(who, pair[0], most=3).items


def test_what_the_log_comes_to(pair: tuple[UUID, UUID, UUID]) -> None:
    make_session(pair[0], date(2026, 12, 1), how="visit", minutes=240, next_on=date(2026, 12, 5))
    make_session(pair[0], date(2026, 12, 8), minutes=45, next_on=date(2026, 12, 20))
    totals = queries.totals_of([pair[0], uuid4()], date(2026, 12, 10))
    assert totals == {pair[0]: queries.SessionTotals(2, 285, 1, date(2026, 12, 8), date(2026, 12, 20))}


def test_the_topics_of_the_pair_come_first(pair: tuple[UUID, UUID, UUID]) -> None:
    mentor = make_mentor("Larch Peers", teaches=("funding", "evaluation"))
    mentee = make_mentee("Juniper House", wants=("transport", "funding"))
    found = queries.topics_of(make_pairing(mentor, mentee))
    assert found == queries.TopicsOfPair(("funding",), ("transport", "evaluation"))


def test_the_form_takes_four_answers_and_keeps_what_was_typed(pair: tuple[UUID, UUID, UUID], sign_in: SignIn) -> None:
    pairing, mentor, _ = pair
    client, address = sign_in(make_member(mentor)), f"/pairings/{pairing}/sessions"
    sent = {"held_on": str(AS_OF), "minutes": "an hour and a half", "how": "phone", "note": "Paper is ordered."}
    answer = post(client, f"{address}/new", sent)
    assert answer.status_code == 422
    assert "an hour and a half" in (html := answer.get_data(as_text=True))
    assert "Paper is ordered." in html
    assert post(client, f"{address}/new", {**sent, "minutes": "1 h 30"}).location == address
    html = client.get(address).get_data(as_text=True)
    assert "Phone, 1 h 30 min" in html
    assert "Paper is ordered." in html
    again = post(client, f"{address}/new", {**sent, "minutes": "2 h"})
    assert again.status_code == 422
    assert 'name="is_another"' in again.get_data(as_text=True)
    assert post(client, f"{address}/new", {**sent, "minutes": "2 h", "is_another": "y"}).location == address
    assert "Phone, 2 h" in client.get(f"/pairings/{pairing}").get_data(as_text=True)


def test_a_page_corrects_and_takes_back(pair: tuple[UUID, UUID, UUID], sign_in: SignIn) -> None:
    pairing, mentor, _ = pair
    made = make_session(pairing, AS_OF, travel_cents=4250, travel_km=120, topics=("funding",), how="visit", note="Paper.")
    client, address = sign_in(make_member(mentor, is_lead=True)), f"/pairings/{pairing}/sessions"
    html = client.get(f"{address}/{made}").get_data(as_text=True)
    assert 'value="42.50"' in html
    assert "Paper." in html
    sent = {"held_on": str(AS_OF), "minutes": "3 h", "how": "visit", "version": "1"}
    assert post(client, f"{address}/{made}", sent).location == address
    late = post(client, f"{address}/{made}", {**sent, "minutes": "4 h", "note": "typed too late", "version": "1"})
    assert late.status_code == 409
    for part in ("Somebody else corrected", "In person visit, 3 h", 'value="4 h"', "typed too late"):
        assert part in late.text
    (version,) = re.findall(r'name="version"[^>]*value="(\d+)"', late.text)
    assert post(client, f"{address}/{made}", {**sent, "minutes": "4 h", "version": version}).location == address
    assert "It leaves the log" in client.get(f"{address}/{made}/take-back").get_data(as_text=True)
    assert post(client, f"{address}/{made}/take-back").location == address
    assert db.session.scalar(select(MentoringSession)) is None


def test_staff_see_days_and_hours_and_no_word(pair: tuple[UUID, UUID, UUID], sign_in: SignIn) -> None:
    make_session(pair[0], AS_OF, note="canary-note", next_step="canary-step")
    for person in (make_person("Maren", role=Role.COORDINATOR), make_person("Sunniva", role=Role.LIAISON, region="northwest")):
        client = sign_in(person)
        for address in (f"/pairings/{pair[0]}", f"/pairings/{pair[0]}/sessions"):
            html = client.get(address).get_data(as_text=True)
            assert "Video, 1 h" in html
            assert "canary" not in html
    third = sign_in(make_member(make_organization("Cedar Centre"), is_lead=True))
    assert third.get(f"/pairings/{pair[0]}/sessions").status_code == 404


def test_the_log_asks_as_often_of_much_as_of_little(pair: tuple[UUID, UUID, UUID], sign_in: SignIn) -> None:
    client, counts = sign_in(make_member(pair[1], is_lead=True)), []
    for number in (1, 30):
        for each in range(number):
            make_session(pair[0], AS_OF + timedelta(days=each), topics=("funding", "transport"))
        client.get(f"/pairings/{pair[0]}/sessions")
        with statements() as asked:
            assert client.get(f"/pairings/{pair[0]}/sessions").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20, counts


def test_what_is_held_about_who_logged_is_told_to_her(pair: tuple[UUID, UUID, UUID]) -> None:
    person = make_member(pair[1])
    make_session(pair[0], clock.today(), logged_by_id=person)
    ((_, count),) = next(iter(holds_about(person))).rows
    assert count == 1
