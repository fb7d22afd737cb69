"""Plans: steps from templates and one's own, moved and done without a script, read by the two sides alone."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.organizations.models import Membership
from network.pairings import commands, queries
from network.pairings.commands import GoalDraft, StepDraft
from network.pairings.rules.plans.steps import Who
from network.pairings.rules.plans.templates import TEMPLATES
from network.pairings.rules.states import PairingState
from network.storage.db import db
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import Pair, make_pair, outsiders
from tests.factories.people import acting, make_member
from tests.forms import post
from tests.journal import everything, facts
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
MENTOR, MENTEE, BOTH = Who
CALL = StepDraft("Call each other", BOTH)


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def texts(pair: Pair) -> list[str]:
    return [step.text for group in queries.plan_of(pair.member, pair.id) for step in group.steps]


def test_a_template_is_copied_with_days_and_hangs_on_a_goal(app: Flask) -> None:
    pair, today = make_pair(), clock.today()
    goal = commands.set_goal(pair.member, pair.id, GoalDraft("funding", "A sheet"))
    commands.add_step(pair.member, pair.id, CALL)
    taken = commands.take_template(pair.mentor, pair.id, "bad-date-sheet", today, goal)
    of_goal, other = queries.plan_of(pair.member, pair.id)
    steps = TEMPLATES["bad-date-sheet"].steps
    assert taken == len(of_goal.steps) == len(steps)
    assert (of_goal.title, other.title, [step.text for step in other.steps]) == ("A sheet", "", ["Call each other"])
    assert [step.due_on for step in of_goal.steps] == [today + timedelta(weeks=step.weeks) for step in steps]
    assert facts("steps_taken") == [{"pairing_id": str(pair.id), "code": "bad-date-sheet", "steps": taken}]


def test_steps_are_changed_moved_done_and_taken_out(app: Flask) -> None:
    pair = make_pair()
    person = make_member(pair.mentee_id, name="Tove Aas")
    who = acting(person, lead_of=(pair.mentee_id,))
    one, two, three = (commands.add_step(who, pair.id, StepDraft(text, BOTH)) for text in ("One", "Two", "Three"))
    commands.move_step(who, pair.id, three, True)
    commands.move_step(who, pair.id, one, True)
    assert texts(pair) == ["One", "Three", "Two"]
    commands.change_step(who, pair.id, two, StepDraft("Two, better", MENTEE, person, clock.today() - timedelta(1)))
    step = queries.step_of(who, pair.id, two)
    assert (step.text, step.who, step.person, step.is_late(clock.today())) == ("Two, better", MENTEE, "Tove Aas", True)
    commands.finish_step(who, pair.id, two, True)
    step = queries.step_of(who, pair.id, two)
    assert (step.done_on, step.done_by, step.is_late(clock.today())) == (clock.today(), "Tove Aas", False)
    commands.finish_step(who, pair.id, two, False)
    assert queries.step_of(who, pair.id, two).done_on is None
    commands.remove_step(who, pair.id, three)
    assert texts(pair) == ["One", "Two, better"]
    assert [fact["is_done"] for fact in facts("step_done")] == [True, False]


def test_who_leaves_or_is_suspended_is_named_no_more(app: Flask) -> None:
    pair = make_pair()
    gone, kept = make_member(pair.mentee_id, name="Gone Person"), make_member(pair.mentee_id, name="Kept Person")
    for person in (gone, kept):
        commands.add_step(pair.member, pair.id, StepDraft("A step", MENTEE, person))
    db.session.execute(update(Membership).where(Membership.person_id == gone).values(ended_at=clock.now()))
    db.session.execute(update(Person).where(Person.id == kept).values(is_suspended=True))
    db.session.commit()
    assert [step.person for group in queries.plan_of(pair.member, pair.id) for step in group.steps] == ["", ""]


def test_what_is_not_of_this_pairing_is_refused_and_leaves_nothing(app: Flask) -> None:
    pair, other = make_pair(), make_pair(mentor="Larch Peers", mentee="Elm House")
    goal = commands.set_goal(other.member, other.id, GoalDraft("funding", "Theirs"))
    stranger, of_mentor = make_member(other.mentee_id), make_member(pair.mentor_id)
    before = everything()
    for draft, field in (
        (StepDraft(" ", BOTH), "text"),
        (StepDraft("A step", BOTH, stranger), "person_id"),
        (StepDraft("A step", MENTEE, of_mentor), "person_id"),
        (StepDraft("A step", BOTH, goal_id=goal), "goal_id"),
    ):
        with pytest.raises(Invalid) as refused:
            commands.add_step(pair.member, pair.id, draft)
        assert refused.value.field == field
    for code, goal_id in (("made-up", None), ("board", goal)):
        with pytest.raises(Invalid):
            commands.take_template(pair.member, pair.id, code, clock.today(), goal_id)
    assert everything() == before


def test_what_is_over_stays_and_outsiders_find_nothing(app: Flask) -> None:
    over, pair = make_pair(PairingState.COMPLETED, mentor="Larch Peers", mentee="Elm House"), make_pair()
    with pytest.raises(Conflict):
        commands.add_step(over.member, over.id, CALL)
    step, others = commands.add_step(pair.member, pair.id, CALL), outsiders()
    before = everything()

    def tried(who: Actor, pairing_id: UUID) -> None:
        for deed in (
            lambda: commands.add_step(who, pairing_id, CALL),
            lambda: commands.take_template(who, pairing_id, "board", clock.today()),
            lambda: commands.change_step(who, pairing_id, step, CALL),
            lambda: commands.move_step(who, pairing_id, step, True),
            lambda: commands.remove_step(who, pairing_id, step),
            lambda: commands.finish_step(who, pairing_id, step, True),
            lambda: queries.plan_of(who, pairing_id),
        ):
            with pytest.raises(NotFound):
                deed()

    for actor in others:
        tried(actor, pair.id)
    tried(pair.member, uuid4())
    assert everything() == before


def test_the_plan_on_the_screen(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client, address = sign_in(make_member(pair.mentee_id)), f"/pairings/{pair.id}/plan"
    assert "No step yet" in client.get(address).get_data(as_text=True)
    assert post(client, f"{address}/template", {"template": "board", "starts_on": "2026-12-01"}).location == address
    refused = post(client, f"{address}/new", {"text": "", "who": "both", "due_on": "soon"})
    assert (refused.status_code, "soon" in refused.get_data(as_text=True)) == (422, True)
    assert post(client, f"{address}/new", {"text": "Call each other", "who": "both"}).location == address
    last = queries.plan_of(pair.member, pair.id)[-1].steps[-1]
    assert post(client, f"{address}/{last.id}/up", page=address).location == f"{address}#step-{last.id}"
    assert post(client, f"{address}/{last.id}/done", page=address).status_code == 303
    assert "1 of 5 steps" in client.get(address).get_data(as_text=True)
    assert client.post(f"{address}/{last.id}/done").status_code == 422
    assert post(client, f"{address}/{last.id}/remove", page=address).location == address
    assert "Call each other" not in texts(pair)


def test_the_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client, counts = sign_in(make_member(pair.mentee_id)), []
    for number in (1, 12):
        for each in range(number):
            goal = commands.set_goal(pair.member, pair.id, GoalDraft("funding", f"Goal {number} {each}"))
            commands.add_step(pair.member, pair.id, StepDraft(f"Step {each}", BOTH, goal_id=goal))
        client.get(f"/pairings/{pair.id}/plan")
        with statements() as asked:
            assert client.get(f"/pairings/{pair.id}/plan").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 11, counts
