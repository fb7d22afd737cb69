"""A second mentor, from the wish to the pairing: each of the two is asked, answered and ended without the other."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from network.kernel.actor import Role
from network.kernel.refusals import Conflict
from network.mentorship import commands, queries
from network.mentorship.commands import AnswerDraft, PairDraft
from network.mentorship.models import Proposal, RunSecond
from network.mentorship.rules.parameters import Parameters
from network.mentorship.rules.plan_file import verify
from network.organizations.models import Organization
from network.pairings.models import Pairing
from network.pairings.rules.states import Side
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, match, open_round, state_of
from tests.factories.people import coordinator, lead_of, make_member, make_person
from tests.forms import post
from tests.mentorship.views.pages import page

SignIn = Callable[..., FlaskClient]
YES, NO = AnswerDraft(True), AnswerDraft(False, "Not now")


@dataclass(frozen=True)
class House:
    """A round in which one waits, one teaches its first wish, and two teach the second."""

    round_id: UUID
    mentee: UUID
    first: UUID
    second: UUID
    spare: UUID

    def proposal(self, mentor: UUID) -> UUID:
        db.session.rollback()
        found = db.session.scalars(select(Proposal.id).where(Proposal.mentor_id == mentor, Proposal.mentee_id == self.mentee))
        return found.one()

    def answer(self, mentor: UUID, draft: AnswerDraft, *sides: Side) -> None:
        for side in sides:
            who = lead_of(mentor if side is Side.MENTOR else self.mentee)
            commands.answer_proposal(who, self.proposal(mentor), side, draft)


def pairs_of(round_id: UUID) -> tuple[dict[UUID, UUID | None], dict[UUID, UUID]]:
    """First mentors and second ones of the round's plan, by mentee."""
    db.session.rollback()
    first = {line.mentee.id: line.mentor.id if line.mentor else None for line in queries.all_pairs(coordinator(), round_id)}
    seconds = {mentee: view.mentor.id for mentee, view in queries.seconds_of(coordinator(), round_id, first).items()}
    alone = {mentee.id: view.mentor.id for mentee, view in queries.seconds_alone(coordinator(), round_id)}
    assert not seconds.keys() & alone.keys()
    return first, seconds | alone


@pytest.fixture
def house(app: Flask) -> House:
    first = make_mentor("Mountain View Peer Support", teaches=("outreach",))
    second = make_mentor("Cedar Peers", teaches=("bad-date-sheets",))
    spare = make_mentor("Juniper Peers", teaches=("bad-date-sheets",), free=())
    mentee = make_mentee(wants=("outreach", "bad-date-sheets"))
    round_id = open_round()
    commands.change_round(coordinator(), round_id, Parameters(second_mentor=True), 1)
    match(round_id)
    return House(round_id, mentee, first, second, spare)


@pytest.fixture
def published(house: House) -> House:
    commands.publish_round(coordinator(), house.round_id)
    return house


def test_the_plan_has_a_second_mentor_with_reasons_and_a_proof(house: House) -> None:
    assert pairs_of(house.round_id) == ({house.mentee: house.first}, {house.mentee: house.second})
    run = queries.run_of(coordinator(), house.round_id)
    assert run is not None
    assert (run.served, run.second_mentors, run.is_current) == (1, 1, True)
    view = queries.seconds_of(coordinator(), house.round_id, [house.mentee])[house.mentee]
    assert sum(each.points for each in view.criteria) == view.fit
    assert any("Teaches the one topic wanted" in str(each) for each in view.for_members)
    uses = {use.mentor.id: (use.places, use.used) for use in queries.mentors_of(coordinator(), house.round_id)}
    assert uses == {house.first: (1, 1), house.second: (1, 1), house.spare: (1, 0)}


def test_without_the_wish_nobody_gets_one(house: House) -> None:
    commands.change_round(coordinator(), house.round_id, Parameters(), 2)
    match(house.round_id)
    assert pairs_of(house.round_id) == ({house.mentee: house.first}, {})
    assert db.session.scalars(select(RunSecond)).all() == []


def test_a_forbidden_second_pair_goes_to_another(house: House) -> None:
    commands.forbid_pair(coordinator(), house.round_id, PairDraft(house.second, house.mentee))
    match(house.round_id)
    assert pairs_of(house.round_id) == ({house.mentee: house.first}, {house.mentee: house.spare})


def test_both_accepted_are_two_pairings(published: House) -> None:
    published.answer(published.second, YES, Side.MENTOR, Side.MENTEE)
    waits = select(Organization.wants_mentor).where(Organization.id == published.mentee)
    assert db.session.scalar(waits) is True  # a second one doesn't end the waiting: the first may still say no
    published.answer(published.first, YES, Side.MENTOR, Side.MENTEE)
    assert db.session.scalar(waits) is False
    found = {row.mentor_id: row.is_second for row in db.session.scalars(select(Pairing))}
    assert found == {published.first: False, published.second: True}
    match(published.round_id)
    assert pairs_of(published.round_id) == ({}, {})


@pytest.mark.parametrize("first_says", [None, YES], ids=["the first waits", "the first is settled"])
def test_a_no_to_the_second_reopens_only_that(published: House, first_says: AnswerDraft | None) -> None:
    if first_says:
        published.answer(published.first, first_says, Side.MENTOR, Side.MENTEE)
    before = state_of(published.proposal(published.first))
    published.answer(published.second, NO, Side.MENTEE)
    assert state_of(published.proposal(published.first)) == before
    match(published.round_id)
    assert pairs_of(published.round_id)[1] == {published.mentee: published.spare}
    commands.publish_round(coordinator(), published.round_id)
    assert state_of(published.proposal(published.first)) == before
    assert state_of(published.proposal(published.spare)) == "proposed"


def test_a_second_of_a_settled_pair_has_a_line_of_its_own(published: House, sign_in: SignIn) -> None:
    published.answer(published.first, YES, Side.MENTOR, Side.MENTEE)
    match(published.round_id)
    client = sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))
    plan = page(client, f"/mentorship/rounds/{published.round_id}")
    assert "Second mentors of settled pairs" in plan
    assert "Cedar Peers" in plan
    assert f'name="lock_second" value="{published.second}.{published.mentee}"' not in plan  # it is published
    table = page(client, f"/mentorship/rounds/{published.round_id}/plan.csv").lstrip("\ufeff")
    (row,) = csv.DictReader(table.splitlines())
    assert row["Second mentor"] == "Cedar Peers"
    assert (row["Mentee"], row["Mentor"], row["Why"]) == ("Driftwood Transition House", "", "")


def test_a_no_to_the_first_leaves_the_second_where_it_is(published: House) -> None:
    published.answer(published.first, NO, Side.MENTOR)
    match(published.round_id)
    assert pairs_of(published.round_id) == ({published.mentee: published.spare}, {published.mentee: published.second})
    commands.publish_round(coordinator(), published.round_id)
    assert state_of(published.proposal(published.second)) == "proposed"


def test_a_published_second_is_not_locked_as_a_first(published: House) -> None:
    with pytest.raises(Conflict):
        commands.lock_pair(coordinator(), published.round_id, PairDraft(published.second, published.mentee))


def test_the_last_place_is_counted_for_second_mentors_too(published: House) -> None:
    db.session.execute(update(Organization).where(Organization.id == published.second).values(capacity=0))
    db.session.commit()
    with pytest.raises(Conflict):
        published.answer(published.second, YES, Side.MENTOR)


def test_coordinators_see_it_everywhere_and_take_it_away(house: House, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))
    address = f"/mentorship/rounds/{house.round_id}"
    plan = page(client, f"{address}?pair={house.mentee}")
    assert "Second: Cedar Peers" in plan
    assert "Forbid the second pair" in plan
    assert "With a second mentor" in plan
    assert "Publish 2 pairs" in plan
    table = page(client, f"{address}/plan.csv")
    assert "Second mentor" in table
    assert "Cedar Peers" in table
    assert verify(page(client, f"{address}/proof-of-second.json")).proven
    assert 'name="second_mentor" type="checkbox" value="y"' in page(client, f"{address}/matters")
    pair = f"{house.second}.{house.mentee}"
    post(client, f"{address}/choices", {"forbid": pair})
    assert "Second: Juniper Peers" in page(client, address)


def test_the_sides_read_that_it_is_a_second_and_not_who_is_first(published: House, sign_in: SignIn) -> None:
    client = sign_in(make_member(published.second, is_lead=True))
    text = page(client, f"/mentorship/proposals/{published.proposal(published.second)}")
    assert "second mentor" in text
    assert "Mountain View" not in text
