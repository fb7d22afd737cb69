"""A house that asks for the second step, served in this process, and a device that makes passkeys."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Page
from werkzeug.serving import WSGIRequestHandler, make_server

from network.app import create_app
from network.config import Settings
from network.demonstration import PASSWORD
from network.kernel.actor import Role
from network.storage.db import db
from network.web import passwords
from tests.factories.people import make_person
from tests.journeys.browser.conftest import free_port

PEOPLE = {
    "maren@people.example": ("Maren Ostrowski", Role.COORDINATOR),
    "pell@people.example": ("Pell Novak", Role.ADMINISTRATOR),
    "tove@people.example": ("Tove Aas", None),
}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


@dataclass(frozen=True)
class Door:
    """Where it is served, and the application behind it."""

    address: str
    app: Flask


@contextmanager
def open_door(folder: Path) -> Iterator[Door]:
    """Serve it on loopback until the block ends, with people who have nothing but a password."""
    port = free_port()
    address = f"http://localhost:{port}"
    app = create_app(
        Settings(
            instance=folder,
            database_url=f"sqlite:///{folder / 'door.sqlite'}",
            secret_key="for tests only",
            base_url=address,
            port=port,
            is_testing=True,
        )
    )
    with app.app_context():
        upgrade()
        digest = passwords.hashed(PASSWORD)
        for email, (name, role) in PEOPLE.items():
            make_person(name, email=email, role=role, password_hash=digest)
        db.session.remove()
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    worker = threading.Thread(target=server.serve_forever, daemon=True)
    worker.start()
    try:
        yield Door(address, app)
    finally:
        server.shutdown()
        worker.join(10)
        server.server_close()
        with app.app_context():
            db.engine.dispose()


def plug_in(page: Page) -> None:
    """Give the browser a device that checks its person and makes passkeys."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def type_password(page: Page, email: str) -> None:
    """The first step."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def make_passkey(page: Page, email: str) -> None:
    """All that somebody does who has nothing but a password yet: a passkey, and recovery codes that she keeps."""
    plug_in(page)
    type_password(page, email)
    page.get_by_role("link", name="Make a passkey").click()
    page.get_by_label("What do you call it?").fill("my laptop")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/account/recovery-codes")
    page.get_by_role("button", name="Show the codes").click()
    page.wait_for_selector("ol.codes")
    page.goto("/account")
    page.get_by_label("I printed them or wrote them down").check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/account")


def sign_out(page: Page) -> None:
    """Leave by the menu under her name."""
    page.goto("/")
    page.locator("details.bar__account summary").click()
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in")
