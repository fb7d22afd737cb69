"""Keeping the words that mean the same."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.journal.models import JournalEntry
from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.search.commands.synonyms import add_synonyms, change_synonyms, load_synonyms, remove_synonyms
from network.search.models import Synonym, SynonymGroup
from network.search.queries import groups
from network.search.rules.defaults import DEFAULT_GROUPS
from network.storage.db import db
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, liaison_of, make_member, make_person, member_of
from tests.forms import token_on


def events() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(JournalEntry.event).order_by(JournalEntry.id)))


def test_a_group_is_added_changed_and_taken_away(app: Flask) -> None:
    key = add_synonyms(coordinator(), ("halte", "drop-in"))
    assert [(each.id, each.version, each.words) for each in groups()] == [(key, 1, ("halte", "drop-in"))]
    change_synonyms(coordinator(), key, ("drop-in", "halte", "open house"), 1)
    assert [(each.version, each.words) for each in groups()] == [(2, ("drop-in", "halte", "open house"))]
    remove_synonyms(coordinator(), key)
    assert groups() == ()
    assert db.session.scalars(select(Synonym)).all() == db.session.scalars(select(SynonymGroup)).all() == []
    assert events() == ["synonyms_added", "synonyms_changed", "synonyms_removed"]


def test_what_comes_in_the_box_is_loaded_once(app: Flask) -> None:
    load_synonyms(SYSTEM, DEFAULT_GROUPS)
    assert tuple(each.words for each in sorted(groups(), key=lambda each: DEFAULT_GROUPS.index(each.words))) == DEFAULT_GROUPS
    remove_synonyms(coordinator(), groups()[0].id)
    load_synonyms(SYSTEM, DEFAULT_GROUPS)
    assert len(groups()) == len(DEFAULT_GROUPS) - 1


@pytest.mark.parametrize("somebody", [member_of(UUID(int=1)), liaison_of("northwest")])
def test_others_may_not(app: Flask, somebody: object) -> None:
    key = add_synonyms(coordinator(), ("halte", "drop-in"))
    for deed in (
        lambda: add_synonyms(somebody, ("a", "b")),  # type: ignore[arg-type]
        lambda: change_synonyms(somebody, key, ("a", "b"), 1),  # type: ignore[arg-type]
        lambda: remove_synonyms(somebody, key),  # type: ignore[arg-type]
    ):
        with pytest.raises(Denied):
            deed()
    assert [each.words for each in groups()] == [("halte", "drop-in")]


def test_a_word_is_in_one_group(app: Flask) -> None:
    key = add_synonyms(coordinator(), ("halte", "drop-in"))
    with pytest.raises(Invalid) as refused:
        add_synonyms(coordinator(), ("open house", "Drop in"))
    assert refused.value.field == "words"
    other = add_synonyms(coordinator(), ("open house", "at home"))
    with pytest.raises(Invalid):
        change_synonyms(coordinator(), other, ("open house", "haltes"), 1)
    change_synonyms(coordinator(), key, ("Haltes", "drop in"), 1)
    assert {each.words for each in groups()} == {("Haltes", "drop in"), ("open house", "at home")}


def test_two_who_change_the_same_do_not_lose_a_word(app: Flask) -> None:
    key = add_synonyms(coordinator(), ("halte", "drop-in"))
    change_synonyms(coordinator(), key, ("halte", "drop-in", "open house"), 1)
    with pytest.raises(Conflict):
        change_synonyms(coordinator(), key, ("halte", "at home"), 1)
    with pytest.raises(NotFound):
        change_synonyms(coordinator(), uuid4(), ("a", "b"), 1)
    assert [each.words for each in groups()] == [("halte", "drop-in", "open house")]


def test_the_pages(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    client = sign_in(make_person(role=Role.COORDINATOR))
    assert "No group yet" in client.get("/search/words").get_data(as_text=True)
    token = token_on(client, "/search/words")
    refused = client.post("/search/words", data={"csrf_token": token, "words": "halte"})
    assert refused.status_code == 422
    assert "different words" in refused.get_data(as_text=True)
    assert ">\r\nhalte</textarea>" in refused.get_data(as_text=True) or "halte</textarea>" in refused.get_data(as_text=True)
    assert client.post("/search/words", data={"csrf_token": token, "words": "halte\r\n\r\ndrop-in \r\n"}).status_code == 303
    (group,) = groups()
    assert group.words == ("halte", "drop-in")
    address = f"/search/words/{group.id}"
    page = client.get(address).get_data(as_text=True)
    assert re.search(r"halte\r?\ndrop-in</textarea>", page)
    sent = {"csrf_token": token, "words": "halte\nopen house"}
    assert client.post(address, data={**sent, "version": "1"}).status_code == 303
    stale = client.post(address, data={**sent, "version": "1"})
    assert stale.status_code == 409
    assert client.post(f"{address}/remove", data={"csrf_token": token}).status_code == 303
    assert groups() == ()
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/remove", data={"csrf_token": token}).status_code == 404


def test_members_see_no_such_pages(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    client = sign_in(make_member(make_organization()))
    assert client.get("/search/words").status_code in (403, 404)
