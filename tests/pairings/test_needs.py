"""Needs: the same short tool three times, read by the two sides alone."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.refusals import Conflict, Invalid, NotFound
from network.pairings import commands, queries
from network.pairings.commands import NeedsDraft
from network.pairings.models import NeedsAssessment
from network.pairings.rules.needs import Moment
from network.pairings.rules.states import PairingState
from network.settings.queries import catalogue
from network.storage.db import db
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import make_pair, outsiders
from tests.factories.people import make_member, make_person
from tests.forms import post
from tests.journal import everything, facts
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
FUNDING, TRANSPORT = "funding", "transport"


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def test_either_side_says_where_the_mentee_stands_and_says_it_anew(app: Flask) -> None:
    pair = make_pair()
    commands.assess_needs(pair.member, pair.id, Moment.START, NeedsDraft({FUNDING: 1, TRANSPORT: 0}, "Slow buses."))
    commands.assess_needs(pair.mentor, pair.id, Moment.START, NeedsDraft({FUNDING: 2}))
    commands.assess_needs(pair.mentor, pair.id, Moment.END, NeedsDraft({FUNDING: 4}))
    view = queries.needs_of(pair.member, pair.id)
    assert view.levels == {Moment.START: {FUNDING: 2}, Moment.END: {FUNDING: 4}}
    assert view.latest == {FUNDING: 4}
    assert view.wanted == ("outreach",)
    assert view.looks[Moment.START].note == ""
    assert facts("needs_assessed")[0] == {"pairing_id": str(pair.id), "kind": "start", "topics": 2}


@pytest.mark.parametrize("levels", [{}, {"not-a-topic": 1}, {FUNDING: 5}, {FUNDING: -1}])
def test_what_can_t_be_is_refused_and_leaves_nothing(app: Flask, levels: dict[str, int]) -> None:
    pair = make_pair()
    before = everything()
    with pytest.raises(Invalid):
        commands.assess_needs(pair.member, pair.id, Moment.START, NeedsDraft(levels))
    assert everything() == before


def test_the_end_needs_a_start_and_what_is_over_stays(app: Flask) -> None:
    pair, over = make_pair(), make_pair(PairingState.COMPLETED, mentor="Larch Peers", mentee="Elm House")
    before = everything()
    with pytest.raises(Conflict):
        commands.assess_needs(pair.member, pair.id, Moment.END, NeedsDraft({FUNDING: 1}))
    with pytest.raises(Conflict):
        commands.assess_needs(over.member, over.id, Moment.START, NeedsDraft({FUNDING: 1}))
    assert everything() == before


def test_whoever_is_not_of_the_two_sides_finds_nothing(app: Flask) -> None:
    pair = make_pair()
    commands.assess_needs(pair.member, pair.id, Moment.START, NeedsDraft({FUNDING: 1}, "canary"))
    for actor in outsiders():
        with pytest.raises(NotFound):
            queries.needs_of(actor, pair.id)
        with pytest.raises(NotFound):
            commands.assess_needs(actor, pair.id, Moment.START, NeedsDraft({FUNDING: 3}))
    assert queries.needs_of(pair.member, pair.id).latest == {FUNDING: 1}


def test_the_tool_on_the_screen(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client, address = sign_in(make_member(pair.mentee_id)), f"/pairings/{pair.id}/needs"
    assert "Nobody has looked yet" in client.get(address).get_data(as_text=True)
    refused = post(client, f"{address}/start", {"note": "kept as typed"})
    assert refused.status_code == 422
    assert "kept as typed" in refused.get_data(as_text=True)
    assert post(client, f"{address}/start", {"topic-funding": "1", "note": "Slow buses."}).location == address
    assert post(client, f"{address}/middle", {"topic-funding": "3"}).location == address
    html = client.get(address).get_data(as_text=True)
    assert "2 of 3 steps closed" in html
    assert "Slow buses." in html
    assert "At the start: We talk about it" in client.get(f"{address}/end").get_data(as_text=True)


def test_the_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client, counts = sign_in(make_member(pair.mentee_id)), []
    for topics in (1, 17):
        codes = [entry.code for entry in catalogue().entries("topic")][:topics]
        for moment in Moment:
            commands.assess_needs(pair.member, pair.id, moment, NeedsDraft(dict.fromkeys(codes, 1), "A note."))
        client.get(f"/pairings/{pair.id}/needs")
        with statements() as asked:
            assert client.get(f"/pairings/{pair.id}/needs").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10, counts


def test_an_assessment_of_another_pairing_is_not_touched(app: Flask, sign_in: SignIn) -> None:
    pair, other = make_pair(), make_pair(mentor="Larch Peers", mentee="Elm House")
    commands.assess_needs(other.member, other.id, Moment.START, NeedsDraft({FUNDING: 1}))
    stranger = sign_in(make_person("Nobody"))
    answers = [stranger.get(f"/pairings/{id}/needs") for id in (pair.id, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    commands.assess_needs(pair.member, pair.id, Moment.START, NeedsDraft({FUNDING: 3}))
    assert queries.needs_of(other.member, other.id).latest == {FUNDING: 1}
    assert db.session.query(NeedsAssessment).count() == 2
