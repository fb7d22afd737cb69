"""The board: who sees it, in which order, narrowed how; notes that coordinators alone read; asking many at once."""

import sys
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from network.kernel import clock
from network.kernel.actor import Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.pairings import commands, queries
from network.pairings.models import Pairing, PairingNote
from network.pairings.queries import BoardNarrowing, board
from network.pairings.rules.health import Group, Reason
from network.pairings.rules.states import PairingState
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import make_agreement, make_session
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.forms import post
from tests.journal import everything, facts
from tests.notifications.inboxes import inbox_of
from tests.statements import statements

SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def pair(name: str, days_ago: int = 100, last: int | None = 3, state: PairingState = PairingState.ACTIVE, **mentor: str) -> UUID:
    """A pairing that began so long ago, and met last."""
    made = make_pairing(make_mentor(f"Mentor of {name}", **mentor), make_mentee(name), state)
    began = clock.today() - timedelta(days=days_ago)
    db.session.execute(update(Pairing).where(Pairing.id == made).values(began_on=began))
    if last is not None:
        make_session(made, clock.today() - timedelta(days=last))
    make_agreement(made, *Side)
    return made


def names(narrowing: BoardNarrowing | None = None) -> list[str]:
    return [each.line.mentee.name for each in board(coordinator(), narrowing or BoardNarrowing()).page.items]


def test_those_that_need_most_come_first(app: Flask) -> None:
    pair("Well House")
    pair("Waiting House", days_ago=5, last=None, state=PairingState.TRIAL)
    pair("Quiet House", last=60)
    pair("Closed House", status="closed")
    pair("Resting House", state=PairingState.PAUSED)
    pair("Done House", state=PairingState.COMPLETED)
    assert names() == ["Closed House", "Quiet House", "Waiting House", "Well House", "Resting House"]
    assert names(BoardNarrowing(group=Group.NEED_YOU)) == ["Closed House", "Quiet House"]
    assert names(BoardNarrowing(sought="quiet")) == ["Quiet House"]
    assert names(BoardNarrowing(state=PairingState.COMPLETED)) == ["Done House"]
    assert names(BoardNarrowing(region="northeast")) == []
    found = board(coordinator(), BoardNarrowing())
    assert dict(found.counts) == {Group.NEED_YOU: 2, Group.WAIT: 1, Group.WELL: 1, Group.PAUSED: 1, Group.ENDED: 0}
    assert found.ended[PairingState.COMPLETED] == 1
    assert found.page.items[1].health.first is Reason.STALLED
    assert found.page.items[3].months[-1] + found.page.items[3].months[-2] == 60


def test_a_liaison_watches_her_regions_and_others_have_no_board(app: Flask) -> None:
    made = pair("Quiet House")
    assert [each.line.id for each in board(liaison_of("northwest"), BoardNarrowing()).page.items] == [made]
    assert not board(liaison_of("elsewhere"), BoardNarrowing()).page.items
    with pytest.raises(Denied):
        board(lead_of(uuid4()), BoardNarrowing())


def test_the_board_is_read_in_pages_without_gaps(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {pair(f"House {number}", last=10 * number) for number in range(5)}
    monkeypatch.setattr(sys.modules["network.pairings.queries.board"], "PAGE", 2)
    read: list[UUID] = []
    after = ""
    while True:
        page = board(coordinator(), BoardNarrowing(), after).page
        read += [each.line.id for each in page.items]
        if page.older is None:
            break
        after = page.older
    assert len(read) == 5
    assert set(read) == made


def test_what_is_not_signed_or_is_to_be_reviewed_waits_for_the_sides(app: Flask) -> None:
    for name, sides, days_ago, review_in in (
        ("Fresh House", (), 30, 300),
        ("Unsigned House", (Side.MENTOR,), 31, 300),
        ("Signed House", tuple(Side), 90, 1),
        ("Reviewing House", tuple(Side), 90, -1),
    ):
        made = make_pairing(make_mentor(f"Mentor of {name}"), make_mentee(name), PairingState.ACTIVE)
        make_session(made, clock.today())
        make_agreement(made, *sides, days_ago=days_ago, review_in=review_in)
    old = make_pairing(make_mentor("Old Peers"), make_mentee("Unwritten House"), PairingState.ACTIVE)
    db.session.execute(update(Pairing).where(Pairing.id == old).values(began_on=clock.today() - timedelta(days=31)))
    make_session(old, clock.today())
    assert {each.line.mentee.name: each.health.first for each in board(coordinator(), BoardNarrowing()).page.items} == {
        "Fresh House": None,
        "Unsigned House": Reason.AGREEMENT_OPEN,
        "Signed House": None,
        "Reviewing House": Reason.REVIEW_DUE,
        "Unwritten House": Reason.AGREEMENT_OPEN,
    }


def test_the_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: SignIn) -> None:
    client, counts = sign_in(make_person("Maren", role=Role.COORDINATOR)), []
    for number in (1, 14):
        for each in range(number):
            pair(f"House {number} {each}")
        client.get("/pairings")
        with statements() as asked:
            assert client.get("/pairings").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14, counts


def test_the_page_shows_reasons_moves_and_hours(app: Flask, sign_in: SignIn) -> None:
    pair("Quiet House", last=60)
    pair("Done House", state=PairingState.COMPLETED)
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    html = client.get("/pairings").get_data(as_text=True)
    for said in ("Stalled", "60 days ago", "You: call both", "Ask those that are ticked"):
        assert said in html
    assert "Done House" in client.get("/pairings?state=completed").get_data(as_text=True)
    liaison = sign_in(make_person("Sunniva", role=Role.LIAISON, region="northwest")).get("/pairings").get_data(as_text=True)
    assert "Stalled" in liaison
    assert "Ask those that are ticked" not in liaison


def test_notes_are_for_coordinators_alone(app: Flask, sign_in: SignIn) -> None:
    made = pair("Quiet House")
    mentor = db.session.get_one(Pairing, made).mentor_id
    note = commands.note_pairing(coordinator(), made, "canary-note: call on Tuesdays.")
    assert [each.text for each in queries.notes(coordinator(), made)] == ["canary-note: call on Tuesdays."]
    for actor in (lead_of(mentor), member_of(mentor), liaison_of("northwest"), lead_of(uuid4())):
        with pytest.raises(NotFound):
            queries.notes(actor, made)
        with pytest.raises((NotFound, Denied)):
            commands.note_pairing(actor, made, "Mine.")
        with pytest.raises((NotFound, Denied)):
            commands.remove_note(actor, made, note)
    for who in (make_member(mentor, is_lead=True), make_person("Sunniva", role=Role.LIAISON, region="northwest")):
        client = sign_in(who)
        assert client.get(f"/pairings/{made}/notes").status_code == 404
        for address in (f"/pairings/{made}", "/pairings", f"/pairings/{made}/sessions"):
            assert "canary-note" not in client.get(address).get_data(as_text=True)
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    address = f"/pairings/{made}/notes"
    assert post(client, address, {"text": " "}).status_code == 422
    assert post(client, address, {"text": "Second."}).location == address
    assert "canary-note" in client.get(address).get_data(as_text=True)
    assert post(client, f"{address}/{note}/remove", page=address).location == address
    assert [row.text for row in db.session.scalars(select(PairingNote))] == ["Second."]
    assert "canary" not in str(facts("pairing_noted"))


def test_a_note_is_found_only_in_its_own_pairing(app: Flask) -> None:
    one, other = pair("One House"), pair("Other House")
    note = commands.note_pairing(coordinator(), one, "Call.")
    with pytest.raises(NotFound):
        commands.remove_note(coordinator(), other, note)


def test_nobody_is_asked_before_somebody_saw_who_gets_what(app: Flask, sign_in: SignIn) -> None:
    quiet, silent, closed = pair("Quiet House", last=60), pair("Silent House", last=50), pair("Closed House", status="closed")
    lead = make_member(db.session.get_one(Pairing, quiet).mentee_id, is_lead=True, name="Rena Okada")
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    address = f"/pairings/nudges?pairing={quiet}&pairing={silent}&pairing={closed}&pairing=nonsense"
    before = everything()
    html = client.get(address).get_data(as_text=True)
    assert everything() == before
    assert "Rena Okada" in html
    assert "No lead of either side can sign in. Call." in html
    assert "A notice would not help here. Call." in html
    plan = queries.nudge_plan(coordinator(), [quiet, silent, closed])
    assert set(plan.asks) == {quiet}
    sent = {"pairing": [str(quiet), str(silent), str(closed)], "seen": plan.seen}
    assert post(client, "/pairings/nudges", sent, page=address).location == "/pairings"
    assert [(fact["pairing_id"], fact["ask_code"]) for fact in facts("pairing_nudged")] == [(str(quiet), "meet-again")]
    assert post(client, "/pairings/nudges", sent, page=address).status_code == 409  # they were asked today
    assert "asked on" in client.get("/pairings").get_data(as_text=True)
    assert "arrange the next meeting" in str(inbox_of(sign_in, lead))


def test_a_plan_that_changed_is_looked_at_again(app: Flask) -> None:
    quiet = pair("Quiet House", last=60)
    make_member(db.session.get_one(Pairing, quiet).mentee_id, is_lead=True)
    seen = queries.nudge_plan(coordinator(), [quiet]).seen
    make_session(quiet, clock.today())
    before = everything()
    with pytest.raises(Conflict):
        commands.nudge(coordinator(), [quiet], seen)
    assert everything() == before
    with pytest.raises(Denied):
        commands.nudge(liaison_of("northwest"), [quiet], seen)
