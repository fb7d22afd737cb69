"""Second pairs are locked, moved and forbidden like first ones, with their price, and never at a first mentor's cost."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.kernel.actor import Actor, Role
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.mentorship import commands, queries
from network.mentorship.commands import AnswerDraft, PairDraft
from network.mentorship.models import Proposal, RoundChoice
from network.mentorship.rules.parameters import Parameters
from network.organizations import commands as organizations
from network.pairings.rules.states import Side
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, match, open_round
from tests.factories.people import coordinator, lead_of, liaison_of, make_person
from tests.forms import post
from tests.mentorship.views.pages import page

SignIn = Callable[..., FlaskClient]


@dataclass(frozen=True)
class House:
    """A round in which one waits, one teaches its first wish, and two teach the second."""

    round_id: UUID
    mentee: UUID
    first: UUID
    second: UUID
    spare: UUID

    def of(self, mentor: UUID, mentee: UUID | None = None) -> PairDraft:
        return PairDraft(mentor, mentee or self.mentee, "they know each other", is_second=True)

    def seconds(self) -> dict[UUID, tuple[UUID, bool]]:
        """The second mentor of each in the plan, and whether it is locked."""
        db.session.rollback()
        lines = [line.mentee.id for line in queries.all_pairs(coordinator(), self.round_id)]
        found = queries.seconds_of(coordinator(), self.round_id, lines)
        return {mentee: (view.mentor.id, view.is_locked) for mentee, view in found.items()}

    def firsts(self) -> dict[UUID, UUID | None]:
        found = queries.all_pairs(coordinator(), self.round_id)
        return {line.mentee.id: line.mentor.id if line.mentor else None for line in found}


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


def test_moving_a_second_pair_has_a_price_and_is_kept_by_the_next_plans(house: House) -> None:
    moves = queries.second_moves(coordinator(), house.round_id, house.mentee)
    assert moves is not None
    (other,) = moves.choices
    assert (other.mentor_id, other.price.is_possible, other.price.lost_in_all) == (house.spare, True, 0)
    assert [str(each) for each in other.price.says] == [f"The fit of second pairs falls by {other.price.fit}."]
    before = house.firsts()
    commands.move_pair(coordinator(), house.round_id, house.of(house.spare))
    match(house.round_id)
    assert house.seconds() == {house.mentee: (house.spare, True)}
    assert house.firsts() == before
    run = queries.run_of(coordinator(), house.round_id)
    assert run is not None
    assert (run.second_mentors, run.is_current) == (1, True)
    commands.free_pair(coordinator(), house.round_id, house.spare, house.mentee)
    match(house.round_id)
    assert house.seconds() == {house.mentee: (house.second, False)}


def test_one_mentee_may_have_both_pairs_locked_and_each_is_taken_back_alone(house: House) -> None:
    commands.lock_pair(coordinator(), house.round_id, PairDraft(house.first, house.mentee))
    commands.lock_pair(coordinator(), house.round_id, house.of(house.second))
    commands.move_pair(coordinator(), house.round_id, house.of(house.spare))
    kept = db.session.execute(select(RoundChoice.kind, RoundChoice.is_second, RoundChoice.mentor_id)).tuples().all()
    assert sorted(kept) == [("locked", False, house.first), ("moved", True, house.spare)]
    said = [(each.kind, each.is_second) for each in queries.decisions(coordinator(), house.round_id)]
    assert said == [("locked", False), ("moved", True)]
    match(house.round_id)
    scenario = commands.save_scenario(coordinator(), house.round_id, "Both")
    commands.forbid_pair(coordinator(), house.round_id, house.of(house.spare))
    assert set(db.session.scalars(select(RoundChoice.is_second))) == {False}
    commands.adopt_scenario(coordinator(), house.round_id, scenario)
    assert set(db.session.scalars(select(RoundChoice.is_second))) == {True, False}


def test_a_locked_second_pair_holds_its_place_when_somebody_else_comes(house: House) -> None:
    commands.lock_pair(coordinator(), house.round_id, house.of(house.second))
    commands.forbid_pair(coordinator(), house.round_id, PairDraft(house.spare, house.mentee))
    other = make_mentee("Salmonberry Safe Home", wants=("bad-date-sheets",))
    commands.forbid_pair(coordinator(), house.round_id, PairDraft(house.spare, other))
    match(house.round_id)
    assert house.seconds() == {house.mentee: (house.second, True)}
    assert house.firsts()[other] is None


@pytest.mark.parametrize("is_first", [True, False], ids=["the first one", "who teaches nothing that is left"])
def test_what_can_not_be_a_second_pair_is_refused(house: House, is_first: bool) -> None:
    other = house.first if is_first else make_mentor("Larch Peers", teaches=("outreach",))
    with pytest.raises((Conflict, Invalid)):
        commands.lock_pair(coordinator(), house.round_id, house.of(other))
    assert db.session.scalars(select(RoundChoice)).all() == []


def test_a_place_that_is_taken_or_a_round_without_seconds_is_refused(house: House) -> None:
    other = make_mentee("Salmonberry Safe Home", wants=("bad-date-sheets", "outreach"))
    organizations.set_capacity(coordinator(), house.first, 2)
    match(house.round_id)
    commands.lock_pair(coordinator(), house.round_id, house.of(house.spare))
    with pytest.raises((Invalid, Conflict)):
        commands.lock_pair(coordinator(), house.round_id, house.of(house.spare, other))
    with pytest.raises(NotFound):
        commands.lock_pair(coordinator(), house.round_id, house.of(UUID(int=7)))
    version = queries.round_of(coordinator(), house.round_id).version
    commands.change_round(coordinator(), house.round_id, Parameters(), version)
    with pytest.raises(Conflict, match="no second mentors"):
        commands.lock_pair(coordinator(), house.round_id, house.of(house.second))


@pytest.mark.parametrize("actor", [lead_of(UUID(int=1)), liaison_of("northwest")], ids=["lead", "liaison"])
def test_only_coordinators_decide(house: House, actor: Actor) -> None:
    for act in (commands.lock_pair, commands.move_pair, commands.forbid_pair):
        with pytest.raises(NotFound):
            act(actor, house.round_id, house.of(house.second))
    with pytest.raises(NotFound):
        queries.second_moves(actor, house.round_id, house.mentee)


def test_moving_a_published_second_pair_takes_the_proposal_back_unless_a_side_has_said_yes(house: House) -> None:
    commands.publish_round(coordinator(), house.round_id)
    commands.move_pair(coordinator(), house.round_id, house.of(house.spare))
    match(house.round_id)
    commands.publish_round(coordinator(), house.round_id)
    states = dict(db.session.execute(select(Proposal.mentor_id, Proposal.state)).tuples().all())
    assert states == {house.first: "proposed", house.second: "withdrawn", house.spare: "proposed"}
    proposal = db.session.scalars(select(Proposal.id).where(Proposal.mentor_id == house.spare)).one()
    commands.answer_proposal(lead_of(house.mentee), proposal, Side.MENTEE, AnswerDraft(True))
    with pytest.raises(Conflict, match="accepted another pair"):
        commands.move_pair(coordinator(), house.round_id, house.of(house.second))


def test_a_lock_that_was_accepted_by_both_has_done_its_work(house: House) -> None:
    commands.lock_pair(coordinator(), house.round_id, PairDraft(house.first, house.mentee))
    commands.lock_pair(coordinator(), house.round_id, house.of(house.second))
    match(house.round_id)
    commands.publish_round(coordinator(), house.round_id)
    for mentor in (house.first, house.second):
        proposal = db.session.scalars(select(Proposal.id).where(Proposal.mentor_id == mentor)).one()
        for side, who in ((Side.MENTOR, mentor), (Side.MENTEE, house.mentee)):
            commands.answer_proposal(lead_of(who), proposal, side, AnswerDraft(True))
        match(house.round_id)
    assert (house.firsts(), house.seconds()) == ({}, {})


def test_the_page_offers_each_choice_with_its_price(house: House, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))
    address = f"/mentorship/rounds/{house.round_id}"
    shown = page(client, f"{address}/pairs/{house.mentee}")
    assert "Another second mentor instead" in shown
    assert "The fit of second pairs falls by" in shown
    assert "First pairs lose nothing by these" in shown
    answer = post(client, f"{address}/choices", {"move_second": f"{house.spare}.{house.mentee}", "reason": "nearer"})
    assert answer.status_code == 303
    assert house.seconds() == {house.mentee: (house.spare, True)}
    again = page(client, f"{address}?pair={house.mentee}")
    assert "Moved, as second" in again
    assert f'name="free" value="{house.spare}.{house.mentee}"' in again


def test_who_could_have_a_second_mentor_and_has_none_is_offered_one(house: House, sign_in: SignIn) -> None:
    other = make_mentee("Salmonberry Safe Home", wants=("outreach", "bad-date-sheets"))
    organizations.set_capacity(coordinator(), house.first, 2)
    commands.forbid_pair(coordinator(), house.round_id, PairDraft(house.spare, other))
    commands.forbid_pair(coordinator(), house.round_id, PairDraft(house.spare, house.mentee))
    match(house.round_id)
    ((has, _),) = house.seconds().items()
    without = other if has == house.mentee else house.mentee
    moves = queries.second_moves(coordinator(), house.round_id, without)
    assert moves is not None
    assert [(each.mentor_id, each.price.drops) for each in moves.choices] == [
        (house.second, "Driftwood Transition House" if has == house.mentee else "Salmonberry Safe Home")
    ]
    client = sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))
    assert "Give it a second mentor" in page(client, f"/mentorship/rounds/{house.round_id}/pairs/{without}")
