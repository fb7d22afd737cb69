"""The privacy page: little before the door, all of it behind; the command line says the facts that a start asks for."""

import re
from typing import Any

from flask import Flask

from network.cli import network
from network.kernel.actor import SYSTEM, Role
from network.kernel.retention import RETENTION
from network.privacy.queries import privacy_facts
from network.privacy.rules.facts import PrivacyFacts, unsaid
from network.settings.commands import choose
from tests.factories.people import make_person

TELLING = re.compile(r"sex|peer-led|mentor|bad date|aggressor|safety|organisation of workers", re.IGNORECASE)


def say_all() -> None:
    """What a sound installation says."""
    choose(SYSTEM, "privacy_officer", "Ines Halloran")
    choose(SYSTEM, "privacy_contact", "250 555 0134")
    choose(SYSTEM, "backup_days", 35)
    choose(SYSTEM, "providers", "Example Hosting, the server, Canada; Example Mail, post, Canada")


def test_c38_before_the_door_it_says_whom_to_ask_and_nothing_of_what_this_is(sign_in: Any, app: Flask) -> None:
    say_all()
    page = sign_in().get("/privacy").get_data(as_text=True)
    assert "250 555 0134" in page
    assert "Ines Halloran" not in page
    assert not TELLING.search(page)


def test_behind_the_door_it_says_all(sign_in: Any, app: Flask) -> None:
    say_all()
    page = sign_in(make_person()).get("/privacy").get_data(as_text=True)
    for said in ("Ines Halloran", "250 555 0134", "35 days old", "Example Mail, post, Canada", "www.oipc.bc.ca"):
        assert said in page
    assert "Stolen disks and back-ups stay unreadable without the key" in page
    assert "Whoever controls the running server could read them" in page
    assert page.count('scope="row"') == len(RETENTION)
    assert "14 days after the import" in page


def test_the_page_shows_the_days_that_were_chosen(sign_in: Any, app: Flask) -> None:
    choose(SYSTEM, "import_undo_days", 5)
    assert "5 days after the import" in sign_in(make_person()).get("/privacy").get_data(as_text=True)


def test_every_page_leads_to_it(sign_in: Any, app: Flask) -> None:
    assert 'href="/privacy"' in sign_in().get("/sign-in").get_data(as_text=True)
    assert 'href="/privacy"' in sign_in(make_person()).get("/").get_data(as_text=True)


def test_what_is_not_said_is_asked_for() -> None:
    assert len(list(unsaid(PrivacyFacts("", " ".strip(), 0, (), "")))) == 4
    assert list(unsaid(PrivacyFacts("Ines", "250", 1, ("Example, Canada",), ""))) == []


def test_the_command_line_says_the_facts(app: Flask) -> None:
    run_in = app.test_cli_runner()
    for key, value in (
        ("privacy_officer", "Ines Halloran"),
        ("privacy_contact", "250 555 0134"),
        ("providers", "Example, Canada"),
    ):
        assert run_in.invoke(network, ["privacy", "set", key, value]).exit_code == 0
    assert "Nothing says how long back-ups live." in run_in.invoke(network, ["privacy", "show"]).output
    for wrong in ("0", "-3", "many", "4000"):
        assert run_in.invoke(network, ["privacy", "set", "backup_days", "--", wrong]).exit_code == 1
    assert run_in.invoke(network, ["privacy", "set", "privacy_officer", " "]).exit_code == 1
    assert run_in.invoke(network, ["privacy", "set", "backup_days", "30"]).exit_code == 0
    assert list(unsaid(privacy_facts())) == []


def test_an_administrator_changes_them_on_the_screen(app: Flask, sign_in: Any) -> None:
    page = sign_in(make_person(role=Role.ADMINISTRATOR)).get("/settings").get_data(as_text=True)
    assert "Privacy officer: name" in page
