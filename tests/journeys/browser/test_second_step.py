"""Signing in as people do it: with a passkey, with an app, with a sheet from a drawer."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select, update

from network.accounts.models import Person, SignIn
from network.kernel import clock
from network.storage.db import db
from tests.journeys.browser.door import Door, make_passkey, open_door, plug_in, sign_out, type_password
from tests.journeys.browser.test_pages_for_everybody import objections

Visit = Callable[..., Page]
PICTURES = os.environ.get("PICTURES", "")  # a folder: what the walk saw, to be looked at
SIZES = [("light", 360), ("dark", 768), pytest.param("light", 1280, marks=pytest.mark.slow)]  # each scheme once in a hurry


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with open_door(tmp_path) as opened:
        yield opened


@pytest.fixture
def at_the_door(browser: Browser, door: Door) -> Iterator[Visit]:
    """`at_the_door()`: a fresh browser; its complaints fail the test."""
    opened: list[Any] = []

    def begin(**options: Any) -> Page:
        context = browser.new_context(base_url=door.address, viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(30_000)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
        opened.append((context, complaints))
        return page

    yield begin
    for context, complaints in opened:
        assert complaints == []
        context.close()


def test_a_coordinator_makes_a_passkey_and_signs_in_with_it(at_the_door: Visit) -> None:
    page = at_the_door()
    plug_in(page)
    type_password(page, "maren@people.example")
    page.wait_for_url("**/enrolment")
    assert page.get_by_text("Use an app").count() == 0
    page.get_by_role("link", name="Make a passkey").click()
    page.get_by_label("What do you call it?").fill("my laptop")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/account/recovery-codes")
    page.get_by_role("button", name="Show the codes").click()
    page.wait_for_selector("ol.codes")
    assert page.locator("ol.codes li").count() == 10
    page.goto("/organizations")
    page.wait_for_url("**/account/recovery-codes/kept?next=/organizations")
    page.get_by_label("I printed them or wrote them down").check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/organizations")
    page.goto("/account")
    assert page.get_by_text("my laptop").is_visible()
    sign_out(page)
    type_password(page, "maren@people.example")
    page.wait_for_url("**/second-step")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/")
    page.goto("/organizations")
    assert page.get_by_role("heading", level=1).is_visible()


def test_a_passkey_that_does_not_come_is_said_and_nothing_is_lost(at_the_door: Visit) -> None:
    page = at_the_door()
    plug_in(page)
    type_password(page, "maren@people.example")
    page.goto("/account/passkeys/add")
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }")
    page.get_by_label("What do you call it?").fill("my laptop")
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("No passkey was made.").wait_for()
    assert page.get_by_label("What do you call it?").input_value() == "my laptop"


def test_a_member_signs_in_with_codes_of_an_app_without_scripts(at_the_door: Visit) -> None:
    page = at_the_door(java_script_enabled=False)
    type_password(page, "tove@people.example")
    page.get_by_role("button", name="Use an app").click()
    page.get_by_text("It can’t look").click()
    seed = page.locator(".code-line").inner_text().replace(" ", "")
    assert page.locator("img.square-code").evaluate("image => image.naturalWidth") > 100
    page.get_by_label("Code").fill(pyotp.TOTP(seed).now())
    page.get_by_role("button", name="It works").click()
    page.wait_for_url("**/account/recovery-codes")
    page.goto("/account")
    assert page.get_by_text("App with codes").is_visible()
    sign_out(page)
    type_password(page, "tove@people.example")
    page.wait_for_url("**/second-step")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("This code doesn't hold.").first.wait_for()
    page.get_by_label("Code").fill(pyotp.TOTP(seed).at(clock.now() + timedelta(seconds=30)))  # the one before is used up
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/")
    page.goto("/organizations")
    assert page.get_by_role("heading", level=1).is_visible()


def test_a_member_signs_in_with_a_printed_sheet(at_the_door: Visit) -> None:
    page = at_the_door()
    type_password(page, "tove@people.example")
    page.get_by_role("link", name="Use a printed sheet").click()
    page.get_by_role("button", name="Make a sheet").click()
    page.wait_for_selector("ol.codes")
    codes = page.locator("ol.codes code").all_inner_texts()
    assert len(codes) == 30
    page.emulate_media(media="print")
    assert not page.get_by_label("Code").is_visible(), "on paper there are the codes only"
    page.emulate_media(media="screen")
    page.get_by_label("Code").fill(codes[0].lower())
    page.get_by_role("button", name="It works").click()
    page.wait_for_url("**/account/recovery-codes")
    sign_out(page)
    type_password(page, "tove@people.example")
    page.wait_for_url("**/second-step")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("This code doesn't hold.").first.wait_for()
    page.get_by_label("Code").fill(codes[1])
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/")


def test_c9_what_a_part_of_a_page_sent_waits_until_she_has_shown_who_she_is(at_the_door: Visit, door: Door) -> None:
    """A request of htmx can't hold the page that asks: the browser goes there, and back to what was typed."""
    page = at_the_door()
    make_passkey(page, "pell@people.example")
    with door.app.app_context():
        tove = db.session.scalars(select(Person.id).where(Person.name == "Tove Aas")).one()
        db.session.remove()
    address = f"/privacy/people/{tove}/erase"
    page.goto(address)
    page.locator("textarea").fill("She rang, and answered what only she knows.")
    page.get_by_label("I know that this can't be undone").check()
    with door.app.app_context():
        db.session.execute(update(SignIn).values(proved_at=clock.now() - timedelta(minutes=6)))
        db.session.commit()
        db.session.remove()
    page.evaluate(
        """() => {
            const form = document.querySelector('textarea').form
            form.setAttribute('hx-post', location.pathname)
            window.htmx.process(form)
        }"""
    )
    page.get_by_role("button", name="Ask for it").click()
    page.wait_for_url(f"**/step-up?next={address}")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"**{address}")
    page.get_by_text("is still here").wait_for()
    assert page.locator("textarea").input_value() == ""
    page.get_by_role("button", name="Put it back").click()
    page.wait_for_load_state()
    assert page.locator("textarea").input_value() == "She rang, and answered what only she knows."
    assert page.get_by_label("I know that this can't be undone").is_checked()
    page.get_by_role("button", name="Ask for it").click()
    page.wait_for_url("**/approvals/*")


@pytest.mark.parametrize(("scheme", "width"), SIZES)
def test_every_page_of_the_second_step_is_for_everybody(at_the_door: Visit, scheme: str, width: int) -> None:
    """C6: what axe says of each page between a password and the first page, and of those that set a second step up."""
    page = at_the_door(color_scheme=scheme, bypass_csp=True)
    page.set_viewport_size({"width": width, "height": 900})
    plug_in(page)

    def look(name: str) -> None:
        page.wait_for_load_state()
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways"
        assert objections(page) == [], name

    for name, address in (("sign-in", "/sign-in"), ("forgotten", "/recover"), ("lapsed", "/recover/x"), ("privacy", "/privacy")):
        page.goto(address)
        look(name)
    type_password(page, "tove@people.example")
    page.wait_for_url("**/enrolment")
    look("enrolment")
    page.get_by_role("button", name="Use an app").click()
    look("app")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="It works").click()
    look("app-wrong")
    page.goto("/account/sheet")
    look("sheet-before")
    page.get_by_role("button", name="Make a sheet").click()
    page.wait_for_selector("ol.codes")
    look("sheet")
    first, second = page.locator("ol.codes code").all_inner_texts()[:2]
    page.get_by_label("Code").fill(first)
    page.get_by_role("button", name="It works").click()
    page.wait_for_url("**/account/recovery-codes")
    look("recovery-before")
    page.get_by_role("button", name="Show the codes").click()
    page.wait_for_selector("ol.codes")
    look("recovery")
    page.goto("/")
    look("kept")
    page.get_by_role("button", name="Go on").click()
    look("kept-wrong")
    page.get_by_label("I printed them or wrote them down").check()
    page.get_by_role("button", name="Go on").click()
    for name, address in (("passkey", "/account/passkeys/add"), ("account", "/account"), ("step-up", "/step-up")):
        page.goto(address)
        look(name)
    page.goto("/account/passkeys/add")
    page.get_by_label("What do you call it?").fill("my phone")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/account")
    page.get_by_role("link", name="Rename my phone").click()
    look("rename")
    page.goto("/privacy/yours/erase")
    look("erase")
    page.context.clear_cookies()
    type_password(page, "tove@people.example")
    page.wait_for_url("**/second-step")
    look("second-step")
    page.get_by_label("Code").fill(first)
    page.get_by_role("button", name="Go on").click()
    look("second-step-wrong")
    page.get_by_label("Code").fill(second)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/")
