"""Lists and choices: changed by administrators, read once a revision."""

from typing import Any

import pytest
from flask import Flask

from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import Denied, Invalid, NotFound
from network.settings import commands
from network.settings.queries import catalogue
from network.settings.rules import Entry
from tests.factories.people import coordinator, make_person
from tests.forms import post

TOPICS = (Entry("transport", "Transport", ("rides",)), Entry("funding", "Funding"))


def test_default_lists_are_loaded_once_and_keep_what_somebody_changed(app: Flask) -> None:
    commands.load_lists(SYSTEM, {"topic": TOPICS})
    commands.change_entry(SYSTEM, "topic", "transport", Entry("transport", "Getting there", (), is_offered=False))
    commands.load_lists(SYSTEM, {"topic": TOPICS})
    assert catalogue().label("topic", "transport") == "Getting there"
    assert [entry.code for entry in catalogue().offered("topic")] == ["funding"]
    assert [entry.code for entry in catalogue().entries("topic")] == ["transport", "funding"]


def test_an_entry_is_added_once(app: Flask) -> None:
    commands.load_lists(SYSTEM, {"topic": TOPICS})
    commands.add_entry(SYSTEM, "topic", "camps", "Resource camps")
    with pytest.raises(Invalid):
        commands.add_entry(SYSTEM, "topic", "camps-2", "resource CAMPS")
    with pytest.raises(NotFound):
        commands.add_entry(SYSTEM, "no-such-list", "x", "X")
    assert catalogue().labels("topic", ("camps", "gone")) == ("Resource camps", "gone")


def test_a_choice_holds_at_once_and_must_be_of_its_kind(app: Flask) -> None:
    assert catalogue().get("mentor_word") == "mentor"
    commands.choose(SYSTEM, "mentor_word", "exchange partner")
    assert catalogue().get("mentor_word") == "exchange partner"
    with pytest.raises(Invalid):
        commands.choose(SYSTEM, "invitation_days", "many")
    with pytest.raises(NotFound):
        commands.choose(SYSTEM, "no_such_choice", 1)


def test_coordinators_do_not_change_lists(app: Flask, sign_in: Any) -> None:
    with pytest.raises(Denied):
        commands.choose(coordinator(), "mentor_word", "x")
    assert sign_in(make_person(role=Role.COORDINATOR)).get("/settings").status_code == 403


def test_an_administrator_does_it_on_the_pages(app: Flask, sign_in: Any) -> None:
    commands.load_lists(SYSTEM, {"topic": TOPICS})
    client = sign_in(make_person(role=Role.ADMINISTRATOR))
    assert post(client, "/settings/lists/topic", {"label": "Winter roads", "aliases": "ice roads; ice"}).status_code == 303
    assert catalogue().entries("topic")[-1] == Entry("winter-roads", "Winter roads", ("ice roads", "ice"))
    assert post(client, "/settings/lists/topic/winter-roads", {"label": "Ice roads"}).status_code == 303
    assert not catalogue().entries("topic")[-1].is_offered
    wrong = post(client, "/settings/choices/invitation_days", {"value": "two weeks"})
    assert wrong.status_code == 422
    assert "Type a whole number" in wrong.get_data(as_text=True)
    assert post(client, "/settings/choices/invitation_days", {"value": "21"}).status_code == 303
    assert client.get("/settings").status_code == 200
    assert client.get("/settings/lists/secrets").status_code == 404
