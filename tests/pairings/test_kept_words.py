"""What was typed outlives what happened meanwhile: the form comes back with it, says what happened, and answers 409.

And a form that is sent twice writes one thing.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from network.kernel import clock
from network.kernel.actor import Role
from network.pairings import commands
from network.pairings.commands import ChangeDraft, ClosingDraft, ContactDraft, GoalDraft, NeedsDraft, StepDraft
from network.pairings.models import Circle, Goal, PairingContact, PairingNote, PlanStep
from network.pairings.rules.changes import Change
from network.pairings.rules.checks import CheckAnswer
from network.pairings.rules.goals import GoalState
from network.pairings.rules.needs import Moment
from network.pairings.rules.plans.steps import Who
from network.pairings.rules.states import Side
from network.storage.db import Row, db
from tests.factories.mentorship import make_mentor
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import Pair, make_check, make_pair
from tests.factories.people import coordinator, make_member, make_person
from tests.forms import post
from tests.journal import everything

SignIn = Callable[..., FlaskClient]
TYPED = "Typed on a telephone in a car park"


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def end(pair: Pair) -> None:
    commands.change_pairing(coordinator(), pair.id, ChangeDraft(Change.COMPLETE))


def refused(client: FlaskClient, address: str, sent: dict[str, object], said: str) -> None:
    """It was too late: the page says so, keeps what was typed, and nothing was written."""
    before = written()
    late = post(client, address, sent)
    assert late.status_code == 409
    assert said in late.text
    assert TYPED in late.text
    assert "what you typed is still here" in late.text
    assert written() == before


def written() -> dict[str, object]:
    """All that is in the database, but for who looked at what."""
    return {table: rows for table, rows in everything().items() if table not in ("noted", "journal_entry")}


def test_forms_of_a_pairing_that_ended_meanwhile_keep_what_was_typed(sign_in: SignIn) -> None:
    pair = make_pair()
    goal = commands.set_goal(pair.mentee, pair.id, GoalDraft("funding", "A bad date sheet"))
    step = commands.add_step(pair.mentee, pair.id, StepDraft("Call", Who.BOTH))
    contact = commands.name_contact(pair.mentee, pair.id, Side.MENTEE, ContactDraft(None, "Priya", "By phone"))
    commands.assess_needs(pair.mentee, pair.id, Moment.START, NeedsDraft({"funding": 1}))
    client, address = sign_in(make_member(pair.mentee_id)), f"/pairings/{pair.id}"
    end(pair)
    forms: dict[str, dict[str, object]] = {
        "goals/new": {"topic": "funding", "title": TYPED},
        f"goals/{goal}": {"topic": "funding", "title": TYPED},
        "plan/new": {"text": TYPED, "who": "both", "person_id": "", "goal_id": ""},
        f"plan/{step}": {"text": TYPED, "who": "both", "person_id": "", "goal_id": ""},
        "contacts/mentee": {"name": "Ana", "person_id": "", "reach": TYPED},
        f"contacts/{contact}": {"reach": TYPED},
        "needs/middle": {"topic-funding": "2", "note": TYPED},
    }
    for page, sent in forms.items():
        refused(client, f"{address}/{page}", sent, "This pairing has ended")


def test_a_goal_that_was_closed_meanwhile_keeps_the_words_of_who_was_changing_it(sign_in: SignIn) -> None:
    pair = make_pair()
    goal = commands.set_goal(pair.mentee, pair.id, GoalDraft("funding", "A bad date sheet"))
    client = sign_in(make_member(pair.mentee_id))
    commands.close_goal(pair.mentee, pair.id, goal, ClosingDraft(GoalState.REACHED))
    refused(client, f"/pairings/{pair.id}/goals/{goal}", {"topic": "funding", "title": TYPED}, "This goal is closed")


@pytest.mark.parametrize("change", ["pause", "extend", "complete", "end"])
def test_who_changes_a_pairing_second_keeps_her_note_and_reads_how_it_stands(change: str, sign_in: SignIn) -> None:
    pair = make_pair()
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    end(pair)
    day = (clock.today() + timedelta(60)).isoformat()
    sent: dict[str, object] = {"day": day, "why": "no-capacity", "note": TYPED}
    refused(client, f"/pairings/{pair.id}/change/{change}", sent, "It is now: completed.")
    assert client.get(f"/pairings/{pair.id}/change/{change}").status_code == 404


def test_who_may_not_change_a_pairing_finds_no_such_page_however_it_stands(sign_in: SignIn) -> None:
    pair = make_pair()
    client = sign_in(make_member(pair.mentee_id))
    address = f"/pairings/{pair.id}/change/end"
    assert post(client, address, {"note": TYPED}, page="/").status_code == 404
    end(pair)
    assert post(client, address, {"note": TYPED}, page="/").status_code == 404


def test_who_answers_a_check_second_keeps_her_word_to_the_coordinators(sign_in: SignIn) -> None:
    pair = make_pair()
    check = make_check(pair.id, "mentee")
    client = sign_in(make_member(pair.mentee_id))
    commands.answer_check(pair.mentee, pair.id, check, CheckAnswer.GOOD, "")
    refused(client, f"/pairings/{pair.id}/checks/{check}", {"answer": "good", "note": TYPED}, "has answered this already")


def count(table: type[Row]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(
    ("page", "table", "sent"),
    [
        ("goals/new", Goal, {"topic": "funding", "title": TYPED}),
        ("plan/new", PlanStep, {"text": TYPED, "who": "both", "person_id": "", "goal_id": ""}),
        ("contacts/mentee", PairingContact, {"name": "Ana", "person_id": "", "reach": TYPED}),
    ],
)
def test_a_form_of_a_side_that_is_sent_twice_writes_one_thing(
    page: str, table: type[Row], sent: dict[str, object], sign_in: SignIn
) -> None:
    pair = make_pair()
    twice(sign_in(make_member(pair.mentee_id)), f"/pairings/{pair.id}/{page}", table, sent)


def test_so_do_a_note_and_a_circle(sign_in: SignIn) -> None:
    pair, client = make_pair(), sign_in(make_person("Maren", role=Role.COORDINATOR))
    twice(client, f"/pairings/{pair.id}/notes", PairingNote, {"text": TYPED})
    twice(client, "/pairings/circles/new", Circle, {"name": TYPED, "host_id": str(make_mentor("Hearth"))})


def twice(client: FlaskClient, address: str, table: type[Row], sent: dict[str, object]) -> None:
    once: UUID = uuid4()
    answers = [post(client, address, {**sent, "new_id": str(once)}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 422]
    assert TYPED in answers[1].text
    assert "already" in answers[1].text
    assert count(table) == 1
