"""A forgotten password: the same answer for every address, a link that works once, and no way round anything."""

import logging
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from network.accounts import commands, jobs, queries
from network.accounts.models import AccountLink, LinkRequest, Person, SignIn
from network.accounts.rules.links import RECOVERY_SHEET, Asking, Purpose
from network.approvals.commands import approve, ask
from network.kernel import clock
from network.kernel.actor import ANONYMOUS, SYSTEM, Role
from network.kernel.refusals import Conflict, Denied, NotFound
from network.notifications import jobs as post_office
from network.storage.db import db
from network.web import passwords
from tests.factories.people import acting, coordinator, make_person
from tests.forms import post, token_on
from tests.journal import everything, facts
from tests.organizations.test_links import bad_tokens

PASSWORD = "four quiet boots on larch"
NEW = "wandering lanterns beyond snow"


@pytest.fixture
def rena(app: Flask) -> UUID:
    person_id = make_person("Rena Okada", email="rena@people.example")
    db.session.get_one(Person, person_id).password_hash = passwords.hashed(PASSWORD)
    db.session.commit()
    return person_id


def the_clock_goes() -> None:
    """What the scheduler does every few seconds."""
    jobs.answer_requests(SYSTEM)
    post_office.relay(SYSTEM)
    post_office.post(SYSTEM)
    db.session.rollback()


def link_in(mailbox: Any) -> str:
    """The path of the link in the last mail."""
    found = re.search(r"http://localhost:8000(/\S+)", mailbox.sent[-1].text)
    assert found is not None, mailbox.sent[-1].text
    return found[1]


def bare(answer: Any) -> tuple[int, str, list[str]]:
    """An answer without the token of its form."""
    text = re.sub(r'name="csrf_token"[^>]*>', "", answer.get_data(as_text=True))
    return answer.status_code, text, sorted(name for name, _ in answer.headers if name != "Set-Cookie")


def asked_for(email: str, sign_in: Any, path: str = "/recover") -> Any:
    return post(sign_in(), path, {"email": email})


def test_every_address_gets_the_same_answer(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C4: known, unknown, suspended: equal to the byte, the same rows, and nothing is posted meanwhile."""
    make_person(email="gone@people.example")
    db.session.execute(update(Person).where(Person.email == "gone@people.example").values(is_suspended=True))
    db.session.commit()
    before = everything()
    answers = [bare(asked_for(email, sign_in)) for email in ("rena@people.example", "nora@people.example", "gone@people.example")]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 200
    assert "rena" not in answers[0][1].lower()
    after = everything()
    assert after["link_request"] == 3
    assert after["account_link"] == before["account_link"] == 0
    assert mailbox.sent == []
    the_clock_goes()
    assert [each.to for each in mailbox.sent] == ["rena@people.example"]
    assert db.session.scalars(select(LinkRequest)).all() == []


def test_a_wrong_and_a_right_address_sign_in_alike(rena: UUID, sign_in: Any) -> None:
    """C4."""
    answers = [
        bare(post(sign_in(), "/sign-in", {"email": email, "password": "wrong wrong wrong wrong"}))
        for email in ("rena@people.example", "nora@people.example")
    ]
    assert answers[0][1].replace("rena@", "x@") == answers[1][1].replace("nora@", "x@")
    assert answers[0][0] == answers[1][0] == 422


def test_what_was_typed_is_kept_sealed(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C47."""
    asked_for("rena@people.example", sign_in)
    row = db.session.scalars(select(LinkRequest)).one()
    assert "rena" not in row.email_sealed
    assert [each.email for each in queries.requests(Asking.RECOVERY)] == ["rena@people.example"]


def test_the_link_sets_a_password_once_and_signs_nobody_in(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C8: a scanner's HEAD and GET burn nothing; sessions end on every device; the second step is still to be taken."""
    elsewhere = sign_in(rena)
    assert elsewhere.get("/").status_code == 200
    asked_for(" Rena@People.example ", sign_in)
    the_clock_goes()
    path = link_in(mailbox)
    mail = mailbox.sent[-1]
    assert not re.search(r"rena|okada|network", mail.text.replace("localhost", ""), re.I)
    for _ in range(3):
        assert sign_in().head(path).status_code == 200
        assert sign_in().get(path).status_code == 200
    client = sign_in()
    for wrong in ("short", "rena okada rena okada", "a" * 300, ""):
        assert post(client, path, {"new_password": wrong}).status_code == 422
    answer = post(client, path, {"new_password": NEW})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert client.get("/").status_code == 303, "the link signs nobody in"
    assert elsewhere.get("/").status_code == 303, "C14: her sessions ended"
    token = token_on(client, "/sign-in")
    assert client.post(path, data={"new_password": NEW, "csrf_token": token}).status_code == 404
    assert post(sign_in(), "/sign-in", {"email": "rena@people.example", "password": PASSWORD}).status_code == 422
    assert post(sign_in(), "/sign-in", {"email": "rena@people.example", "password": NEW}).status_code == 303
    assert facts("password_recovered") == [{"person_id": str(rena)}]


def test_the_token_is_kept_nowhere(rena: UUID, mailbox: Any, sign_in: Any, caplog: pytest.LogCaptureFixture) -> None:
    """C8: neither in a row nor in a line of the log; the page tells no other site where it was read."""
    caplog.set_level(logging.DEBUG)
    asked_for("rena@people.example", sign_in)
    before = db.session.scalars(select(AccountLink.token_digest)).all()
    assert before == []
    the_clock_goes()
    path = link_in(mailbox)
    token = path.rsplit("/", 1)[1]
    answer = sign_in().get(path)
    assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert answer.headers["Cache-Control"] == "no-store"
    held = " ".join(str(row) for table in db.metadata.sorted_tables for row in db.session.execute(select(table)).all())
    assert token not in held
    assert token not in caplog.text


def test_every_link_that_does_not_hold_shows_the_same_page(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C4, C8, corpus 5.6: nothing is used up, and a link for something else opens nothing here."""
    commands.start_recovery(SYSTEM, rena)
    the_clock_goes()
    path = link_in(mailbox)
    token = path.rsplit("/", 1)[1]
    other = make_person(email="tove@people.example")
    commands.ask_for_address(acting(other), "new@people.example")
    the_clock_goes()
    of_address = next(each for each in mailbox.sent if each.to == "new@people.example").text
    foreign = re.search(r"/address/(\S+)", of_address)
    assert foreign is not None
    client = sign_in()
    nothing = bare(client.get("/recover/made-up"))
    assert nothing[0] == 404
    for bad in bad_tokens(token, foreign[1]):
        assert bare(client.get(f"/recover/{bad}")) == nothing, bad[:60]
    assert bare(client.get(f"/address/{token}")) == nothing
    assert bare(client.get(f"/invitations/{token}"))[0] == 404
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("ends", ["time", "use", "password", "address", "suspended"])
def test_a_link_ends(rena: UUID, mailbox: Any, sign_in: Any, ends: str) -> None:
    """C8: with its time, its use, a new password, a new address, a suspension."""
    commands.start_recovery(SYSTEM, rena)
    the_clock_goes()
    path = link_in(mailbox)
    later = timedelta(minutes=31 if ends == "time" else 0)
    if ends == "use":
        post(sign_in(), path, {"new_password": NEW})
    elif ends == "password":
        commands.start_recovery(SYSTEM, rena)
        the_clock_goes()
        assert sign_in().get(path).status_code == 200, "asking again ends nobody's link"
        post(sign_in(), link_in(mailbox), {"new_password": NEW})
    elif ends == "address":
        commands.ask_for_address(acting(rena), "new@people.example")
        the_clock_goes()
        sent = next(each for each in mailbox.sent if each.to == "new@people.example")
        post(sign_in(), urlsplit(re.findall(r"http\S+", sent.text)[0]).path)
    elif ends == "suspended":
        db.session.execute(update(Person).where(Person.id == rena).values(is_suspended=True))
        db.session.commit()
    with time_machine.travel(clock.now() + later, tick=False):
        assert sign_in().get(path).status_code == 404


def test_of_two_who_use_a_link_at_once_one_sets_the_password(rena: UUID) -> None:
    commands.start_recovery(SYSTEM, rena)
    link = db.session.scalars(select(AccountLink.id)).one()
    token = commands.mint_link(link, Purpose.RECOVERY)
    assert token is not None
    assert commands.recover(ANONYMOUS, token, "first") == rena
    with pytest.raises(NotFound):
        commands.recover(ANONYMOUS, token, "second")
    assert db.session.get_one(Person, rena).password_hash == "first"


def test_a_mail_that_leaves_twice_holds_one_link(rena: UUID) -> None:
    commands.start_recovery(SYSTEM, rena)
    link = db.session.scalars(select(AccountLink.id)).one()
    first, second = commands.mint_link(link, Purpose.RECOVERY), commands.mint_link(link, Purpose.RECOVERY)
    assert first is not None
    assert second is not None
    assert queries.open_link(first, clock.now(), Purpose.RECOVERY) is None
    assert queries.open_link(second, clock.now(), Purpose.RECOVERY) is not None


def test_a_mail_that_could_not_leave_for_a_day_is_not_posted(rena: UUID, mailbox: Any) -> None:
    commands.start_recovery(SYSTEM, rena)
    post_office.relay(SYSTEM)
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        post_office.post(SYSTEM)
    assert [each for each in mailbox.sent if "/recover/" in each.text] == []


def test_asking_is_slowed_down_like_signing_in_and_keeps_nobody_out(rena: UUID, sign_in: Any) -> None:
    """C5: for known and unknown addresses alike; she herself signs in meanwhile."""
    for email in ("rena@people.example", "nora@people.example"):
        said = [asked_for(email, sign_in).status_code for _ in range(8)]
        assert said[:5] == [200] * 5
        assert said[-1] == 429
    assert post(sign_in(), "/sign-in", {"email": "rena@people.example", "password": PASSWORD}).status_code == 303


def test_without_mail_the_page_says_so_to_everybody(rena: UUID, sign_in: Any) -> None:
    answers = {bare(asked_for(email, sign_in))[1] for email in ("rena@people.example", "nora@people.example")}
    assert len(answers) == 1
    assert "sends no mail" in answers.pop()


def test_a_link_is_built_out_of_the_settings(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C8."""
    client = sign_in()
    token = token_on(client, "/recover")
    sent = {"email": "rena@people.example", "csrf_token": token}
    assert client.post("/recover", data=sent, base_url="http://evil.example").status_code == 400
    client.post("/recover", data=sent, headers={"X-Forwarded-Host": "evil.example"})
    the_clock_goes()
    assert "evil" not in mailbox.sent[-1].text
    assert link_in(mailbox).startswith("/recover/")


def test_an_administrator_starts_and_never_sees(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C11: nobody sets a password for somebody else, and the link is in no answer."""
    for actor in (coordinator(), acting(rena), ANONYMOUS):
        with pytest.raises(Denied):
            commands.start_recovery(actor, rena)
    client = sign_in(make_person(role=Role.ADMINISTRATOR))
    page = f"/people/{rena}"
    answer = post(client, f"{page}/recover", page=page)
    assert answer.status_code == 303
    the_clock_goes()
    token = link_in(mailbox).rsplit("/", 1)[1]
    assert token not in client.get(page).get_data(as_text=True)
    assert mailbox.sent[-1].to == "rena@people.example"
    sent = {"password": NEW, "new_password": NEW, "password_hash": "x"}
    post(client, page, sent)
    assert passwords.matches(db.session.get_one(Person, rena).password_hash, PASSWORD)


def test_a_sheet_takes_two_administrators_and_is_printed_once(rena: UUID, sign_in: Any) -> None:
    one, two = make_person(role=Role.ADMINISTRATOR), make_person(role=Role.ADMINISTRATOR)
    client = sign_in(one)
    page = f"/people/{rena}"
    assert post(client, f"{page}/recovery-sheet/print", page=page).status_code == 404, "nobody has agreed yet"
    answer = post(client, f"{page}/recovery-sheet", {"reason": "She lost her mailbox. I called her."})
    approval_id = UUID(answer.headers["Location"].rsplit("/", 1)[1])
    with pytest.raises(Conflict):
        approve(acting(one, Role.ADMINISTRATOR), approval_id)
    approve(acting(two, Role.ADMINISTRATOR), approval_id)
    assert post(sign_in(two), f"{page}/recovery-sheet/print", page=page).status_code == 404, "only who asked prints it"
    sheet = post(client, f"{page}/recovery-sheet/print", page=page).get_data(as_text=True)
    found = re.search(r"http://localhost:8000(/recover/[\w-]+)", sheet)
    assert found is not None
    assert post(client, f"{page}/recovery-sheet/print", page=page).status_code == 404
    with time_machine.travel(clock.now() + timedelta(hours=23), tick=False):
        assert post(sign_in(), found[1], {"new_password": NEW}).status_code == 303
    assert facts("recovery_sheet_printed")[0]["person_id"] == str(rena)


def test_nobody_asks_for_a_sheet_but_administrators(rena: UUID) -> None:
    for actor in (coordinator(), acting(rena)):
        with pytest.raises(Denied):
            ask(actor, RECOVERY_SHEET, {"person_id": str(rena), "printer_id": str(rena)}, "Mine.")
        with pytest.raises(Denied):
            commands.make_recovery_sheet(actor, rena, rena)
        with pytest.raises(Denied):
            commands.print_recovery_sheet(actor, rena)


def test_links_that_are_over_are_forgotten(rena: UUID) -> None:
    commands.start_recovery(SYSTEM, rena)
    commands.note_request(Asking.RECOVERY, "x@people.example")
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        jobs.forget_links(SYSTEM)
    assert everything()["account_link"] == everything()["link_request"] == 0


def test_another_address_is_hers_when_its_reader_says_so(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C8, C10: the link goes to the new one, a word to the old one; sessions end; looking burns nothing."""
    client = sign_in(rena)
    assert post(client, "/account/address", {"email": " New@People.example "}).status_code == 303
    the_clock_goes()
    by_address = {each.to: each.text for each in mailbox.sent}
    assert set(by_address) == {"new@people.example", "rena@people.example"}
    assert "/address/" not in by_address["rena@people.example"]
    found = re.search(r"http://localhost:8000(/address/\S+)", by_address["new@people.example"])
    assert found is not None
    for _ in range(3):
        assert sign_in().head(found[1]).status_code == 200
        assert sign_in().get(found[1]).status_code == 200
    assert db.session.get_one(Person, rena).email == "rena@people.example"
    assert post(sign_in(), found[1]).headers["Location"] == "/sign-in"
    db.session.expire_all()
    assert db.session.get_one(Person, rena).email == "new@people.example"
    assert client.get("/").status_code == 303
    assert sign_in().get(found[1]).status_code == 404
    assert post(sign_in(), "/sign-in", {"email": "new@people.example", "password": PASSWORD}).status_code == 303


def test_a_taken_address_gets_the_same_answer_and_no_mail(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C4."""
    make_person(email="tove@people.example")
    answers = []
    for email in ("tove@people.example", "new@people.example"):
        client = sign_in(rena)
        answer = post(client, "/account/address", {"email": email})
        answers.append((bare(answer), bare(client.get(answer.headers["Location"]))[1].count("Open the link")))
    assert answers[0] == answers[1]
    the_clock_goes()
    assert {each.to for each in mailbox.sent} == {"new@people.example", "rena@people.example"}


def test_asking_for_another_address_again_and_again_waits_on_a_page_that_says_so(rena: UUID, mailbox: Any, sign_in: Any) -> None:
    """C5."""
    client = sign_in(rena)
    answers = [post(client, "/account/address", {"email": f"new{number}@people.example"}) for number in range(7)]
    assert [each.status_code for each in answers] == [303] * 5 + [429] * 2
    assert answers[-1].headers["Retry-After"]
    assert "There were many tries in a short time." in answers[-1].get_data(as_text=True)


def test_without_mail_no_form_asks_for_another_address(rena: UUID, sign_in: Any) -> None:
    client = sign_in(rena)
    page = client.get("/account/address").get_data(as_text=True)
    assert "sends no mail" in page
    assert "Send the link" not in page
    sent = client.post("/account/address", data={"csrf_token": token_on(client, "/account"), "email": "new@people.example"})
    assert sent.status_code == 422
    assert everything()["account_link"] == 0


def test_an_address_that_was_taken_meanwhile_is_not_hers(rena: UUID) -> None:
    commands.ask_for_address(acting(rena), "new@people.example")
    link = db.session.scalars(select(AccountLink.id)).one()
    token = commands.mint_link(link, Purpose.ADDRESS)
    assert token is not None
    make_person(email="new@people.example")
    with pytest.raises(NotFound):
        commands.confirm_address(ANONYMOUS, token)
    assert db.session.get_one(Person, rena).email == "rena@people.example"


def test_the_last_of_several_addresses_counts(rena: UUID) -> None:
    tokens = []
    for email in ("one@people.example", "two@people.example"):
        commands.ask_for_address(acting(rena), email)
        link = db.session.scalars(select(AccountLink.id).where(AccountLink.ended_at.is_(None))).one()
        tokens.append(commands.mint_link(link, Purpose.ADDRESS) or "")
    assert queries.open_link(tokens[0], clock.now(), Purpose.ADDRESS) is None
    commands.confirm_address(ANONYMOUS, tokens[1])
    db.session.expire_all()
    assert db.session.get_one(Person, rena).email == "two@people.example"


def test_addresses_are_kept_sealed(rena: UUID) -> None:
    """C47: neither the new nor the old one stands in a row of links in clear."""
    commands.ask_for_address(acting(rena), "new@people.example")
    row = db.session.scalars(select(AccountLink)).one()
    assert "people.example" not in str(vars(row))


def test_what_matters_asks_again_who_it_is(rena: UUID, sign_in: Any) -> None:
    """C9: a session that is open for six minutes changes no address."""
    client = sign_in(rena)
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        assert client.get("/account/address").headers["Location"].startswith("/step-up")


def test_signing_in_says_where_to_go(rena: UUID, sign_in: Any) -> None:
    assert 'href="/recover"' in sign_in().get("/sign-in").get_data(as_text=True)
    assert db.session.scalars(select(SignIn)).all() == []
