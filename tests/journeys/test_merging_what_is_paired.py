"""Two entries for one organization: pairings, proposals, answers and plans go over, or it is said why they can't."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from network.kernel.actor import Role
from network.kernel.refusals import Invalid
from network.mentorship import commands as mentorship
from network.mentorship import queries as plans
from network.mentorship.commands import PairDraft
from network.mentorship.models import Proposal, Round, RoundChoice, RunEntry, RunMentor
from network.mentorship.queries.merging import against_merging, goes_with
from network.organizations import commands, queries
from network.pairings import queries as pairing_queries
from network.pairings.models import Pairing
from network.pairings.rules.states import PairingState, Side
from network.spaces.models import SpaceAccess
from network.storage.db import Row, db
from tests.factories.mentorship import make_answer, make_mentee, make_mentor, make_pairing, make_proposal, match, open_round
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of, make_person
from tests.journal import facts

SignIn = Callable[..., FlaskClient]

MOVED = {
    "pairing",
    "proposal",
    "round_choice",
    "run_entry",
    "run_mentor",
    "run_second",
    "stored_file",
    "circle",
    "circle_attendance",
    "circle_member",
    "document",
    "confirmation",
    "endorsement",
    "adoption",
    "passage_comment",
}
MOVED_BY_THE_DIRECTORY = {"do_not_pair", "contact_entry", "invitation", "membership", "preference", "service_status"}
STAY = {"terms_acceptance"}  # what somebody agreed to, as it was agreed to


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def merge(kept: UUID, other: UUID) -> None:
    commands.merge_organizations(coordinator(), kept, other)
    db.session.rollback()


def test_a_pairing_that_runs_goes_over_with_its_space(app: Flask) -> None:
    mentor, mentee, kept = make_mentor("Juniper"), make_mentee("Way Side"), make_organization("Wayside")
    offer = make_proposal(mentor, mentee)
    for side, who in ((Side.MENTOR, mentor), (Side.MENTEE, mentee)):
        mentorship.answer_proposal(lead_of(who), offer.proposal_id, side, mentorship.AnswerDraft(True))
    merge(kept, mentee)
    pairing = db.session.scalars(select(Pairing)).one()
    assert (pairing.mentor_id, pairing.mentee_id) == (mentor, kept)
    assert set(db.session.scalars(select(SpaceAccess.organization_id))) == {mentor, kept}
    assert db.session.scalars(select(Proposal.mentee_id)).one() == kept
    assert facts("pairs_moved") == [{"organization_id": str(kept), "other_id": str(mentee), "proposals": 1}]
    assert facts("pairings_moved") == [{"organization_id": str(kept), "other_id": str(mentee), "pairings": 1}]
    assert pairing_queries.pairings(lead_of(kept))[0].mentee.id == kept
    assert queries.merged_into(coordinator(), mentee) == kept


def test_an_open_proposal_goes_over_and_can_be_answered_there(app: Flask) -> None:
    mentor, mentee, kept = make_mentor("Juniper"), make_mentee("Way Side"), make_organization("Wayside")
    offer = make_proposal(mentor, mentee)
    make_answer(offer.proposal_id, Side.MENTOR)
    merge(kept, mentee)
    mentorship.answer_proposal(lead_of(kept), offer.proposal_id, Side.MENTEE, mentorship.AnswerDraft(True))
    assert db.session.scalars(select(Pairing.mentee_id)).one() == kept


def test_past_pairings_of_both_are_kept(app: Flask) -> None:
    mentor, one, other = make_mentor("Juniper"), make_mentee("Wayside"), make_mentee("Way Side")
    make_pairing(mentor, one, PairingState.COMPLETED)
    make_pairing(mentor, other, PairingState.ENDED_EARLY)
    merge(one, other)
    assert list(db.session.scalars(select(Pairing.mentee_id))) == [one, one]


def test_what_once_tied_the_two_to_each_other_stays_as_it_was(app: Flask) -> None:
    one, other = make_mentor("Juniper"), make_mentee("Juni Per")
    make_proposal(one, other, state="declined")
    make_pairing(one, other, PairingState.ENDED_EARLY)
    merge(one, other)
    for table in (Proposal, Pairing):
        row = db.session.scalars(select(table)).one()
        assert (row.mentor_id, row.mentee_id) == (one, other)


def test_a_plan_and_its_decisions_go_over_and_are_out_of_date(app: Flask) -> None:
    mentor, kept, other = make_mentor("Juniper", capacity=2), make_mentee("Wayside"), make_mentee("Way Side")
    far, third = make_mentor("Far Peers"), make_mentee("Third House")
    round_id = open_round()
    mentorship.forbid_pair(coordinator(), round_id, PairDraft(far, other))
    mentorship.forbid_pair(coordinator(), round_id, PairDraft(mentor, third))
    match(round_id)
    double = make_mentor("Juni Per")
    merge(double, mentor)
    merge(kept, other)
    assert set(db.session.scalars(select(RunEntry.mentee_id))) == {kept, other, third}  # one line each: the other's stays
    assert mentor not in set(db.session.scalars(select(RunEntry.mentor_id)))
    assert set(db.session.scalars(select(RunMentor.mentor_id))) == {double, far}
    chosen = {(row.mentor_id, row.mentee_id) for row in db.session.scalars(select(RoundChoice))}
    assert chosen == {(far, kept), (double, third)}
    run = plans.run_of(coordinator(), round_id)
    assert run is not None
    assert not run.is_current
    match(round_id)
    assert {line.mentee.id for line in plans.all_pairs(coordinator(), round_id)} == {kept, third}


def test_the_same_decision_about_both_is_kept_once(app: Flask) -> None:
    mentor, kept, other = make_mentor("Juniper"), make_mentee("Wayside"), make_mentee("Way Side")
    round_id = open_round()
    for each in (kept, other):
        mentorship.forbid_pair(coordinator(), round_id, PairDraft(mentor, each))
    mentorship.forbid_pair(coordinator(), round_id, PairDraft(mentor, mentor))
    merge(kept, other)
    assert db.session.scalar(select(func.count()).select_from(RoundChoice)) == 2


def paired_with_each_other() -> tuple[UUID, UUID, str]:
    one, other = make_mentor("Juniper"), make_mentee("Juni Per")
    make_pairing(one, other)
    return one, other, "paired with each other"


def both_paired_with_a_third() -> tuple[UUID, UUID, str]:
    mentor, one, other = make_mentor("Juniper"), make_mentee("Wayside"), make_mentee("Way Side")
    make_pairing(mentor, one)
    make_pairing(mentor, other)
    return one, other, "Both are tied to Juniper."


def both_in_one_round() -> tuple[UUID, UUID, str]:
    one, other = make_mentee("Wayside"), make_mentee("Way Side")
    offer = make_proposal(make_mentor("Juniper"), one)
    make_proposal(make_mentor("Cedar"), other, offer.round_id)
    return one, other, "Both have a mentor in the round “Winter round”."


@pytest.mark.parametrize("tied", [paired_with_each_other, both_paired_with_a_third, both_in_one_round])
def test_what_would_contradict_is_refused_in_words(app: Flask, tied: Callable[[], tuple[UUID, UUID, str]]) -> None:
    one, other, says = tied()
    for kept, gone in ((one, other), (other, one)):
        with pytest.raises(Invalid, match=says.split("“")[0]):
            merge(kept, gone)
    assert queries.merged_into(coordinator(), other) is None
    assert says in " ".join(map(str, against_merging(coordinator(), one, other)))
    assert against_merging(lead_of(one), one, other) == goes_with(lead_of(one), other) == ()


def test_a_closed_round_stands_in_nobodys_way(app: Flask) -> None:
    one, other, _ = both_in_one_round()
    round_id = db.session.scalars(select(Round.id)).one()
    mentorship.close_round(coordinator(), round_id)
    merge(one, other)
    assert set(db.session.scalars(select(Proposal.mentee_id))) == {one}


def test_the_page_says_what_goes_over_and_what_is_in_the_way(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))
    one, other, says = both_paired_with_a_third()
    html = client.get(f"/organizations/{one}/merge/{other}").get_data(as_text=True)
    assert says in html
    assert "1 pairing." in html
    assert "disabled" in html.split("Make one entry of both")[0][-200:]


def test_every_column_that_names_an_organization_is_thought_of(app: Flask) -> None:
    """A room that ties rows to organizations says how they follow a merge: register a Mover, then name the table here."""
    naming = {
        table.name
        for table in Row.metadata.sorted_tables
        if any(key.column.table.name == "organization" for column in table.columns for key in column.foreign_keys)
    }
    of_the_directory = {name for name in naming if name.startswith(("organization", "import_", "own_", "free_"))}
    assert naming - of_the_directory == MOVED | MOVED_BY_THE_DIRECTORY | STAY
