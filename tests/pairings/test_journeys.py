"""The life of pairings in moved clocks: a year from yes to complete; a mentor that closes midway; a stranger at every door."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.actor import SYSTEM
from network.mentorship import commands as mentorship
from network.mentorship import queries as mentorship_queries
from network.mentorship.commands import AnswerDraft
from network.mentorship.queries import pool
from network.organizations.commands import set_status
from network.organizations.models import Organization
from network.pairings import commands, queries
from network.pairings.commands import AgreementDraft, ChangeDraft, SessionDraft
from network.pairings.jobs import prepare_checks, rematch_let_down
from network.pairings.models import Pairing
from network.pairings.queries import BoardNarrowing, board
from network.pairings.rules.agreements import STARTING
from network.pairings.rules.changes import Change
from network.pairings.rules.checks import CheckAnswer
from network.pairings.rules.health import Group, Reason
from network.pairings.rules.states import Side
from network.spaces.queries import entered_by
from network.storage.db import db
from tests.factories.mentorship import make_mentee, make_mentor, make_proposal, match, open_round
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.pairings import make_check, make_session
from tests.factories.people import coordinator, lead_of, make_member, member_of
from tests.forms import token_on
from tests.mentorship.views.pages import without_tokens

SignIn = Callable[..., FlaskClient]
YES_DAY = datetime(2026, 3, 2, 18)


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


@pytest.fixture
def traveller() -> Iterator[time_machine.Traveller]:
    """The clock, standing on the day of the second yes until somebody moves it."""
    with time_machine.travel(YES_DAY, tick=False) as moved:
        yield moved


def paired(mentor: UUID, mentee: UUID) -> UUID:
    """Both sides say yes."""
    offer = make_proposal(mentor, mentee)
    for side, organization in ((Side.MENTOR, mentor), (Side.MENTEE, mentee)):
        mentorship.answer_proposal(lead_of(organization), offer.proposal_id, side, AnswerDraft(is_yes=True))
    return db.session.query(Pairing.id).filter_by(proposal_id=offer.proposal_id).one()[0]


def on_board(pairing_id: UUID) -> tuple[Group, Reason | None]:
    """Where the coordinators see it."""
    db.session.rollback()
    (found,) = (each for each in board(coordinator(), BoardNarrowing()).page.items if each.line.id == pairing_id)
    return found.health.group, found.health.first


def go(traveller: time_machine.Traveller, days: int) -> date:
    """So many days later; the clock's work is done on the way."""
    traveller.shift(timedelta(days=days))
    prepare_checks(SYSTEM)
    rematch_let_down(SYSTEM)
    return datetime.now().date()


def answer_all(pairing_id: UUID, mentor: UUID, mentee: UUID) -> set[str]:
    """Each side answers what it is asked; gives the moments."""
    done = set()
    for organization in (mentor, mentee):
        for check in queries.checks(member_of(organization), pairing_id):
            if check.answer is None:
                commands.answer_check(member_of(organization), pairing_id, check.id, CheckAnswer.GOOD, "")
                done.add(check.moment.value)
    return done


def test_a_year_from_yes_to_complete(traveller: time_machine.Traveller) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    made = paired(mentor, mentee)
    assert on_board(made) == (Group.WAIT, Reason.FIRST_DUE)
    go(traveller, 11)
    assert on_board(made) == (Group.NEED_YOU, Reason.NEVER_MET)
    today = go(traveller, 1)
    commands.log_session(member_of(mentee), made, SessionDraft(today, "phone", 50, next_on=today + timedelta(days=20)))
    assert db.session.get_one(Pairing, made).state == "active"
    assert on_board(made) == (Group.WELL, None)
    go(traveller, 20)
    assert on_board(made) == (Group.WAIT, Reason.AGREEMENT_OPEN)
    texts = {code: str(text) for code, text in STARTING.items()}
    version = commands.write_agreement(lead_of(mentee), made, AgreementDraft(texts, today + timedelta(days=500)))
    for side, organization in ((Side.MENTOR, mentor), (Side.MENTEE, mentee)):
        commands.sign_agreement(lead_of(organization), made, version, side)
    assert on_board(made) == (Group.WELL, None)
    asked = answer_all(made, mentor, mentee)
    for month in range(11):
        today = go(traveller, 30)
        how = "visit" if month == 5 else "video"
        commands.log_session(
            member_of(mentor), made, SessionDraft(today, how, 90, ("funding",), travel_km=640 if month == 5 else 0)
        )
        asked |= answer_all(made, mentor, mentee)
        assert on_board(made) == (Group.WELL, None), today
    assert asked == {"first", "month", "midpoint"}
    go(traveller, 40)
    assert on_board(made) == (Group.NEED_YOU, Reason.STALLED)
    commands.change_pairing(coordinator(), made, ChangeDraft(Change.COMPLETE))
    go(traveller, 1)
    assert answer_all(made, mentor, mentee) == {"closing"}
    commands.answer_mentoring(lead_of(mentee), made, 1)
    assert db.session.get_one(Organization, mentee).capacity == 1
    assert not board(coordinator(), BoardNarrowing()).page.items
    totals = queries.totals_of([made], today)[made]
    assert (totals.sessions, totals.minutes, totals.visits) == (12, 50 + 11 * 90, 1)
    space = db.session.get_one(Pairing, made).space_id
    for side in (mentor, mentee):
        assert (entered_by([side]).readable, entered_by([side]).open) == ({space}, frozenset())
        assert len(queries.sessions(member_of(side), made).items) == 12


def test_a_mentor_closes_in_the_middle_and_the_mentee_is_met_first(traveller: time_machine.Traveller) -> None:
    mentor, mentee = make_mentor(), make_mentee(waiting_since=date(2025, 3, 1))
    made = paired(mentor, mentee)
    later = make_mentee("Salmonberry Safe Home", waiting_since=date(2026, 4, 1))
    today = go(traveller, 30)
    commands.log_session(member_of(mentee), made, SessionDraft(today, "phone", 50, note="What we learned."))
    go(traveller, 60)
    set_status(coordinator(), mentor, "closed")
    assert on_board(made) == (Group.NEED_YOU, Reason.MENTOR_CLOSED)
    go(traveller, 1)
    assert db.session.get_one(Pairing, made).ended_why == "mentor-closed"
    (line,) = queries.sessions(member_of(mentee), made).items
    assert line.note == "What we learned."
    make_mentor("Larch Peers", capacity=1)
    round_id = open_round()
    assert [each.id for each in pool.mentees(coordinator(), round_id).items] == [mentee, later]
    match(round_id)
    served = [each.mentee.id for each in mentorship_queries.pairs(coordinator(), round_id, mentorship_queries.Narrowing()).items]
    assert served == [mentee]  # its wait counts from before this pairing, which lifts its tier


def test_a_stranger_finds_nothing_at_any_address(app: Flask, sign_in: SignIn) -> None:
    """Every address below a pairing, with whatever lies in it: the page of one that nobody made, looked at and sent to."""
    mentor, mentee = make_mentor(), make_mentee()
    made = paired(mentor, mentee)
    values = {
        "session_id": make_session(made, note="canary"),
        "check_id": make_check(made, "mentee"),
        "note_id": commands.note_pairing(coordinator(), made, "canary"),
        "change": "end",
    }
    third = sign_in(make_member(make_organization("Cedar Centre"), is_lead=True))
    token, tried = token_on(third, "/sign-in"), 0
    for rule in app.url_map.iter_rules():
        if "pairing_id" not in rule.arguments:
            continue
        parts = {name: value for name, value in values.items() if name in rule.arguments}
        assert set(rule.arguments) <= {*parts, "pairing_id"}, f"{rule}: give the test a value for each part"
        real, made_up = (rule.build({**parts, "pairing_id": each})[1] for each in (made, uuid4()))  # type: ignore[index]
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            one, other = (third.open(each, method=method, data={"csrf_token": token}) for each in (real, made_up))
            assert (one.status_code, other.status_code) == (404, 404), f"{method} {rule}"
            assert without_tokens(one.text).replace(real, "") == without_tokens(other.text).replace(made_up, ""), rule
            tried += 1
    assert tried >= 18
