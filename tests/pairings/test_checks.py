"""Short checks: prepared once, answered once, never shown to the other side in any way."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from network.accounts.models import RoleHolding
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.pairings import commands, queries
from network.pairings.jobs import prepare_checks
from network.pairings.models import Pairing, PairingCheck
from network.pairings.queries import BoardNarrowing, board
from network.pairings.rules.checks import CheckAnswer, CheckMoment
from network.pairings.rules.health import Reason
from network.pairings.rules.states import Side
from network.storage.db import db
from tests.factories.mentorship import AS_OF, make_mentee, make_mentor, make_pairing
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import make_agreement, make_check, make_session
from tests.factories.people import acting, coordinator, lead_of, liaison_of, make_member, make_person, member_of
from tests.forms import post
from tests.journal import facts
from tests.mentorship.views.pages import without_tokens
from tests.notifications.inboxes import inbox_of

SignIn = Callable[..., FlaskClient]
GOOD, NOT_SURE, NOT_WORKING = CheckAnswer


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


@pytest.fixture
def pair(app: Flask) -> tuple[UUID, UUID, UUID]:
    mentor, mentee = make_mentor(), make_mentee()
    return make_pairing(mentor, mentee), mentor, mentee


def reasons(actor: Actor, pairing_id: UUID) -> set[Reason]:
    found = board(actor, BoardNarrowing()).page.items
    return {reason for each in found if each.line.id == pairing_id for reason in each.health.reasons}


def test_what_is_due_is_asked_once(pair: tuple[UUID, UUID, UUID]) -> None:
    with time_machine.travel("2026-12-21 19:00", tick=False):
        prepare_checks(SYSTEM)
        assert not facts("check_due")
        make_session(pair[0], date(2026, 11, 30))
        for _ in range(2):
            prepare_checks(SYSTEM)
    with time_machine.travel("2026-12-22 19:00", tick=False):
        for _ in range(2):
            prepare_checks(SYSTEM)
    assert [fact["moment_code"] for fact in facts("check_due")] == ["first", "month"]
    rows = db.session.execute(select(PairingCheck.side, PairingCheck.moment)).tuples().all()
    assert sorted(rows) == sorted((side.value, moment) for side in Side for moment in ("first", "month"))
    with pytest.raises(Conflict):
        commands.prepare_check(SYSTEM, pair[0], CheckMoment.FIRST, AS_OF)
    with pytest.raises(Denied):
        commands.prepare_check(coordinator(), pair[0], CheckMoment.CLOSING, AS_OF)


@pytest.mark.parametrize("moment", ["2026-11-01 08:59", "2026-11-01 09:01", "2027-03-14 10:01"])  # an hour twice, an hour never
def test_the_clock_change_asks_nobody_twice(pair: tuple[UUID, UUID, UUID], moment: str) -> None:
    began = date.fromisoformat(moment[:10]) - timedelta(days=30)
    db.session.execute(update(Pairing).values(began_on=began))
    db.session.commit()
    for minute in (0, 30, 60, 90):
        with time_machine.travel(moment, tick=False) as traveller:
            traveller.shift(timedelta(minutes=minute))
            prepare_checks(SYSTEM)
    assert len(facts("check_due")) == 1


def everybody(mentor: UUID, mentee: UUID) -> list[tuple[Actor, set[str]]]:
    """Who sees which side's checks."""
    return [
        (coordinator(), {"mentor", "mentee"}),
        (lead_of(mentor), {"mentor"}),
        (member_of(mentee), {"mentee"}),
        (lead_of(mentor, mentee), {"mentor", "mentee"}),
        (liaison_of("northwest"), set()),
        (lead_of(uuid4()), set()),
        (Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR})), set()),
        (Actor(), set()),
    ]


def test_each_sees_its_own_side_alone(pair: tuple[UUID, UUID, UUID]) -> None:
    made = {side: make_check(pair[0], side) for side in ("mentor", "mentee")}
    for actor, sees in everybody(pair[1], pair[2]):
        assert {row.side for row in db.session.scalars(queries.checks_visible_to(actor))} == sees
        for side, check_id in made.items():
            if side not in sees:
                with pytest.raises(NotFound):
                    commands.answer_check(actor, pair[0], check_id, GOOD, "")
            elif not actor.organization_ids:
                with pytest.raises(Denied):
                    commands.answer_check(actor, pair[0], check_id, GOOD, "")


def test_an_answer_stands_and_the_journal_does_not_know_it(pair: tuple[UUID, UUID, UUID]) -> None:
    check = make_check(pair[0], "mentee")
    commands.answer_check(member_of(pair[2]), pair[0], check, NOT_WORKING, "canary-note")
    with pytest.raises(Conflict):
        commands.answer_check(lead_of(pair[2]), pair[0], check, GOOD, "")
    (fact,) = facts("check_answered")
    assert fact == {"pairing_id": str(pair[0]), "check_id": str(check)}
    assert reasons(coordinator(), pair[0]) >= {Reason.NOT_WORKING}
    assert not reasons(liaison_of("northwest"), pair[0]) & {Reason.NOT_WORKING, Reason.NOT_SURE}
    later = make_check(pair[0], "mentee", "month", due_on=clock.today() + timedelta(days=1))
    commands.answer_check(member_of(pair[2]), pair[0], later, GOOD, "")
    assert not reasons(coordinator(), pair[0]) & {Reason.NOT_WORKING, Reason.NOT_SURE}


def test_not_working_is_told_to_coordinators_and_to_nobody_else(pair: tuple[UUID, UUID, UUID], sign_in: SignIn) -> None:
    maren = make_person("Maren", role=Role.COORDINATOR)
    leads = [make_member(pair[1], is_lead=True), make_member(pair[2], is_lead=True)]
    liaison = make_person("Sunniva", role=Role.LIAISON, region="northwest")
    for answer, moment in ((GOOD, "first"), (NOT_SURE, "month"), (NOT_WORKING, "midpoint")):
        commands.answer_check(member_of(pair[2]), pair[0], make_check(pair[0], "mentee", moment), answer, "")
    assert len([said for said in inbox_of(sign_in, maren) if "does not work" in said]) == 2
    for other in (*leads, liaison):
        assert inbox_of(sign_in, other) == []


def test_the_other_side_sees_the_same_pages_whatever_was_answered(pair: tuple[UUID, UUID, UUID], sign_in: SignIn) -> None:
    """Not by words, counts, states, nor by the weight of a page."""
    for side in ("mentor", "mentee"):
        make_check(pair[0], side)
    mine = db.session.scalars(select(PairingCheck.id).where(PairingCheck.side == "mentee")).one()
    mentor, liaison = (
        sign_in(make_member(pair[1], is_lead=True)),
        sign_in(make_person("Sunniva", role=Role.LIAISON, region="northwest")),
    )
    assert liaison.get(f"/pairings/{pair[0]}/checks").status_code == 404
    pages = ("", "/checks", "/sessions")

    def seen(client: FlaskClient) -> list[str]:
        return [without_tokens(client.get(f"/pairings/{pair[0]}{page}").get_data(as_text=True)) for page in pages]

    before = seen(mentor), seen(liaison)
    commands.answer_check(member_of(pair[2]), pair[0], mine, NOT_WORKING, "canary-note")
    assert (seen(mentor), seen(liaison)) == before
    assert mentor.get(f"/pairings/{pair[0]}/checks/{mine}").status_code == 404


def test_a_side_answers_in_one_press(pair: tuple[UUID, UUID, UUID], sign_in: SignIn) -> None:
    check = make_check(pair[0], "mentee")
    client = sign_in(make_member(pair[2]))
    assert "A short check waits for you" in client.get(f"/pairings/{pair[0]}").get_data(as_text=True)
    address = f"/pairings/{pair[0]}/checks/{check}"
    assert post(client, address, {"note": "Kept."}).status_code == 422
    assert post(client, address, {"answer": "not-sure", "note": "They are kind."}).location == f"/pairings/{pair[0]}"
    html = client.get(f"/pairings/{pair[0]}/checks").get_data(as_text=True)
    assert "Not sure" in html
    assert "A short check waits for you" not in client.get(f"/pairings/{pair[0]}").get_data(as_text=True)
    maren = sign_in(make_person("Maren", role=Role.COORDINATOR)).get(f"/pairings/{pair[0]}/checks").get_data(as_text=True)
    assert "They are kind." in maren


def test_a_nudge_about_a_check_goes_to_the_side_that_owes_it(pair: tuple[UUID, UUID, UUID], sign_in: SignIn) -> None:
    long_ago = clock.today() - timedelta(days=20)
    db.session.execute(update(Pairing).values(began_on=clock.today() - timedelta(days=60)))
    make_session(pair[0], clock.today() - timedelta(days=2))
    for side in ("mentor", "mentee"):
        make_check(pair[0], side, due_on=long_ago, answer="good" if side == "mentor" else None)
    owes, done = make_member(pair[2], is_lead=True, name="Rena Okada"), make_member(pair[1], is_lead=True, name="Wren Abbott")
    plan = queries.nudge_plan(coordinator(), [pair[0]])
    assert plan.lines[0].names == ("Rena Okada",)
    commands.nudge(coordinator(), [pair[0]], plan.seen)
    assert any("a short check waits" in said for said in inbox_of(sign_in, owes))
    assert inbox_of(sign_in, done) == []


def test_whoever_coordinates_and_belongs_to_a_side_is_the_other_side_to_the_other(
    pair: tuple[UUID, UUID, UUID], sign_in: SignIn
) -> None:
    made, mentor, mentee = pair
    make_session(made, clock.today())
    own, other = make_check(made, "mentor"), make_check(made, "mentee")
    both = make_member(mentor, name="Both")
    db.session.add(RoleHolding(person_id=both, role=Role.COORDINATOR, given_at=clock.now()))
    db.session.commit()
    who, maren = acting(both, Role.COORDINATOR, lead_of=(mentor,)), make_person("Maren", role=Role.COORDINATOR)
    commands.answer_check(lead_of(mentee), made, other, NOT_WORKING, "canary")
    assert [line.id for line in queries.checks(who, made)] == [own]
    with pytest.raises(NotFound):
        queries.get_check(who, made, other)
    assert Reason.NOT_WORKING in reasons(coordinator(), made)
    assert Reason.NOT_WORKING not in reasons(who, made)
    troubled = "a side says that it does not work"
    assert troubled in str(inbox_of(sign_in, maren))
    assert troubled not in str(inbox_of(sign_in, both))
    commands.answer_check(lead_of(mentor), made, own, NOT_SURE, "")
    assert Reason.NOT_SURE in reasons(who, made)


def test_who_would_be_asked_about_a_check_is_told_to_coordinators_of_neither_side(pair: tuple[UUID, UUID, UUID]) -> None:
    made, mentor, mentee = pair
    make_session(made, clock.today())
    make_agreement(made, *Side)
    for side in Side:
        make_check(made, side, due_on=clock.today() - timedelta(days=30))
    make_member(mentee, name="Lead of the other", is_lead=True)
    both = acting(make_member(mentor, name="Both", is_lead=True), Role.COORDINATOR, lead_of=(mentor,))
    (line,) = queries.nudge_plan(coordinator(), [made]).lines
    assert (line.names, line.why_not) == (("Both", "Lead of the other"), None)
    plan = queries.nudge_plan(both, [made])
    assert (plan.lines[0].names, plan.asks) == ((), {})
    assert "another coordinator" in str(plan.lines[0].why_not)
    with pytest.raises(Conflict):
        commands.nudge(both, [made], plan.seen)
