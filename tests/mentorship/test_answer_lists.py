"""The answers of a round and whom publishing does not reach, a page at a time: complete, in order, and counted whole."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.mentorship import commands, queries
from network.mentorship.models import Proposal
from network.mentorship.queries.answers import AnswersView
from network.mentorship.queries.publishing import PublishingView, fresh_in, open_proposals, pair_in, planned_pairs
from network.mentorship.queries.rounds import get_round
from network.mentorship.rules.lifecycle import ProposalState, Side
from network.storage.db import db
from tests.factories.mentorship import make_answer, make_mentee, make_mentor, make_proposal, match, open_round
from tests.factories.people import coordinator, make_member
from tests.statements import statements


def through(round_id: UUID, state: str = "") -> list[AnswersView]:
    """All pages, one after the other."""
    views: list[AnswersView] = []
    after = ""
    while not views or views[-1].page.older:
        views.append(queries.answers_in(coordinator(), round_id, state, after))
        after = views[-1].page.older or ""
    return views


@pytest.fixture
def round_id(app: Flask) -> UUID:
    """A round of sixty proposals with many ties, a third of them accepted; and another round beside it."""
    made = open_round()
    mentor = make_mentor("Aspen Peers", capacity=20)
    for number in range(60):
        state = ProposalState.ACCEPTED if number % 3 == 0 else ProposalState.PROPOSED
        make_proposal(mentor, make_mentee(f"House {number:02}"), made, tier=1 + number % 3, fit=700 + number % 4, state=state)
    make_proposal(mentor, make_mentee("Of another round"), open_round(title="Other round"))
    return made


def test_pages_follow_each_other_without_a_gap(round_id: UUID) -> None:
    views = through(round_id)
    lines = [line for view in views for line in view.page.items]
    assert [len(view.page.items) for view in views] == [25, 25, 10]
    assert [view.page.newer is None for view in views] == [True, False, False]
    assert len({line.id for line in lines}) == 60
    order = [(line.tier, line.fit, line.id.hex) for line in lines]
    assert order == sorted(order, reverse=True)
    assert {line.mentor.name for line in lines} == {"Aspen Peers"}
    assert all(line.mentee.name.startswith("House") for line in lines)


@pytest.mark.parametrize(("state", "expected"), [("accepted", 20), ("proposed", 40), ("declined", 0), ("made up", 0)])
def test_a_state_narrows_the_pages_and_not_the_counts(round_id: UUID, state: str, expected: int) -> None:
    views = through(round_id, state)
    assert sum(len(view.page.items) for view in views) == expected
    for view in views:
        assert (view.counts, view.total) == ({ProposalState.ACCEPTED: 20, ProposalState.PROPOSED: 40}, 60)
    assert queries.counts_in(coordinator(), round_id) == views[0].counts


def test_a_key_of_elsewhere_gives_the_first_page(round_id: UUID) -> None:
    other = db.session.query(Proposal.id).where(Proposal.round_id != round_id).scalar()
    expected = queries.answers_in(coordinator(), round_id)
    for after in ("made up", str(uuid4()), str(other)):
        assert queries.answers_in(coordinator(), round_id, "", after) == expected


def test_a_page_has_the_answers_of_its_own_lines(round_id: UUID) -> None:
    last = through(round_id)[-1].page.items[-1]
    make_answer(last.id, Side.MENTOR, is_yes=False, reason="Too far.", answered_by_id=make_member(last.mentor.id))
    found = through(round_id)
    (line,) = [line for view in found for line in view.page.items if line.from_mentor]
    assert (line.id, line.from_mentor and line.from_mentor.reason, line.from_mentee) == (last.id, "Too far.", None)


def test_a_later_page_asks_once_more_for_where_it_begins(round_id: UUID) -> None:
    who, counts = coordinator(), []
    older = queries.answers_in(who, round_id).page.older or ""
    for after in ("", older):
        db.session.rollback()
        with statements() as said:
            queries.answers_in(who, round_id, "", after)
        counts.append(len([each for each in said if not each.lower().startswith("begin")]))
    assert counts == [5, 6]


def reached(round_id: UUID) -> list[PublishingView]:
    """All pages of whom it does not reach."""
    views: list[PublishingView] = []
    after = ""
    while not views or views[-1].silent.older:
        views.append(queries.publishing(coordinator(), round_id, after))
        after = views[-1].silent.older or ""
    return views


def test_whom_publishing_does_not_reach_comes_a_page_at_a_time(app: Flask) -> None:
    mentor, _other = make_mentor("Aspen Peers", capacity=20), make_mentor("Birch Peers", capacity=20)
    mentees = [make_mentee(f"House {number:02}") for number in range(30)]
    make_mentee("Rests", status="paused")
    make_member(mentees[3], is_lead=True)
    make_member(mentees[4])
    round_id = open_round()
    match(round_id)
    views = reached(round_id)
    names = [each.name for view in views for each in view.silent.items]
    assert names == ["Aspen Peers", "Birch Peers", *(f"House {number:02}" for number in range(30) if number != 3)]
    assert [len(view.silent.items) for view in views] == [25, 6]
    assert {view.unreached for view in views} == {31}
    assert [each.has_people for view in views for each in view.silent.items if each.id == mentees[4]] == [True]
    sides = {each.sides for view in views for each in view.silent.items}
    assert sides == {(Side.MENTOR,), (Side.MENTEE,)}
    assert queries.publishing(coordinator(), round_id, "made up").silent == views[0].silent
    assert views[-1].silent.newer is not None
    assert mentor not in {each.id for each in views[-1].silent.items}


def test_what_publishing_would_do_is_what_it_does(app: Flask) -> None:
    """The counts beside what the command goes by, before, after, and with a plan that lacks what was proposed."""
    who = coordinator()
    make_mentor("Aspen Peers", capacity=3)
    for number in range(4):
        make_mentee(f"House {number}")
    round_id = open_round()
    match(round_id)

    def expected() -> tuple[int, int, int]:
        planned, known = set(planned_pairs(get_round(who, round_id))), open_proposals(round_id)
        standing = {pair_in(each) for each in known}
        waiting = {pair_in(each) for each in known if each.state == ProposalState.PROPOSED}
        return len(planned - standing), len(planned & standing), len(waiting - planned)

    def said() -> tuple[int, int, int]:
        view = queries.publishing(who, round_id)
        assert fresh_in(who, round_id) == view.fresh
        return view.fresh, view.standing, view.withdrawn

    assert said() == expected() == (3, 0, 0)
    first, *_ = commands.publish_round(who, round_id)
    assert said() == expected() == (0, 3, 0)
    gone = db.session.get_one(Proposal, first)
    gone.mentor_id = make_mentor("Another")
    db.session.commit()
    assert said() == expected() == (1, 2, 1)
    gone.state = ProposalState.ACCEPTED
    db.session.commit()
    assert said() == expected() == (1, 2, 0)
    gone.state = ProposalState.WITHDRAWN
    db.session.commit()
    assert said() == expected() == (1, 2, 0)
