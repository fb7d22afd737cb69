"""When the day for comments is over, whoever keeps the document is told once, and the page says whose move it is."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.journal.notices import SHOWERS, Notice, Told, news_of
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Conflict, Denied
from network.kernel.words import words
from network.library import commands, jobs
from network.library.events import ConsultationEnded
from network.library.queries import EndedConsultation
from network.library.rules.life import Deed
from network.library.rules.moves import is_over, next_move
from network.library.rules.states import VersionState
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.library_actors import again, reader_of
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.factories.sharing import move_text
from tests.journal import facts
from tests.mentorship.test_last_place import at_once

SignIn = Callable[..., FlaskClient]
YESTERDAY, TODAY = clock.today() - timedelta(days=1), clock.today()


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


def asked(house: UUID, until: date, **more: UUID) -> UUID:
    made = make_document(house, VersionState.DRAFT, **more)
    move_text(made, VersionState.CONSULTATION, consulted_until=until)
    return made


@pytest.mark.parametrize(("until", "over"), [(YESTERDAY, True), (TODAY, False), (None, False)])
def test_on_its_last_day_comments_are_still_asked_for(until: date | None, over: bool) -> None:
    assert is_over(until, TODAY) is over


@pytest.mark.parametrize("state", VersionState)
@pytest.mark.parametrize("until", [YESTERDAY, TODAY])
def test_whose_move_it_is_at_each_point_of_the_way(state: VersionState, until: date) -> None:
    keeps, reads = frozenset({Deed.ASK_REVIEW, Deed.RETURN}), frozenset[Deed]()
    approves = frozenset({Deed.APPROVE, Deed.RETURN})
    for_keeper, for_reader = (next_move(state, until, TODAY, each, words("the network")) for each in (keeps, reads))
    waits = state is VersionState.REVIEW or (state is VersionState.CONSULTATION and until == YESTERDAY)
    assert (for_reader is not None) is waits
    assert for_reader is None or not for_reader.is_hers
    if state is VersionState.CONSULTATION and until == YESTERDAY:
        assert for_keeper is not None
        assert for_keeper.deeds == (Deed.ASK_REVIEW, Deed.RETURN)
    if state is VersionState.REVIEW:
        hers = next_move(state, until, TODAY, approves, "House")
        assert hers is not None
        assert hers.deeds == (Deed.APPROVE, Deed.RETURN)


def test_its_end_is_told_once_for_each_day_however_often_the_clock_runs(house: UUID) -> None:
    over, still = asked(house, YESTERDAY), asked(house, TODAY)
    make_document(house, VersionState.CONSULTATION)  # without a day
    for _ in range(3):
        jobs.end_consultations(SYSTEM)
    said = {"document_id": str(over), "number": 1, "until_on": str(YESTERDAY)}
    assert facts("consultation_ended") == [said]
    for ended in (EndedConsultation(over, 1, YESTERDAY), EndedConsultation(still, 1, TODAY), EndedConsultation(over, 1, TODAY)):
        with pytest.raises(Conflict):
            commands.end_consultation(SYSTEM, ended)
        db.session.rollback()
    with pytest.raises(Denied):
        commands.end_consultation(reader_of(house), EndedConsultation(over, 1, YESTERDAY))
    db.session.rollback()
    earlier = YESTERDAY - timedelta(days=3)
    move_text(over, VersionState.CONSULTATION, consulted_until=earlier)  # it was put before the space once more
    jobs.end_consultations(SYSTEM)
    assert facts("consultation_ended") == [said, {**said, "until_on": str(earlier)}]


def test_what_went_on_meanwhile_is_not_told(house: UUID) -> None:
    who = reader_of(house)
    made = asked(house, YESTERDAY)
    commands.ask_review(again(who), made, 1)
    jobs.end_consultations(SYSTEM)
    assert facts("consultation_ended") == []


def test_two_clocks_tell_it_once(house: UUID, app: Flask) -> None:
    made = asked(house, YESTERDAY)
    deeds = [lambda: commands.end_consultation(SYSTEM, EndedConsultation(made, 1, YESTERDAY))] * 2
    assert sorted(at_once(app, deeds)) == ["conflict", "done"]
    db.session.rollback()
    assert len(facts("consultation_ended")) == 1


def test_the_steward_is_told_and_reads_it_while_she_sees_the_document(house: UUID) -> None:
    steward = make_member(house)
    make_member(house, is_lead=True)
    made = asked(house, YESTERDAY, steward_id=steward)
    fact = ConsultationEnded(document_id=made, number=1, until_on=YESTERDAY)
    assert [each.recipient_id for each in news_of(fact, None) if isinstance(each, Notice)] == [steward]
    news = [Told(made, "library.consultation_over", {"document": str(made)})]
    shown = SHOWERS["library.consultation_over"](reader_of(house), news)
    assert "the day for comments is over" in str(shown[made].said)


def test_the_page_says_whose_move_it_is(house: UUID, sign_in: SignIn) -> None:
    made = asked(house, YESTERDAY)
    keeper, reader = sign_in(make_member(house)), sign_in(make_member(make_organization("Juniper Peers")))
    mine, theirs = keeper.get(f"/library/{made}").text, reader.get(f"/library/{made}").text
    assert "Your move: the day for comments is over." in mine
    assert f"/library/{made}/ask-review" in mine
    assert "It is the turn of Wayside House." in theirs
    assert "Your move" not in theirs
    assert "Comments are asked for until" not in mine + theirs
    move_text(made, VersionState.CONSULTATION, consulted_until=TODAY)
    assert "Comments are asked for until" in keeper.get(f"/library/{made}").text
    move_text(made, VersionState.REVIEW)
    lead = sign_in(make_member(house, is_lead=True))
    assert "Your move: approve it, or give it back." in lead.get(f"/library/{made}").text
    assert "It waits for somebody who did not write it." in keeper.get(f"/library/{made}").text
