"""How rounds and proposals go on, and what each side is told."""

from datetime import UTC, datetime, timedelta

import pytest

from network.kernel.refusals import Conflict
from network.mentorship.rules import lifecycle
from network.mentorship.rules.lifecycle import NOT_THIS_TIME, ProposalState, RoundState
from network.pairings.rules.states import Side

YES, NO = True, False
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, ProposalState.PROPOSED),
        ({Side.MENTOR: YES}, ProposalState.PROPOSED),
        ({Side.MENTEE: YES}, ProposalState.PROPOSED),
        ({Side.MENTOR: NO}, ProposalState.DECLINED),
        ({Side.MENTOR: YES, Side.MENTEE: NO}, ProposalState.DECLINED),
        ({Side.MENTOR: NO, Side.MENTEE: NO}, ProposalState.DECLINED),
        ({Side.MENTOR: YES, Side.MENTEE: YES}, ProposalState.ACCEPTED),
    ],
)
def test_it_takes_two_to_accept_and_one_to_decline(answers: dict[Side, bool], state: ProposalState) -> None:
    assert lifecycle.outcome(answers) is state


def test_a_round_goes_forward_only() -> None:
    assert [lifecycle.after_matching(state) for state in list(RoundState)[:4]] == [
        RoundState.MATCHED,
        RoundState.MATCHED,
        RoundState.PUBLISHED,
        RoundState.CONFIRMING,
    ]
    assert [lifecycle.after_publishing(state) for state in list(RoundState)[1:4]] == [
        RoundState.PUBLISHED,
        RoundState.PUBLISHED,
        RoundState.CONFIRMING,
    ]
    assert lifecycle.after_answer(RoundState.PUBLISHED) is RoundState.CONFIRMING
    with pytest.raises(Conflict, match=r"^There is no plan yet\. Match first\.$"):
        lifecycle.after_publishing(RoundState.DRAFT)
    for step in (lifecycle.after_matching, lifecycle.after_publishing, lifecycle.after_answer):
        with pytest.raises(Conflict, match=r"^This round is closed\. Open a new one to go on\.$"):
            step(RoundState.CLOSED)


@pytest.mark.parametrize("state", ProposalState)
def test_only_a_proposal_that_waits_can_be_answered(state: ProposalState) -> None:
    if state is ProposalState.PROPOSED:
        lifecycle.insist_answerable(state)
    else:
        with pytest.raises(Conflict, match=r"^This proposal is no longer open\.$"):
            lifecycle.insist_answerable(state)


@pytest.mark.parametrize(
    ("capacity", "taken", "is_free"), [(1, 0, True), (1, 1, False), (0, 0, False), (2, 1, True), (2, 3, False)]
)
def test_a_place_is_free_or_not(capacity: int, taken: int, is_free: bool) -> None:
    if is_free:
        lifecycle.insist_place(capacity, taken)
    else:
        with pytest.raises(Conflict, match=r"^The last place was just taken\. Nothing was lost: talk with your coordinator "):
            lifecycle.insist_place(capacity, taken)


def test_an_answer_by_phone_is_final_after_the_days_given() -> None:
    last = NOON + timedelta(days=7)
    assert lifecycle.overturn_until(NOON, 7) == last
    lifecycle.insist_overturnable(True, NOON, last - timedelta(seconds=1), 7)
    for is_by_phone, now, said in (
        (True, last, r"^The 7 days to replace this answer are over\. Talk with your coordinator\.$"),
        (False, NOON, r"^Only an answer that was taken by phone can be replaced here\. Talk with your coordinator\.$"),
    ):
        with pytest.raises(Conflict, match=said):
            lifecycle.insist_overturnable(is_by_phone, NOON, now, 7)


@pytest.mark.parametrize("mine", [None, True])
def test_whatever_ended_a_proposal_reads_the_same(mine: bool | None) -> None:
    ended = [ProposalState.DECLINED, ProposalState.WITHDRAWN, ProposalState.LAPSED]
    assert {str(lifecycle.told_to_side(state, mine)) for state in ended} == {"Not this time."} == {str(NOT_THIS_TIME)}


@pytest.mark.parametrize(
    ("state", "mine", "told"),
    [
        (ProposalState.PROPOSED, None, "Waiting for your answer."),
        (ProposalState.PROPOSED, YES, "You said yes. The other side has not answered yet."),
        (ProposalState.PROPOSED, NO, "You said no."),
        (ProposalState.DECLINED, NO, "You said no."),
        (ProposalState.ACCEPTED, YES, "Both sides said yes."),
        (ProposalState.ACCEPTED, None, "Both sides said yes."),
    ],
)
def test_each_side_reads_where_it_stands_itself(state: ProposalState, mine: bool | None, told: str) -> None:
    assert str(lifecycle.told_to_side(state, mine)) == told


def test_a_proposal_waits_so_many_days_to_the_minute() -> None:
    assert lifecycle.lapses_at(NOON, 21) == datetime(2026, 12, 13, 12, tzinfo=UTC)


@pytest.mark.parametrize("days", [1, 21])
def test_a_proposal_lapses_at_its_hour_and_not_before(days: int) -> None:
    over = lifecycle.lapses_at(NOON, days)
    lifecycle.insist_lapsed(NOON, over, days)
    with pytest.raises(Conflict) as refused:
        lifecycle.insist_lapsed(NOON, over - timedelta(seconds=1), days)
    assert str(refused.value.message) == "This proposal still waits for answers."
