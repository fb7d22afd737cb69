"""C6, C9, C14: what comes before the first page leads to where she was going; recovery codes are kept before all else."""

import ast
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, render_template
from sqlalchemy import select, update

from network.accounts import commands
from network.accounts.models import AppCode, Passkey, SignIn
from network.accounts.rules import Proof
from network.accounts.rules.passkeys import NewPasskey
from network.app import create_app
from network.config import Settings
from network.drafts.models import Draft
from network.kernel.actor import Actor, Role
from network.storage.db import db
from tests.architecture.code import MODULES, PACKAGE, ROOT, tree_of
from tests.factories.factors import Key, make_app, make_sheet
from tests.factories.people import make_person
from tests.forms import post, token_on
from tests.journal import facts

STALE = timedelta(minutes=6)
WANTED = "/places?region=northwest"


@pytest.fixture
def rena(app: Flask) -> UUID:
    return make_person("Rena Okada", email="rena@people.example")


def codes_on(html: str) -> list[str]:
    """The codes that a sheet shows."""
    return re.findall(r"<li><code>([^<]+)</code>", html)


def test_c6_from_the_first_sign_in_through_every_step_to_where_she_was_going(rena: UUID, sign_in: Any) -> None:
    client = sign_in(rena, proved="password")
    step = client.get(WANTED).headers["Location"]
    assert step.startswith("/enrolment?next=/places")
    page = client.get(step).get_data(as_text=True)
    address = re.search(r'href="(/account/sheet\?next=[^"]+)"', page)
    assert address is not None
    made = post(client, address[1]).get_data(as_text=True)
    confirming = re.search(r'action="(/account/sheet/confirm\?next=[^"]+)"', made)
    assert confirming is not None
    answer = post(client, confirming[1], {"code": codes_on(made)[0]}, page=address[1])
    step = answer.headers["Location"]
    assert step.startswith("/account/recovery-codes?next=/places")
    assert f'href="{WANTED}"' in client.get(step).get_data(as_text=True), "she may do it later"
    shown = post(client, step).get_data(as_text=True)
    assert len(codes_on(shown)) == 10
    held = client.get("/organizations").headers["Location"]
    assert held == "/account/recovery-codes/kept?next=/organizations"
    keeping = re.search(r'action="(/account/recovery-codes/kept\?next=[^"]+)"', shown)
    assert keeping is not None
    assert post(client, keeping[1]).status_code == 422
    assert post(client, keeping[1], {"is_kept": "y"}).headers["Location"] == WANTED
    assert client.get(WANTED).status_code == 200


def test_c6_who_lost_the_page_of_codes_gets_new_ones_and_nothing_else(rena: UUID, sign_in: Any) -> None:
    make_sheet(rena)
    client = sign_in(rena)
    first = codes_on(post(client, "/account/recovery-codes").get_data(as_text=True))
    assert client.get("/").status_code == 303
    kept = "/account/recovery-codes/kept"
    assert first[0] not in client.get(kept).get_data(as_text=True)
    second = codes_on(post(client, "/account/recovery-codes", page=kept).get_data(as_text=True))
    assert not set(first) & set(second)
    assert post(client, kept, {"is_kept": "y"}).headers["Location"] == "/account"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_c31_no_step_carries_an_address_of_another_site(rena: UUID, sign_in: Any, elsewhere: str) -> None:
    client = sign_in(rena)
    post(client, "/account/recovery-codes")
    answer = post(client, f"/account/recovery-codes/kept?next={elsewhere}", {"is_kept": "y"})
    assert answer.headers["Location"] == "/account"


def test_a_passkey_is_renamed_by_its_person_alone(rena: UUID, app: Flask, sign_in: Any) -> None:
    passkey_id = Key().give_to(rena)
    address = f"/account/passkeys/{passkey_id}/rename"
    client = sign_in(rena)
    assert 'value="the blue key"' in client.get(address).get_data(as_text=True)
    assert post(client, address, {"name": " "}).status_code == 422
    assert post(client, address, {"name": "the key at  home"}).headers["Location"] == "/account"
    page = client.get("/account").get_data(as_text=True)
    assert "the key at home" in page
    assert facts("passkey_renamed") == [{"person_id": str(rena)}]
    other = sign_in(make_person())
    assert other.get(address).status_code == 404
    assert other.post(address, data={"csrf_token": token_on(other, "/"), "name": "mine"}).status_code == 404


def test_c9_what_a_part_of_a_page_sent_is_offered_when_she_comes_back(app: Flask, sign_in: Any) -> None:
    """htmx shows no page in place of a part: it is led to the question, and the page offers what was typed."""
    pell = make_person("Pell Novak", role=Role.ADMINISTRATOR)
    address = f"/privacy/people/{make_person()}/erase"
    token = token_on(sign_in(pell), "/account")
    client = sign_in(pell, ago=STALE)
    token = token_on(client, "/account")
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost:8000{address}"}
    answer = client.post(address, data={"csrf_token": token, "reason": "She rang me up."}, headers=headers)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/step-up?next=/privacy/people/")
    assert len(db.session.scalars(select(Draft)).all()) == 1
    assert "What you typed on" in sign_in(pell).get(address).get_data(as_text=True)


def test_c9_no_page_that_takes_a_file_asks_who_it_is_only_when_the_file_is_sent() -> None:
    """A file can't be kept while she answers: such a page asks before its form is shown."""
    with_files = {
        node.name
        for module in MODULES
        if "forms" in module.relative_to(PACKAGE).with_suffix("").parts
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ClassDef) and "FileField" in ast.unparse(node)
    }
    assert with_files, "some form takes a file"
    late = []
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.FunctionDef) and "needs_fresh" in map(ast.unparse, node.decorator_list):
                text = ast.unparse(node)
                if any(name in text for name in with_files) and "GET" not in text:
                    late.append(node.name)
    assert late == []


ASKED = ("step_up", "second_step"), ("enrol", "add_passkey", "confirm_app", "make_sheet", "recovery_codes")


def test_a_demonstration_says_at_sign_in_and_wherever_a_second_step_is_set_up_or_asked_that_it_is_waived(
    benches: Any, tmp_path: Path
) -> None:
    said = "This is a demonstration"
    shutil.copy(benches("sqlite").folder / "empty.sqlite", tmp_path / "test.sqlite")
    url = f"sqlite:///{tmp_path / 'test.sqlite'}"
    demonstration = create_app(Settings(instance=tmp_path, database_url=url, secret_key="for tests only", is_demonstration=True))
    assert said in demonstration.test_client().get("/sign-in", base_url="http://localhost:8000").get_data(as_text=True)
    assert said not in benches("sqlite").app.test_client().get("/sign-in").get_data(as_text=True)
    for part, pages in zip(("_waived", "_not_asked"), ASKED, strict=True):
        with demonstration.test_request_context():
            assert said in render_template(f"accounts/{part}.html")
        with benches("sqlite").app.test_request_context():
            assert said not in render_template(f"accounts/{part}.html")
        for page in pages:
            assert f'include "accounts/{part}.html"' in (ROOT / "templates" / "accounts" / f"{page}.html").read_text("utf-8"), (
                page
            )
    with demonstration.app_context():
        db.engine.dispose()


def test_a_name_is_kept_as_she_typed_it(rena: UUID, app: Flask, sign_in: Any) -> None:
    passkey_id = Key().give_to(rena)
    post(sign_in(rena), f"/account/passkeys/{passkey_id}/rename", {"name": "l’été – Xʷməθkʷəy̓əm"})
    assert db.session.scalar(select(Passkey.name).where(Passkey.id == passkey_id)) == "l’été – Xʷməθkʷəy̓əm"


def _with_an_app(rena: UUID, session: UUID) -> None:
    clockwork = make_app(rena)
    db.session.execute(update(AppCode).values(confirmed_at=None))
    db.session.commit()
    commands.confirm_app(Actor(person_id=rena), session, clockwork.now())


NEW_WAYS: dict[str, Callable[[UUID, UUID], Any]] = {
    "passkey": lambda rena, here: commands.add_passkey(Actor(person_id=rena), here, NewPasskey("id", "key", 0), "the blue key"),
    "app": _with_an_app,
    "sheet": lambda rena, here: commands.make_codes(Actor(person_id=rena), here, Proof.SHEET),
    "recovery": lambda rena, here: commands.make_codes(Actor(person_id=rena), here, Proof.RECOVERY),
}


@pytest.mark.parametrize("way", NEW_WAYS)
def test_c14_each_new_way_to_take_the_second_step_ends_her_sessions_elsewhere(rena: UUID, sign_in: Any, way: str) -> None:
    here, thief = sign_in(rena), sign_in(rena)
    assert [each.get("/account").status_code for each in (here, thief)] == [200, 200]
    sessions = db.session.scalars(select(SignIn.id).where(SignIn.person_id == rena).order_by(SignIn.began_at)).all()
    NEW_WAYS[way](rena, sessions[0])
    ended = select(SignIn.ended_at.is_not(None)).where(SignIn.person_id == rena).order_by(SignIn.began_at)
    assert db.session.scalars(ended).all() == [False, True]
    assert thief.get("/account").headers["Location"].startswith("/sign-in")
