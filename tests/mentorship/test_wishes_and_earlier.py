"""What the criteria "asked for each other" and "an earlier good pairing" are fed from."""

import pytest
from flask import Flask

from network.kernel.actor import SYSTEM
from network.mentorship import queries
from network.organizations.commands import add_preference
from network.pairings.rules.states import PairingState
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing, match, open_round
from tests.factories.people import coordinator, lead_of


def reasons(round_id: object, mentee: object) -> dict[str, tuple[int, int, str]]:
    view = queries.pair_of(coordinator(), round_id, mentee)  # type: ignore[arg-type]
    return {each.code: (each.points, each.maximum, str(each.reason)) for each in view.criteria}


@pytest.mark.parametrize(
    ("state", "went_well"),
    [(PairingState.COMPLETED, True), (PairingState.ENDED_EARLY, False), (PairingState.REQUESTED, False)],
)
def test_a_completed_pairing_counts_as_a_good_one(app: Flask, state: PairingState, went_well: bool) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    make_pairing(mentor, mentee, state)
    round_id = open_round()
    match(round_id)
    points, most, said = reasons(round_id, mentee)["earlier"]
    assert (points == most, points == 0) == (went_well, not went_well)
    assert said == ("An earlier pairing went well." if went_well else "Not paired before.")


def test_wishes_reach_the_problem_and_members_read_nothing_of_them(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    round_id = open_round()
    match(round_id)
    before = queries.pair_of(coordinator(), round_id, mentee)
    add_preference(lead_of(mentee), mentee, mentor)
    problem = queries.problem_for(SYSTEM, round_id)
    assert [party.preferred for party in problem.mentees] == [frozenset({str(mentor)})]
    match(round_id)
    assert reasons(round_id, mentee)["mutual"][2] == "The mentee asked for this pair."
    add_preference(lead_of(mentor), mentor, mentee)
    match(round_id)
    points, most, said = reasons(round_id, mentee)["mutual"]
    assert (points, said) == (most, "Each asked for the other.")
    assert queries.pair_of(coordinator(), round_id, mentee).for_members == before.for_members
