"""The next round puts those first, within their tier, whom the last one left out or whom a mentor let down since."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Conflict
from network.mentorship import commands, queries
from network.mentorship.commands import AnswerDraft, PairDraft
from network.mentorship.models import Proposal
from network.mentorship.queries.missed import missed_before
from network.mentorship.rules.lifecycle import ProposalState, Side
from network.mentorship.rules.values import Missed, Party
from network.organizations import commands as organizations
from network.pairings import commands as pairings
from network.pairings.commands import ChangeDraft, PairingDraft
from network.pairings.jobs import rematch_let_down
from network.pairings.rules.changes import Change
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, make_proposal, match, open_round
from tests.factories.organizations import load_default_lists
from tests.factories.people import coordinator, lead_of

TITLE = "Winter round"


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def answer(round_id: UUID, mentee: UUID, side: Side, *, is_yes: bool) -> None:
    line = next(each for each in queries.answers_in(coordinator(), round_id).page.items if each.mentee.id == mentee)
    who = line.mentor.id if side is Side.MENTOR else mentee
    commands.answer_proposal(lead_of(who), line.id, side, AnswerDraft(is_yes))


def published() -> tuple[UUID, UUID, UUID]:
    """A round with one place for two: the one that fits has a proposal, the other is left out."""
    make_mentor(teaches=("outreach",))
    fits, left = make_mentee(), make_mentee("Salmonberry Safe Home", wants=("outreach", "funding"))
    round_id = open_round()
    match(round_id)
    commands.publish_round(coordinator(), round_id)
    return round_id, fits, left


def party(round_id: UUID, organization_id: UUID) -> Party:
    db.session.rollback()
    return next(each for each in queries.problem_for(coordinator(), round_id).mentees if each.id == str(organization_id))


def test_who_was_left_out_goes_first_within_its_tier(app: Flask) -> None:
    round_id, fits, left = published()
    for side in Side:
        answer(round_id, fits, side, is_yes=True)
    commands.close_round(coordinator(), round_id)
    make_mentor("Cedar Peers", teaches=("outreach",))
    fresh = make_mentee("Fernwood House")
    later = open_round(title="Spring round")
    match(later)
    (pair,) = queries.all_pairs(coordinator(), later)[:1]
    assert (pair.mentee.id, pair.mentor is not None) == (left, True)
    sign = queries.pair_of(coordinator(), later, left).line.signs[-1]
    assert str(sign) == f'First in its tier: left out in the round "{TITLE}".'
    assert party(later, fresh).missed is None


def test_a_round_that_is_open_or_was_never_published_left_nobody_out(app: Flask) -> None:
    round_id, _, left = published()
    later = open_round(title="Spring round")
    assert party(later, left).missed is None
    tried = open_round(title="Tried out")
    match(tried)
    commands.close_round(coordinator(), tried)
    assert party(later, left).missed is None
    commands.close_round(coordinator(), round_id)
    assert (party(later, left).missed, party(later, left).missed_in) == (Missed.LEFT_OUT, TITLE)


def test_only_the_round_that_closed_last_counts(app: Flask) -> None:
    with time_machine.travel(clock.now() - timedelta(days=200), tick=False):
        round_id, _, left = published()
        commands.close_round(coordinator(), round_id)
    organizations.set_waiting(coordinator(), left, False, None)
    between = open_round(title="Autumn round")
    match(between)
    commands.publish_round(coordinator(), between)
    commands.close_round(coordinator(), between)
    organizations.set_waiting(coordinator(), left, True, None)
    assert party(open_round(title="Spring round"), left).missed is None


@pytest.mark.parametrize(
    ("side", "is_yes", "goes_first"),
    [(Side.MENTOR, False, True), (Side.MENTEE, False, False), (Side.MENTEE, True, True), (Side.MENTOR, True, False)],
)
def test_a_no_or_a_silence_of_its_own_puts_nobody_first(app: Flask, side: Side, is_yes: bool, goes_first: bool) -> None:
    """The mentor's yes alone: the mentee let the proposal lapse."""
    round_id, fits, _ = published()
    answer(round_id, fits, side, is_yes=is_yes)
    commands.close_round(coordinator(), round_id)
    assert (party(open_round(title="Spring round"), fits).missed is Missed.LEFT_OUT) is goes_first


def test_a_withdrawn_proposal_puts_it_first(app: Flask) -> None:
    round_id, fits, _ = published()
    line = queries.answers_in(coordinator(), round_id).page.items[0]
    commands.withdraw_proposal(coordinator(), line.id)
    commands.close_round(coordinator(), round_id)
    assert party(open_round(title="Spring round"), fits).missed is Missed.LEFT_OUT


def begin(mentee: UUID, name: str = "Cedar Peers") -> tuple[UUID, UUID]:
    mentor = make_mentor(name, capacity=1)
    since = queries.problem_for(coordinator(), open_round()).as_of
    return pairings.begin_pairing(coordinator(), PairingDraft(mentor, mentee, waited_since=since)), mentor


@pytest.mark.parametrize(("status", "days", "how"), [("closed", 0, Missed.MENTOR_CLOSED), ("paused", 40, Missed.MENTOR_RESTS)])
def test_whom_the_clock_finds_let_down_goes_first(app: Flask, status: str, days: int, how: Missed) -> None:
    mentee = make_mentee()
    _, mentor = begin(mentee)
    organizations.set_status(coordinator(), mentor, status)
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        rematch_let_down(SYSTEM)
        assert party(open_round(), mentee).missed is how


@pytest.mark.parametrize(
    ("by", "wants_again", "goes_first"), [("mentor", True, True), ("mentee", True, False), ("office", False, False)]
)
def test_an_end_puts_it_first_unless_it_ended_it_itself(app: Flask, by: str, wants_again: bool, goes_first: bool) -> None:
    mentee = make_mentee()
    pairing, mentor = begin(mentee)
    who = {"mentor": lambda: lead_of(mentor), "mentee": lambda: lead_of(mentee), "office": coordinator}[by]()
    pairings.change_pairing(who, pairing, ChangeDraft(Change.END, why="no-time", wants_again=wants_again))
    organizations.set_waiting(coordinator(), mentee, True, None)
    assert (party(open_round(), mentee).missed is Missed.ENDED) is goes_first


def test_who_has_a_mentor_now_goes_before_nobody(app: Flask) -> None:
    mentee = make_mentee()
    pairing, _ = begin(mentee)
    pairings.change_pairing(coordinator(), pairing, ChangeDraft(Change.END, why="other", wants_again=True))
    begin(mentee, "Third Peers")
    organizations.set_waiting(coordinator(), mentee, True, None)
    assert party(open_round(), mentee).missed is None


def test_who_was_let_down_before_the_last_round_was_published_does_not_go_first_for_that(app: Flask) -> None:
    mentee = make_mentee()
    pairing, _ = begin(mentee)
    pairings.change_pairing(coordinator(), pairing, ChangeDraft(Change.END, why="other", wants_again=True))
    assert missed_before(open_round()) == {mentee: (Missed.ENDED, "")}
    organizations.set_waiting(coordinator(), mentee, False, None)
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        round_id, *_ = published()
        commands.close_round(coordinator(), round_id)
        assert mentee not in missed_before(open_round(title="Spring round"))


def test_closing_or_renaming_the_round_before_marks_the_plans_of_open_rounds(app: Flask) -> None:
    round_id, _, left = published()
    later = open_round(title="Spring round")
    match(later)
    commands.close_round(coordinator(), round_id)
    seen = queries.run_of(coordinator(), later)
    assert seen is not None
    assert not seen.is_current
    match(later)
    commands.rename_round(coordinator(), round_id, "First of all")
    seen = queries.run_of(coordinator(), later)
    assert seen is not None
    assert not seen.is_current
    assert party(later, left).missed_in == "First of all"
    with pytest.raises(Conflict):
        commands.publish_round(coordinator(), later)


def test_a_second_mentors_no_leaves_the_first_as_it_was(app: Flask) -> None:
    """What was said of a second mentor says nothing of who was left out."""
    round_id, _, left = published()
    mentor = make_mentor("Cedar Peers")
    offer = make_proposal(mentor, left, round_id, is_second=True, state="declined")
    db.session.execute(update(Proposal).where(Proposal.id == offer.proposal_id).values(state=ProposalState.ACCEPTED))
    db.session.commit()
    commands.close_round(coordinator(), round_id)
    assert party(open_round(title="Spring round"), left).missed is Missed.LEFT_OUT


def test_passing_it_over_again_has_its_price_in_words(app: Flask) -> None:
    round_id, fits, left = published()
    for side in Side:
        answer(round_id, fits, side, is_yes=True)
    commands.close_round(coordinator(), round_id)
    cedar = make_mentor("Cedar Peers", teaches=("outreach",))
    fresh = make_mentee("Fernwood House")
    later = open_round(title="Spring round")
    match(later)
    seen = queries.pair_of(coordinator(), later, fresh)
    choice = next(each for each in seen.choices if each.mentor_id == cedar)
    assert str(choice.price.says[0]) == f"In tier {seen.line.tier} one that goes first gives way to one that does not."
    assert not choice.price.is_free
    commands.lock_pair(coordinator(), later, PairDraft(cedar, fresh))
    match(later)
    assert queries.pair_of(coordinator(), later, left).line.mentor is None
