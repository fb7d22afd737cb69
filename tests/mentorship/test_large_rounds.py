"""A large round is matched by the clock: progress is shown, it can be left and stopped, and only one plan comes of it."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update

from network.accounts.models import RoleHolding
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import words
from network.mentorship import commands, jobs, queries
from network.mentorship.models import QueuedMatching, Run, RunEntry
from network.mentorship.queries import solving
from network.mentorship.queries.solving import Stopped, solve
from network.mentorship.rules import queueing
from network.mentorship.rules.queueing import MOST_TURNS, Stage, is_large
from network.mentorship.rules.values import Party, Problem
from network.organizations.models import Organization
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, open_round
from tests.factories.people import coordinator, lead_of, liaison_of, make_person
from tests.forms import post
from tests.journal import facts
from tests.notifications.inboxes import HIDDEN, inbox_of

pytestmark = pytest.mark.usefixtures("own_processes")

SignIn = Callable[..., FlaskClient]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def every_round_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queueing, "AT_ONCE", 0)


@pytest.fixture
def round_id(app: Flask, every_round_is_large: None) -> UUID:
    """A round of one mentor and two who wait."""
    make_mentor()
    make_mentee("Driftwood House")
    make_mentee("Salmonberry House")
    return open_round()


def state() -> tuple[str, int]:
    db.session.rollback()
    return db.session.execute(select(QueuedMatching.state, QueuedMatching.turn)).tuples().one()


def runs() -> int:
    return db.session.scalar(select(func.count()).select_from(Run)) or 0


def the_lease_lapses() -> None:
    db.session.execute(update(QueuedMatching).values(claimed_at=clock.now() - timedelta(minutes=3)))
    db.session.commit()


def claimed() -> commands.queueing.Claim:
    claim = commands.claim_matching()
    assert claim is not None
    return claim


def solved(round_id: UUID) -> solving.Solved:
    return queries.solve(queries.problem_for(SYSTEM, round_id))


@pytest.mark.parametrize(
    ("mentors", "mentees", "expected"), [(0, 0, False), (1, 8_000, False), (80, 100, False), (1, 8_001, True), (300, 3_000, True)]
)
def test_what_is_large_is_told_by_the_pairs_to_look_at(mentors: int, mentees: int, expected: bool) -> None:
    party = Party("x", "X")
    assert is_large(Problem((party,) * mentors, (party,) * mentees, date(2026, 11, 22))) is expected


def test_a_large_round_waits_and_is_matched_by_the_clock(round_id: UUID, sign_in: SignIn) -> None:
    person = make_person("Maren Ostrowski", role=Role.COORDINATOR)
    client = sign_in(person)
    address = f"/mentorship/rounds/{round_id}"
    assert post(client, f"{address}/match").location == f"{address}/matching"
    waiting = client.get(f"{address}/matching")
    assert waiting.headers["Refresh"] == "4"
    assert "It waits for its turn." in waiting.get_data(as_text=True)
    assert commands.keep_stage(claimed(), Stage.PRICES)
    part = client.get(f"{address}/matching", headers=HTMX).get_data(as_text=True)
    assert "step 4 of 7" in part
    assert "Pricing each other choice." in part
    assert "<html" not in part
    the_lease_lapses()
    jobs.match_large_rounds(SYSTEM)
    assert client.get(f"{address}/matching", headers=HTMX).headers["HX-Redirect"] == address
    assert client.get(f"{address}/matching").location == address
    assert "Proposed pairs" in client.get(address).get_data(as_text=True)
    assert len(facts("matching_asked")) == 1
    assert [row["served"] for row in facts("round_matched")] == [1]


def test_a_decision_on_a_large_round_shows_the_work_on_its_page(round_id: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))
    address = f"/mentorship/rounds/{round_id}"
    post(client, f"{address}/match")
    jobs.match_large_rounds(SYSTEM)
    entry = db.session.scalars(select(RunEntry).where(RunEntry.mentor_id.is_not(None))).one()
    pair = f"{entry.mentor_id}.{entry.mentee_id}"
    assert "#why" in (post(client, f"{address}/choices", {"forbid": pair}).location or "")
    page = client.get(address).get_data(as_text=True)
    assert "Forbidden in this round." in page
    assert "The new plan is being made" in page
    assert "Match again" not in page
    jobs.match_large_rounds(SYSTEM)
    assert "The new plan is being made" not in client.get(address).get_data(as_text=True)


def test_a_matching_can_be_stopped(round_id: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))
    address = f"/mentorship/rounds/{round_id}"
    post(client, f"{address}/match")
    claim = claimed()
    assert post(client, f"{address}/matching/cancel").location == address
    assert not commands.keep_stage(claim, Stage.PLAN)
    with pytest.raises(NotFound):
        commands.store_queued(SYSTEM, claim, solved(round_id))
    assert (state()[0], runs()) == ("cancelled", 0)
    with pytest.raises(Conflict):
        commands.cancel_matching(coordinator(), round_id)
    assert len(facts("matching_cancelled")) == 1


def test_whoever_watches_can_end_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "TICK", 0.01)
    seen: list[int] = []
    with pytest.raises(Stopped):
        solve(Problem((), (), date(2026, 11, 22)), watch=lambda stage: bool(seen.append(stage)))
    assert seen == [0]


def test_the_stages_are_told_on_the_way() -> None:
    assert [solving._stage(told) for told in (b"", b"stage 1\n", b"stage 1\nstage 4\nstag", b"stage 99\nnoise 3\n")] == [
        0,
        1,
        4,
        0,
    ]
    seen: list[int] = []
    solve(Problem((), (), date(2026, 11, 22)), watch=lambda stage: seen.append(stage) is None)
    assert seen[-1] == Stage.KEEPING


def test_one_scheduler_claims_it_and_another_only_when_that_gave_it_up(round_id: UUID) -> None:
    commands.queue_matching(coordinator(), round_id)
    first = claimed()
    assert commands.claim_matching() is None
    jobs.match_large_rounds(SYSTEM)
    assert runs() == 0
    the_lease_lapses()
    second = claimed()
    assert not commands.keep_stage(first, Stage.PLAN)
    answer = solved(round_id)
    with pytest.raises(NotFound):
        commands.store_queued(SYSTEM, first, answer)
    commands.store_queued(SYSTEM, second, answer)
    with pytest.raises(NotFound):
        commands.store_queued(SYSTEM, second, answer)
    assert (state(), runs()) == (("done", 2), 1)


def test_what_changes_meanwhile_makes_it_begin_anew_but_not_for_ever(round_id: UUID) -> None:
    commands.queue_matching(coordinator(), round_id)
    for turn in range(1, MOST_TURNS + 1):
        claim = claimed()
        answer = solved(round_id)
        db.session.execute(update(Organization).values(capacity=turn + 1))
        db.session.commit()
        with pytest.raises(Conflict):
            commands.store_queued(SYSTEM, claim, answer)
        commands.wait_again(claim)
        assert state() == ("waiting", turn)
    jobs.match_large_rounds(SYSTEM)
    assert (state()[0], runs()) == ("failed", 0)
    matching = queries.matching_of(coordinator(), round_id)
    assert matching is not None
    assert matching.why == queueing.CHANGED


def test_why_it_failed_is_told_and_it_can_be_asked_again(round_id: UUID, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))
    address = f"/mentorship/rounds/{round_id}"
    post(client, f"{address}/match")
    commands.fail_matching(SYSTEM, claimed(), words("Two pairs are locked at one place."))
    page = client.get(f"{address}/matching")
    assert "Refresh" not in page.headers
    assert "Two pairs are locked at one place." in page.get_data(as_text=True)
    assert post(client, f"{address}/match").location == f"{address}/matching"
    jobs.match_large_rounds(SYSTEM)
    assert (state()[0], runs()) == ("done", 1)


def test_whoever_asked_hears_how_it_ended(round_id: UUID, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    maren, other = (make_person(name, role=Role.COORDINATOR) for name in ("Maren Ostrowski", "Amélie Rousseau"))
    address = f"/mentorship/rounds/{round_id}"
    post(sign_in(maren), f"{address}/match")
    monkeypatch.setattr(queries, "solve", breaks_down)
    with pytest.raises(OSError, match="no memory"):
        jobs.match_large_rounds(SYSTEM)
    assert len(facts("matching_failed")) == 1
    assert inbox_of(sign_in, maren) == ["No new plan could be made: Winter round. Nothing was changed."]
    assert "our fault" in sign_in(maren).get(f"{address}/matching").get_data(as_text=True)
    monkeypatch.undo()
    commands.queue_matching(Actor(person_id=maren, roles=frozenset({Role.COORDINATOR})), round_id)
    jobs.match_large_rounds(SYSTEM)
    assert inbox_of(sign_in, maren)[0] == "The plan that you asked for is made: Winter round."
    assert inbox_of(sign_in, other) == []
    db.session.execute(delete(RoleHolding).where(RoleHolding.person_id == maren))
    db.session.commit()
    assert inbox_of(sign_in, maren) == [HIDDEN, HIDDEN]


def breaks_down(*_given: object) -> None:
    raise OSError("no memory")


def test_a_closed_round_is_not_matched(round_id: UUID) -> None:
    commands.queue_matching(coordinator(), round_id)
    commands.close_round(coordinator(), round_id)
    assert commands.claim_matching() is None
    with pytest.raises(Conflict):
        commands.queue_matching(coordinator(), round_id)


@pytest.mark.parametrize("actor", [lead_of(UUID(int=1)), liaison_of("northwest")], ids=["lead", "liaison"])
def test_nobody_else_asks_for_it_or_sees_it(round_id: UUID, actor: object) -> None:
    commands.queue_matching(coordinator(), round_id)
    for deed in (commands.queue_matching, commands.cancel_matching, queries.matching_of):
        ask: Callable[..., object] = deed
        with pytest.raises(NotFound):
            ask(actor, round_id)
