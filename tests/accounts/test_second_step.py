"""C6, C7, C13: the second step, whose code is good once, and what stands before everything else until it is taken."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from network.accounts import commands, queries
from network.accounts.models import AppCode, CodeSheet, SheetCode, SignIn, SignInTry
from network.accounts.rules import Proof, codes
from network.journal.models import JournalEntry
from network.kernel import clock, tokens
from network.kernel.actor import Actor, Role
from network.kernel.refusals import Invalid, NotFound
from network.storage.db import db
from tests.architecture.test_doors import AGREED, addresses
from tests.factories.factors import Key, make_app, make_sheet
from tests.factories.people import make_person
from tests.forms import post, token_on

NOW = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)
EVERY = frozenset({Proof.APP, Proof.SHEET, Proof.RECOVERY})


@pytest.fixture
def rena(app: Flask) -> UUID:
    return make_person("Rena Okada", email="rena@people.example")


def session_of(person_id: UUID) -> UUID:
    """A session of hers whose password was right."""
    now, key = clock.now(), uuid4()
    begun = {"began_at": now, "seen_at": now, "expires_at": now + timedelta(hours=12)}
    row = SignIn(id=key, token_digest=tokens.digest(str(key)), person_id=person_id, proved_by="password", proved_at=now, **begun)
    db.session.add(row)
    db.session.commit()
    return key


def uses(person_id: UUID, session: UUID, code: str, taken: frozenset[Proof] = EVERY) -> bool:
    """Whether a code holds."""
    try:
        commands.prove_by_code(Actor(person_id=person_id), session, code, taken)
    except Invalid:
        return False
    return True


@pytest.mark.quick_on("sqlite", "the hurdle stands before anything of the address is read from a database")
def test_with_the_password_alone_nothing_opens_by_any_method(rena: UUID, app: Flask, sign_in: Any) -> None:
    """C6: not for who has a second step, nor for who has none yet."""
    for page in ("/enrolment", "/second-step"):
        client = sign_in(rena, proved="password")
        of_hurdle = {"accounts.second_step"} if page == "/second-step" else set()
        for endpoint, address, method in addresses(app):
            allowed = AGREED | {"accounts.sign_out"} | of_hurdle
            if endpoint in allowed or (page == "/enrolment" and address.startswith(("/enrolment", "/account/", "/step-up"))):
                continue
            answer = client.open(address, method=method)
            if method == "GET":
                assert answer.headers["Location"].startswith(page), f"{method} {address} is open"
            else:
                assert answer.status_code in (404, 422), f"{method} {address}: {answer.status_code}"
        make_app(rena)


def test_who_has_one_cannot_set_up_another_before_she_took_it(rena: UUID, sign_in: Any) -> None:
    """Else a stolen password would be enough to add a passkey."""
    make_app(rena)
    client = sign_in(rena, proved="password")
    for address in ("/enrolment", "/account/passkeys/add", "/account/app", "/account/sheet", "/step-up"):
        assert client.get(address).headers["Location"].startswith("/second-step"), address


def test_a_code_from_her_app_lets_her_in_and_gives_the_session_a_new_token(rena: UUID, sign_in: Any) -> None:
    clockwork = make_app(rena)
    client = sign_in(rena, proved="password")
    before = client.get_cookie("session_8000", domain="localhost").value
    with time_machine.travel(clock.now(), tick=False):
        answer = post(client, "/second-step?next=/places", {"code": clockwork.at(clock.now())})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/places")
    assert client.get("/places").status_code == 200
    thief = sign_in()
    thief.set_cookie("session_8000", before, domain="localhost")
    assert thief.get("/second-step").headers["Location"].startswith("/sign-in")


def test_nothing_typed_is_no_try(rena: UUID, sign_in: Any) -> None:
    make_app(rena)
    client = sign_in(rena, proved="password")
    for _ in range(8):
        answer = post(client, "/second-step", {"code": ""})
        assert (answer.status_code, "Type a code." in answer.get_data(as_text=True)) == (422, True)
    assert db.session.scalar(select(JournalEntry.id).where(JournalEntry.event == "proof_failed")) is None
    assert db.session.scalar(select(SignInTry.key)) is None


def test_a_code_is_good_once_also_in_the_neighbouring_step(rena: UUID) -> None:
    """C7."""
    clockwork, session = make_app(rena), session_of(rena)
    with time_machine.travel(NOW, tick=False) as traveller:
        code = clockwork.at(NOW)
        assert uses(rena, session, code)
        assert not uses(rena, session, code)
        traveller.shift(30)
        assert not uses(rena, session, code)
        assert not uses(rena, session, clockwork.at(NOW - timedelta(seconds=30)))
        assert uses(rena, session, clockwork.at(NOW + timedelta(seconds=30)))


@pytest.mark.parametrize(("seconds", "holds"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)])
def test_a_clock_may_be_half_a_minute_off(rena: UUID, seconds: int, *, holds: bool) -> None:
    clockwork, session = make_app(rena), session_of(rena)
    with time_machine.travel(NOW, tick=False):
        assert uses(rena, session, clockwork.at(NOW + timedelta(seconds=seconds))) is holds


@pytest.mark.parametrize("kind", [Proof.APP, Proof.SHEET, Proof.RECOVERY])
def test_of_parallel_tries_with_one_code_exactly_one_holds(app: Flask, rena: UUID, kind: Proof) -> None:
    """C7."""
    code = make_app(rena).at(NOW) if kind is Proof.APP else make_sheet(rena, kind)[0]
    sessions = [session_of(rena) for _ in range(8)]

    def one(session: UUID) -> bool:
        with app.app_context():
            return uses(rena, session, code)

    with time_machine.travel(NOW, tick=False), ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, sessions)) == 1


def test_the_seed_is_sealed_and_codes_are_kept_as_keyed_digests(rena: UUID) -> None:
    """C47."""
    clockwork, printed = make_app(rena), make_sheet(rena)
    row = db.session.scalars(select(AppCode)).one()
    assert row.seed.startswith("v1.")
    assert clockwork.secret not in row.seed
    kept = str(db.session.scalars(select(SheetCode.digest)).all())
    assert not [code for code in printed if code in kept or tokens.digest(code) in kept]
    other = make_person()
    assert queries.digest_of(other, printed[0]) != queries.digest_of(rena, printed[0])


def test_five_wrong_codes_and_then_she_waits(rena: UUID, sign_in: Any) -> None:
    """C7."""
    clockwork = make_app(rena)
    with time_machine.travel(NOW, tick=False):
        client = sign_in(rena, proved="password")
        assert [post(client, "/second-step", {"code": "000000"}).status_code for _ in range(5)] == [422] * 5
        held = post(client, "/second-step", {"code": clockwork.at(NOW)})
        assert (held.status_code, held.headers["Retry-After"]) == (429, "1")
        other = sign_in(rena, proved="password")
        assert post(other, "/second-step", {"code": clockwork.at(NOW)}).status_code == 429
    with time_machine.travel(NOW + timedelta(seconds=2), tick=False):
        assert post(client, "/second-step", {"code": clockwork.at(NOW)}).status_code == 303


def test_c5_who_stole_her_password_does_not_keep_her_out_of_a_browser_of_hers(rena: UUID, sign_in: Any) -> None:
    clockwork = make_app(rena)
    with time_machine.travel(NOW, tick=False):
        commands.know_device(rena, "", "a token of hers")
        thief = sign_in(rena, proved="password")
        assert [post(thief, "/second-step", {"code": "000000"}).status_code for _ in range(6)][-1] == 429
        elsewhere = sign_in(rena, proved="password")
        elsewhere.set_cookie("session_8000_known", "a token of nobody", domain="localhost")
        assert post(elsewhere, "/second-step", {"code": clockwork.at(NOW)}).status_code == 429
        hers = sign_in(rena, proved="password")
        hers.set_cookie("session_8000_known", "a token of hers", domain="localhost")
        assert post(hers, "/second-step", {"code": clockwork.at(NOW)}).status_code == 303


@pytest.mark.parametrize("typed", ["12345", "1" * 60, "\u0661\u0662\u0663\u0664\u0665\u0666", "ABCD-EFGH", "%00", "'; --"])
def test_what_is_no_code_is_refused_kindly(rena: UUID, sign_in: Any, typed: str) -> None:
    make_app(rena)
    answer = post(sign_in(rena, proved="password"), "/second-step", {"code": typed})
    assert answer.status_code == 422
    assert "hold" in answer.get_data(as_text=True)


def test_a_printed_code_may_be_typed_as_it_is_read(rena: UUID) -> None:
    session = session_of(rena)
    for code in make_sheet(rena)[:6]:
        typed = codes.shown(code).lower().replace("0", "o").replace("1", "l").replace("-", " ")
        assert uses(rena, session, f" {typed} ")


def test_a_sheet_of_somebody_else_opens_nothing(rena: UUID) -> None:
    printed = make_sheet(make_person())
    assert not uses(rena, session_of(rena), printed[0])


def test_she_is_told_when_five_codes_are_left(rena: UUID, sign_in: Any) -> None:
    printed = make_sheet(rena, count=7)
    for left, told in ((6, False), (5, True)):
        client = sign_in(rena, proved="password")
        post(client, "/second-step", {"code": printed.pop()})
        page = client.get("/").get_data(as_text=True)
        assert ("codes are left on your sheet" in page) is told, left


def test_the_next_sheet_ends_the_one_before_with_its_first_code(rena: UUID) -> None:
    old, session, actor = make_sheet(rena), session_of(rena), Actor(person_id=rena)
    new = commands.make_codes(actor, session, Proof.SHEET)
    assert len(set(new)) == codes.SHEET_CODES
    assert uses(rena, session, old[0]), "until then the old one holds"
    assert uses(rena, session, new[0])
    assert not uses(rena, session, old[1])
    assert uses(rena, session, new[1])
    assert len(db.session.scalars(select(CodeSheet)).all()) == 1


def test_a_recovery_code_holds_once_and_new_ones_end_the_old(rena: UUID) -> None:
    actor, session = Actor(person_id=rena), session_of(rena)
    make_app(rena)
    old = commands.make_codes(actor, session, Proof.RECOVERY)
    assert len(old) == 10
    assert all(len(code) * 5 >= 80 for code in old)
    assert uses(rena, session, old[0])
    assert not uses(rena, session, old[0])
    new = commands.make_codes(actor, session, Proof.RECOVERY)
    assert not uses(rena, session, old[1])
    assert uses(rena, session, new[0])
    told = select(JournalEntry.facts).where(JournalEntry.event == "recovery_code_used").order_by(JournalEntry.id)
    assert [facts["left"] for facts in db.session.scalars(told)] == [9, 9]


def test_what_was_made_is_shown_once(rena: UUID, sign_in: Any) -> None:
    client = sign_in(rena)
    shown = post(client, "/account/recovery-codes").get_data(as_text=True)
    assert shown.count("<li><code>") == 10
    again = client.get("/account/recovery-codes").get_data(as_text=True)
    assert "<code>" not in again
    assert "10 codes are left" in again


def test_who_needs_a_passkey_comes_in_with_nothing_else(app: Flask, sign_in: Any) -> None:
    """C6: an app that she has from before leads to making a passkey, and is not taken any more once she has one."""
    person_id = make_person(role=Role.COORDINATOR)
    clockwork = make_app(person_id)
    with time_machine.travel(NOW, tick=False) as traveller:
        client = sign_in(person_id, proved="password")
        assert post(client, "/second-step", {"code": clockwork.at(NOW)}).status_code == 303
        assert client.get("/organizations").headers["Location"].startswith("/enrolment")
        assert "Use an app" not in client.get("/enrolment").get_data(as_text=True)
        Key().give_to(person_id)
        traveller.shift(60)
        again = sign_in(person_id, proved="password")
        assert post(again, "/second-step", {"code": clockwork.at(clock.now())}).status_code == 422


def test_a_recovery_code_of_hers_leads_to_a_new_passkey_and_to_nothing_else(app: Flask, sign_in: Any) -> None:
    person_id = make_person(role=Role.ADMINISTRATOR)
    Key().give_to(person_id)
    printed = make_sheet(person_id, Proof.RECOVERY)
    client = sign_in(person_id, proved="password")
    assert post(client, "/second-step", {"code": printed[0]}).status_code == 303
    assert client.get("/people").headers["Location"].startswith("/enrolment")


def test_an_operator_can_say_that_no_role_needs_a_passkey(app: Flask, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    person_id = make_person(role=Role.COORDINATOR)
    assert sign_in(person_id, proved="app").get("/").status_code == 303
    monkeypatch.setitem(app.config, "PEER", replace(app.config["PEER"], passkey_roles=frozenset({"administrator"})))
    assert sign_in(person_id, proved="app").get("/").status_code == 200


def test_a_sheet_is_set_up_on_the_pages_and_counts_from_its_first_code(rena: UUID, sign_in: Any) -> None:
    client, elsewhere = sign_in(rena, proved="password"), sign_in(rena, proved="password")
    assert "Use a printed sheet" in client.get("/enrolment").get_data(as_text=True)
    page = post(client, "/account/sheet").get_data(as_text=True)
    printed = [part.partition("</code>")[0] for part in page.split("<li><code>")[1:]]
    assert len(printed) == codes.SHEET_CODES
    assert client.get("/").headers["Location"].startswith("/enrolment"), "it does not count yet"
    assert post(client, "/account/sheet/confirm", {"code": "WRONGONE"}, page="/account/sheet").status_code == 422
    answer = post(client, "/account/sheet/confirm", {"code": printed[0]}, page="/account/sheet")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/recovery-codes")
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/enrolment").headers["Location"].startswith("/sign-in"), "her other sessions ended"


def test_an_app_is_set_up_on_the_pages(rena: UUID, sign_in: Any) -> None:
    client = sign_in(rena, proved="password")
    assert client.get("/account/app").headers["Location"] == "/enrolment"
    assert client.get("/account/app/picture").status_code == 404
    assert post(client, "/account/app/begin", page="/enrolment").status_code == 303
    seed = queries.waiting_seed(Actor(person_id=rena))
    assert seed is not None
    page = client.get("/account/app").get_data(as_text=True)
    assert codes.shown(seed).replace("-", " ") in page
    picture = client.get("/account/app/picture")
    assert picture.mimetype == "image/svg+xml"
    assert b"style" not in picture.get_data()
    with time_machine.travel(clock.now(), tick=False):
        assert post(client, "/account/app", {"code": "000000"}).status_code == 422
        code = pyotp.TOTP(seed).at(clock.now())
        assert post(client, "/account/app", {"code": code}).headers["Location"] == "/account/recovery-codes"
        again = sign_in(rena, proved="password")
        assert post(again, "/second-step", {"code": code}).status_code == 422, "the first code is used up"
    assert client.get("/account/app").headers["Location"] == "/account"
    assert "factor_added" in db.session.scalars(select(JournalEntry.event)).all()


def test_the_last_way_that_counts_for_her_stays(app: Flask, sign_in: Any) -> None:
    person_id = make_person(role=Role.COORDINATOR)
    key, _ = Key().give_to(person_id), make_app(person_id)
    client, elsewhere = sign_in(person_id), sign_in(person_id)
    kept = post(client, f"/account/passkeys/{key}/remove", page="/account")
    assert kept.status_code == 409
    assert "only way" in kept.get_data(as_text=True)
    assert post(client, "/account/app/remove", page="/account").status_code == 303
    assert elsewhere.get("/").status_code == 303
    assert post(client, "/account/app/remove", page="/account").status_code == 404
    Key().give_to(person_id, "my phone")
    assert post(client, f"/account/passkeys/{key}/remove", page="/account").status_code == 303
    assert "my phone" in client.get("/account").get_data(as_text=True)


def test_nobody_removes_what_is_somebody_elses(rena: UUID, sign_in: Any) -> None:
    key = Key().give_to(make_person())
    make_app(rena)
    assert post(sign_in(rena), f"/account/passkeys/{key}/remove", page="/account").status_code == 404
    with pytest.raises(NotFound):
        commands.remove_passkey(Actor(person_id=rena), uuid4(), key, passkey_needed=False)


def test_a_stale_session_adds_no_passkey(rena: UUID, sign_in: Any) -> None:
    """C9: a stolen cookie alone is not enough."""
    make_app(rena)
    client = sign_in(rena, ago=timedelta(minutes=6))
    for address in ("/account/passkeys/add", "/account/sheet", "/account/recovery-codes"):
        assert client.get(address).headers["Location"].startswith("/step-up"), address
        assert "Is it you?" in client.post(address, data={"csrf_token": token_on(client, "/account")}).get_data(as_text=True)
