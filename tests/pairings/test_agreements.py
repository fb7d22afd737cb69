"""Agreements: written from a template, signed by both leads, changed by the next version, read by the two sides alone."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.journal.notices import ANNOUNCERS
from network.kernel import clock
from network.kernel.actor import Role
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.pairings import commands, queries
from network.pairings.commands import AgreementDraft, ChangeDraft
from network.pairings.events import AgreementSigned, AgreementWritten
from network.pairings.models import Pairing
from network.pairings.notices.agreements import WHOLE, WRITTEN
from network.pairings.rules.agreements import SECTIONS, STARTING
from network.pairings.rules.changes import Change
from network.pairings.rules.states import PairingState, Side
from network.policy import Permission, can
from network.storage.db import db
from tests.factories.organizations import load_default_lists
from tests.factories.pairings import Pair, make_pair, outsiders
from tests.factories.people import acting, coordinator, lead_of, liaison_of, make_member, make_person
from tests.forms import post
from tests.journal import everything, facts
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
MENTOR, MENTEE = Side
TEXTS = {code: f"canary-{code}" for code in SECTIONS}


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def soon() -> date:
    return clock.today() + timedelta(180)


def draft(based_on: int = 0, **texts: str) -> AgreementDraft:
    return AgreementDraft({**TEXTS, **texts}, soon(), based_on)


def based_on(page: str) -> str:
    """The version that a form was made from."""
    (found,) = re.findall(r'name="based_on"[^>]*value="(\d+)"', page)
    return found


def signed(pair: Pair, version: int = 1) -> None:
    commands.sign_agreement(pair.mentor, pair.id, version, MENTOR)
    commands.sign_agreement(pair.mentee, pair.id, version, MENTEE)


def test_both_leads_sign_and_a_change_is_the_next_version(app: Flask) -> None:
    pair = make_pair()
    assert commands.write_agreement(pair.member, pair.id, draft()) == 1
    signed(pair)
    assert commands.write_agreement(pair.mentor, pair.id, draft(1, aims="Other aims")) == 2
    new, old = queries.agreements_of(pair.member, pair.id)
    assert (new.version, set(new.signatures), old.version, set(old.signatures)) == (2, set(), 1, set(Side))
    assert old.texts == TEXTS
    assert new.texts == {**TEXTS, "aims": "Other aims"}
    standing = queries.agreement_standing(coordinator(), pair.id)
    assert (standing.version, standing.in_force, standing.is_whole, standing.review_on) == (2, 1, False, soon())
    about = {"pairing_id": str(pair.id), "version": 1}
    assert facts("agreement_written")[0] == about
    assert facts("agreement_signed") == [
        {**about, "side": "mentor", "is_whole": False},
        {**about, "side": "mentee", "is_whole": True},
    ]


def test_only_a_lead_signs_and_only_for_her_own_side(app: Flask) -> None:
    pair = make_pair()
    commands.write_agreement(pair.member, pair.id, draft())
    before = everything()
    for actor, side in ((pair.member, MENTEE), (pair.mentor, MENTEE), (pair.mentee, MENTOR)):
        with pytest.raises(Denied):
            commands.sign_agreement(actor, pair.id, 1, side)
    assert everything() == before


def test_what_is_signed_is_the_newest_and_is_signed_once(app: Flask) -> None:
    pair, over = make_pair(), make_pair(PairingState.COMPLETED, mentor="Larch Peers", mentee="Elm House")
    with pytest.raises(Conflict):
        commands.sign_agreement(pair.mentor, pair.id, 1, MENTOR)
    commands.write_agreement(pair.member, pair.id, draft())
    commands.sign_agreement(pair.mentor, pair.id, 1, MENTOR)
    commands.write_agreement(pair.member, pair.id, draft(1, aims="Other aims"))
    before = everything()
    for version in (1, 3):
        with pytest.raises(Conflict):
            commands.sign_agreement(pair.mentor, pair.id, version, MENTOR)
    for late in (draft(1), draft(0)):
        with pytest.raises(Conflict):
            commands.write_agreement(pair.member, pair.id, late)
    with pytest.raises(Conflict):
        commands.write_agreement(over.member, over.id, draft())
    assert everything() == before
    commands.sign_agreement(pair.mentor, pair.id, 2, MENTOR)
    with pytest.raises(Conflict):
        commands.sign_agreement(pair.mentor, pair.id, 2, MENTOR)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: draft(aims=""), "aims"),
        (lambda: AgreementDraft(TEXTS, clock.today(), 0), "review_on"),
        (lambda: AgreementDraft(TEXTS, clock.today() + timedelta(900), 0), "review_on"),
    ],
)
def test_what_can_t_be_is_refused_beside_its_field(app: Flask, wrong: Any, field: str) -> None:
    pair = make_pair()
    before = everything()
    with pytest.raises(Invalid) as refused:
        commands.write_agreement(pair.member, pair.id, wrong())
    assert refused.value.field == field
    assert everything() == before


def test_the_same_again_is_no_version(app: Flask) -> None:
    pair = make_pair()
    commands.write_agreement(pair.member, pair.id, draft())
    with pytest.raises(Invalid):
        commands.write_agreement(pair.member, pair.id, draft(1))


def test_the_text_is_read_by_the_two_sides_and_its_state_by_whoever_sees_the_pairing(app: Flask) -> None:
    pair = make_pair()
    commands.write_agreement(pair.member, pair.id, draft())
    row = db.session.scalars(select(Pairing)).one()
    for actor in [pair.mentor, pair.member, *outsiders()]:
        if can(actor, Permission.AGREEMENT_READ, row):
            assert queries.agreements_of(actor, pair.id)
            continue
        with pytest.raises(NotFound):
            queries.agreements_of(actor, pair.id)
        with pytest.raises(NotFound):
            commands.write_agreement(actor, pair.id, draft(1))
        with pytest.raises(NotFound):
            commands.sign_agreement(actor, pair.id, 1, MENTEE)
    assert queries.agreement_standing(liaison_of("northwest"), pair.id).version == 1
    assert queries.agreement_standing(lead_of(), pair.id).version == 0


def test_coordinators_say_what_new_ones_begin_with(app: Flask) -> None:
    pair = make_pair()
    assert queries.template_now().texts == {code: str(text) for code, text in STARTING.items()}
    for actor in (pair.mentor, liaison_of("northwest")):
        with pytest.raises(Denied):
            commands.write_template(actor, TEXTS, 0)
    assert commands.write_template(coordinator(), TEXTS, 0) == 1
    with pytest.raises(Conflict):
        commands.write_template(coordinator(), TEXTS, 0)
    with pytest.raises(Invalid):
        commands.write_template(coordinator(), {**TEXTS, "cost": ""}, 1)
    view = queries.template_now()
    assert (view.version, view.texts) == (1, TEXTS)
    assert facts("agreement_template_written") == [{"version": 1}]


def test_the_leads_are_told_that_it_waits_and_that_it_is_signed(app: Flask) -> None:
    pair = make_pair()
    leads = {make_member(pair.mentor_id, is_lead=True), make_member(pair.mentee_id, is_lead=True)}
    make_member(pair.mentee_id)
    about: dict[str, Any] = {"pairing_id": pair.id, "version": 1}

    def told(fact: Any) -> set[tuple[Any, str]]:
        return {(each.recipient_id, each.template) for tell in ANNOUNCERS[type(fact)] for each in tell(fact)}

    assert told(AgreementWritten(**about)) == {(lead, WRITTEN) for lead in leads}
    assert told(AgreementSigned(**about, side="mentor", is_whole=False)) == set()
    assert told(AgreementSigned(**about, side="mentor", is_whole=True)) == {(lead, WHOLE) for lead in leads}


def test_written_signed_compared_and_printed_on_the_screen(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    person = make_member(pair.mentee_id, is_lead=True, name="Rena Okada")
    client, address = sign_in(person), f"/pairings/{pair.id}/agreement"
    assert "No agreement yet" in client.get(address).get_data(as_text=True)
    assert "We work together as equals" in client.get(f"{address}/write").get_data(as_text=True)
    sent = {**TEXTS, "based_on": "0", "review_on": soon().isoformat()}
    unsaid = {name: value for name, value in sent.items() if name != "based_on"}  # what no page of ours sends
    assert post(client, f"{address}/write", unsaid).status_code == 422
    refused = post(client, f"{address}/write", {**sent, "aims": "", "cost": "kept as typed"})
    assert refused.status_code == 422
    assert "kept as typed" in refused.get_data(as_text=True)
    assert post(client, f"{address}/write", sent).location == address
    assert post(client, f"{address}/1/sign", {"side": "mentee"}, page=address).location == address
    assert post(client, f"{address}/1/sign", {"side": "mentor"}, page=address).status_code == 403
    paper = client.get(f"{address}/1/print").get_data(as_text=True)
    assert "Signed by Rena Okada on" in paper
    assert "Not signed yet" in paper
    assert post(client, f"{address}/write", {**sent, "based_on": "1", "aims": "canary-aims grown"}).location == address
    html = client.get(address).get_data(as_text=True)
    assert "What changed since version 1" in html
    assert "<ins>" in html
    assert client.get(f"{address}/9").status_code == 404
    for role, region in ((Role.COORDINATOR, None), (Role.LIAISON, "northwest")):
        onlooker = sign_in(make_person("Maren", role=role, region=region))
        assert "canary" not in onlooker.get(f"/pairings/{pair.id}").get_data(as_text=True)
        for page in ("", "/1", "/1/print", "/write"):
            assert onlooker.get(address + page).status_code == 404


def test_a_coordinator_changes_the_template_on_the_screen(app: Flask, sign_in: SignIn) -> None:
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    assert post(client, "/pairings/agreement-template", {**TEXTS, "based_on": "0"}).status_code == 303
    assert "canary-aims" in client.get("/pairings/agreement-template").get_data(as_text=True)
    mine = {**TEXTS, "aims": "what she typed"}
    stale = post(client, "/pairings/agreement-template", {**mine, "based_on": "0"})
    text = stale.get_data(as_text=True)
    assert (stale.status_code, "what she typed" in text, "canary-aims" in text) == (409, True, True)
    assert post(client, "/pairings/agreement-template", {**mine, "based_on": based_on(text)}).status_code == 303
    assert queries.template_now().texts["aims"] == "what she typed"


def test_who_writes_second_keeps_what_she_typed_and_may_save_it_after_theirs(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    client = sign_in(make_member(pair.mentee_id, is_lead=True))
    address, sent = f"/pairings/{pair.id}/agreement/write", {**TEXTS, "review_on": str(clock.today() + timedelta(90))}
    assert post(client, address, {**sent, "based_on": "0"}).status_code == 303
    late = post(client, address, {**sent, "aims": "what she typed", "based_on": "0"})
    text = late.get_data(as_text=True)
    assert (late.status_code, "what she typed" in text, f"/pairings/{pair.id}/agreement/1" in text) == (409, True, True)
    assert post(client, address, {**sent, "aims": "what she typed", "based_on": based_on(text)}).status_code == 303
    assert queries.agreements_of(pair.mentee, pair.id)[0].texts["aims"] == "what she typed"
    commands.change_pairing(coordinator(), pair.id, ChangeDraft(Change.COMPLETE))
    over = post(client, address, {**sent, "aims": "typed too late", "based_on": "2"})
    assert (over.status_code, "typed too late" in over.get_data(as_text=True)) == (409, True)


def test_the_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: SignIn) -> None:
    pair = make_pair()
    writer = acting(make_member(pair.mentee_id, is_lead=True), lead_of=(pair.mentee_id,))
    client, counts = sign_in(make_member(pair.mentee_id)), []
    for last in (1, 8):
        for version in range(1 if last == 1 else 2, last + 1):
            commands.write_agreement(writer, pair.id, draft(version - 1, aims=f"Aims {version}"))
            commands.sign_agreement(writer, pair.id, version, MENTEE)
        client.get(f"/pairings/{pair.id}/agreement")
        with statements() as asked:
            assert client.get(f"/pairings/{pair.id}/agreement").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10, counts
