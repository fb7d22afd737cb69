"""A round from opening to publishing: what matters, decisions on pairs, plans and scenarios."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from network.kernel import clock
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.mentorship import commands, queries
from network.mentorship.commands import PairDraft, RoundDraft
from network.mentorship.models import (
    Proposal,
    Round,
    RoundChoice,
    Run,
    RunEntry,
    Scenario,
)
from network.mentorship.queries import Narrowing, Standing, pool
from network.mentorship.rules.lifecycle import RoundState
from network.mentorship.rules.parameters import Parameters
from network.mentorship.rules.planning import replay
from network.mentorship.rules.values import Rules, Weights
from network.organizations.models import DoNotPair, Organization
from network.storage.db import db
from tests.factories.mentorship import (
    VALLEY,
    make_mentee,
    make_mentor,
    make_pairing,
    match,
    open_round,
    state_of,
)
from tests.factories.people import coordinator, lead_of, liaison_of, member_of
from tests.factories.places import make_community
from tests.journal import facts

ANYBODY_ELSE = (member_of(UUID(int=1)), lead_of(UUID(int=1)), liaison_of("northwest"))


def round_row(round_id: UUID) -> Round:
    db.session.rollback()
    return db.session.get_one(Round, round_id)


@pytest.mark.parametrize("actor", ANYBODY_ELSE, ids=["member", "lead", "liaison"])
def test_only_coordinators_open_rounds_and_know_of_them(app: Flask, actor: Any) -> None:
    with pytest.raises(Denied):
        commands.open_round(actor, RoundDraft("Winter round"))
    round_id = open_round()
    for asked in (
        queries.round_of,
        queries.run_of,
        pool.totals,
        pool.mentors,
        pool.mentees,
        queries.problem_for,
        queries.publishing,
        queries.pairs,
    ):
        ask: Any = asked
        with pytest.raises(NotFound):
            ask(actor, round_id, Narrowing()) if asked is queries.pairs else ask(actor, round_id)
    assert queries.rounds(actor) == ()
    for deed in (
        lambda: commands.close_round(actor, round_id),
        lambda: commands.publish_round(actor, round_id),
        lambda: commands.lock_pair(actor, round_id, PairDraft(uuid4(), uuid4())),
        lambda: commands.change_round(actor, round_id, Parameters(), 1),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_round_needs_a_name(app: Flask) -> None:
    with pytest.raises(Invalid) as refusal:
        commands.open_round(coordinator(), RoundDraft("   "))
    assert refusal.value.field == "title"


def test_what_matters_is_kept_and_named_after_its_preset(app: Flask) -> None:
    round_id = open_round()
    wanted = Parameters(weights=Weights(topics=70), rules=Rules(max_distance_km=800))
    commands.change_round(coordinator(), round_id, wanted, 1)
    seen = queries.round_of(coordinator(), round_id)
    assert seen.parameters == replace(wanted, preset="own")
    assert seen.version == 2
    assert facts("round_changed") == [{"round_id": str(round_id)}]


def test_two_coordinators_do_not_overwrite_each_other(app: Flask) -> None:
    round_id = open_round()
    commands.change_round(coordinator(), round_id, Parameters(rules=Rules(shared_way=False)), 1)
    with pytest.raises(Conflict):
        commands.change_round(coordinator(), round_id, Parameters(), 1)
    assert queries.round_of(coordinator(), round_id).parameters.rules.shared_way is False


def test_weights_that_count_nothing_are_refused(app: Flask) -> None:
    round_id = open_round()
    nothing = Weights(topics=0, context=0, distance=0, availability=0, languages=0, ways=0, mutual=0, earlier=0)
    with pytest.raises(Invalid):
        commands.change_round(coordinator(), round_id, Parameters(weights=nothing), 1)
    assert queries.round_of(coordinator(), round_id).version == 1


def test_a_match_is_stored_whole_and_can_be_made_again(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    waiting = make_mentee("Salmonberry Safe Home", wants=("housing",))
    round_id = open_round()
    run_id = match(round_id)
    row = db.session.execute(select(Run.problem, Run.plan, Run.value, Run.bound).where(Run.id == run_id)).one()
    again = replay(row.problem)
    assert {(pair.mentor_id, pair.mentee_id) for pair in again.pairs} == {(str(mentor), str(mentee))}
    assert row.value == row.bound == str(again.proof.value)
    assert round_row(round_id).state == RoundState.MATCHED
    seen = queries.run_of(coordinator(), round_id)
    assert seen is not None
    assert seen.is_current
    assert (seen.served, seen.unserved) == (1, 1)
    left_out = queries.pairs(coordinator(), round_id, Narrowing(standing=Standing.UNSERVED)).items
    assert [line.mentee.id for line in left_out] == [waiting]
    assert facts("round_matched") == [{"round_id": str(round_id), "run_id": str(run_id), "served": 1, "unserved": 1}]


def test_a_plan_made_from_old_entries_is_not_stored(app: Flask) -> None:
    mentor = make_mentor()
    make_mentee()
    round_id = open_round()
    solved = queries.solve(queries.problem_for(coordinator(), round_id))
    db.session.get_one(Organization, mentor).capacity = 3
    db.session.commit()
    with pytest.raises(Conflict):
        commands.store_run(coordinator(), round_id, solved)
    assert round_row(round_id).state == RoundState.DRAFT
    assert db.session.scalars(select(Run.id)).all() == []


def test_the_pairs_of_a_new_plan_replace_those_of_the_old_one(app: Flask) -> None:
    make_mentor()
    make_mentee()
    round_id = open_round()
    first, second = match(round_id), match(round_id)
    assert set(db.session.scalars(select(RunEntry.run_id))) == {second}
    assert db.session.get(Run, first) is not None


def test_a_locked_pair_stays_and_a_forbidden_one_goes(app: Flask) -> None:
    near, far = make_mentor("Aspen Peers"), make_mentor("Larch Peers", teaches=("outreach",))
    mentee = make_mentee()
    round_id, who = open_round(), coordinator()
    commands.lock_pair(who, round_id, PairDraft(far, mentee, "they know each other"))
    match(round_id)
    line = queries.pairs(who, round_id, Narrowing()).items[0]
    assert line.mentor is not None
    assert (line.mentor.id, line.is_locked) == (far, True)
    commands.forbid_pair(who, round_id, PairDraft(far, mentee))
    seen = queries.run_of(who, round_id)
    assert seen is not None
    assert not seen.is_current
    match(round_id)
    line = queries.pairs(who, round_id, Narrowing()).items[0]
    assert line.mentor is not None
    assert (line.mentor.id, line.is_locked) == (near, False)


def test_moving_an_organization_replaces_where_it_was_placed(app: Flask) -> None:
    one, other, mentee = make_mentor("Aspen Peers"), make_mentor("Larch Peers"), make_mentee()
    round_id, who = open_round(), coordinator()
    commands.lock_pair(who, round_id, PairDraft(one, mentee))
    commands.move_pair(who, round_id, PairDraft(other, mentee))
    held = db.session.execute(select(RoundChoice.kind, RoundChoice.mentor_id)).tuples().all()
    assert held == [("moved", other)]
    commands.free_pair(who, round_id, other, mentee)
    assert db.session.scalars(select(RoundChoice)).all() == []
    assert [fact["kind"] for fact in facts("pair_chosen")] == ["locked", "moved"]
    assert len(facts("pair_freed")) == 1
    with pytest.raises(NotFound):
        commands.free_pair(who, round_id, other, mentee)


def test_a_pair_that_breaks_a_rule_can_not_be_locked(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee(languages=("fr",))
    round_id = open_round()
    with pytest.raises(Invalid):
        commands.lock_pair(coordinator(), round_id, PairDraft(mentor, mentee))
    assert db.session.scalars(select(RoundChoice)).all() == []


def test_no_more_pairs_are_locked_than_a_mentor_has_places(app: Flask) -> None:
    mentor, one, other = make_mentor(capacity=1), make_mentee(), make_mentee("Salmonberry Safe Home")
    round_id = open_round()
    commands.lock_pair(coordinator(), round_id, PairDraft(mentor, one))
    with pytest.raises(Invalid):
        commands.lock_pair(coordinator(), round_id, PairDraft(mentor, other))


def test_a_do_not_pair_note_keeps_two_apart_in_either_order(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    db.session.add(DoNotPair(organization_id=mentee, other_id=mentor, reason="kept apart", added_at=clock.now()))
    db.session.commit()
    round_id, who = open_round(), coordinator()
    match(round_id)
    assert queries.pairs(who, round_id, Narrowing()).items == ()
    seen = queries.pair_of(who, round_id, mentee)
    assert any(rule.is_hidden for rule in seen.rules)
    said = " ".join(map(str, seen.for_members))
    assert "note" not in said
    with pytest.raises(Invalid):
        commands.lock_pair(who, round_id, PairDraft(mentor, mentee))


def test_running_pairings_take_places_and_are_not_proposed_again(app: Flask) -> None:
    mentor, old, new = make_mentor(capacity=2), make_mentee(), make_mentee("Salmonberry Safe Home")
    make_pairing(mentor, old)
    problem = queries.problem_for(coordinator(), open_round())
    assert [(party.capacity, party.mentoring) for party in problem.mentors] == [(1, 1)]
    assert problem.constraints.forbidden == {(str(mentor), str(old))}
    assert {party.id for party in problem.mentees} == {str(old), str(new)}


def test_a_scenario_can_be_compared_and_brought_back(app: Flask) -> None:
    near = make_community("Hope", region="fraser", at=VALLEY)
    mentor, one = make_mentor(), make_mentee()
    other = make_mentee("Salmonberry Safe Home", waiting_since=None, community_id=near)
    round_id, who = open_round(), coordinator()
    first = match(round_id)
    scenario_id = commands.save_scenario(who, round_id, "As the plan has it")
    commands.lock_pair(who, round_id, PairDraft(mentor, other, "asked for by both"))
    with pytest.raises(Conflict):
        commands.save_scenario(who, round_id, "Too early")
    second = match(round_id)
    commands.save_scenario(who, round_id, "Salmonberry first")
    with pytest.raises(Invalid):
        commands.save_scenario(who, round_id, "Salmonberry first")
    seen = queries.comparison(who, round_id, first, second)
    assert [each.id for each in seen.gains] == [other]
    assert [each.id for each in seen.loses] == [one]
    commands.adopt_scenario(who, round_id, scenario_id)
    assert db.session.scalars(select(RoundChoice)).all() == []
    assert [(each.name, each.is_adopted) for each in queries.scenarios(who, round_id)] == [
        ("As the plan has it", True),
        ("Salmonberry first", False),
    ]
    assert [line.mentee.id for line in queries.pairs(who, round_id, Narrowing()).items] == [one]
    run = queries.run_of(who, round_id)
    assert run is not None
    assert run.is_current
    commands.publish_round(who, round_id)
    assert db.session.scalars(select(Proposal.mentee_id)).all() == [one]


def test_an_adopted_scenario_brings_its_decisions_back(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    round_id, who = open_round(), coordinator()
    commands.lock_pair(who, round_id, PairDraft(mentor, mentee, "agreed by phone"))
    match(round_id)
    scenario_id = commands.save_scenario(who, round_id, "Locked")
    commands.free_pair(who, round_id, mentor, mentee)
    commands.adopt_scenario(who, round_id, scenario_id)
    kept = db.session.execute(select(RoundChoice.kind, RoundChoice.reason)).tuples().all()
    assert kept == [("locked", "agreed by phone")]
    with pytest.raises(NotFound):
        commands.adopt_scenario(who, open_round(title="Other"), scenario_id)


def test_publishing_makes_a_proposal_for_each_pair_once(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    round_id, who = open_round(), coordinator()
    with pytest.raises(Conflict):
        commands.publish_round(who, round_id)
    match(round_id)
    made = commands.publish_round(who, round_id)
    assert len(made) == 1
    proposal = db.session.get_one(Proposal, made[0])
    assert (proposal.mentor_id, proposal.mentee_id, proposal.state) == (mentor, mentee, "proposed")
    with pytest.raises(Conflict):
        commands.publish_round(who, round_id)
    assert round_row(round_id).state == RoundState.PUBLISHED
    assert len(facts("round_published")) == 1


def test_a_plan_that_is_out_of_date_is_not_published(app: Flask) -> None:
    mentor = make_mentor()
    make_mentee()
    round_id = open_round()
    match(round_id)
    db.session.get_one(Organization, mentor).status = "paused"
    db.session.commit()
    with pytest.raises(Conflict):
        commands.publish_round(coordinator(), round_id)
    assert db.session.scalars(select(Proposal)).all() == []


def test_matching_again_keeps_what_was_published(app: Flask) -> None:
    one, mentee = make_mentor("Aspen Peers"), make_mentee()
    round_id, who = open_round(), coordinator()
    match(round_id)
    first = commands.publish_round(who, round_id)
    make_mentor("Larch Peers", community_id=db.session.get_one(Organization, mentee).community_id)
    newcomer = make_mentee("Salmonberry Safe Home")
    match(round_id)
    lines = {line.mentee.id: line for line in queries.pairs(who, round_id, Narrowing()).items}
    kept = lines[mentee].mentor
    assert kept is not None
    assert kept.id == one
    assert lines[mentee].is_kept
    made = commands.publish_round(who, round_id)
    assert [db.session.get_one(Proposal, each).mentee_id for each in made] == [newcomer]
    assert state_of(first[0]) == "proposed"


def test_a_newcomer_who_is_more_remote_takes_no_published_place(app: Flask) -> None:
    near = make_mentee("Juniper House", waiting_since=None, community_id=make_community("Hope", region="fraser", at=VALLEY))
    make_mentor(capacity=1)
    round_id, who = open_round(), coordinator()
    match(round_id)
    commands.publish_round(who, round_id)
    newcomer = make_mentee()
    match(round_id)
    assert [line.mentee.id for line in queries.pairs(who, round_id, Narrowing()).items] == [near]
    assert [line.mentee.id for line in queries.pairs(who, round_id, Narrowing(standing=Standing.UNSERVED)).items] == [newcomer]


def test_forbidding_a_published_pair_withdraws_it_with_the_next_plan(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    round_id, who = open_round(), coordinator()
    match(round_id)
    first = commands.publish_round(who, round_id)
    commands.forbid_pair(who, round_id, PairDraft(mentor, mentee))
    match(round_id)
    assert commands.publish_round(who, round_id) == ()
    assert state_of(first[0]) == "withdrawn"


def test_a_closed_round_takes_no_more_changes(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    round_id, who = open_round(), coordinator()
    match(round_id)
    made = commands.publish_round(who, round_id)
    commands.close_round(who, round_id)
    assert state_of(made[0]) == "lapsed"
    assert facts("round_closed") == [{"round_id": str(round_id), "lapsed_ids": [str(made[0])]}]
    for deed in (
        lambda: commands.close_round(who, round_id),
        lambda: commands.forbid_pair(who, round_id, PairDraft(mentor, mentee)),
        lambda: commands.change_round(who, round_id, Parameters(), 1),
        lambda: match(round_id),
        lambda: commands.publish_round(who, round_id),
    ):
        with pytest.raises(Conflict):
            deed()
    assert db.session.scalars(select(Scenario)).all() == []


def test_a_round_can_be_renamed(app: Flask) -> None:
    round_id = open_round()
    commands.rename_round(coordinator(), round_id, " Spring   round ")
    assert queries.rounds(coordinator())[0].title == "Spring round"
