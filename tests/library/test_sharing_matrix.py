"""Every kind of actor at every address of sharing: a stranger gets the page of what nobody made (C19, C21, C23)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel import clock
from network.kernel.actor import Role
from network.library.models import AdaptationReason
from network.library.rules.states import VersionState
from network.library.views import blueprint
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.factories.sharing import add_text, make_adoption, make_comment, make_endorsement, make_offer, text_of
from tests.forms import token_on
from tests.journal import everything

SignIn = Callable[..., FlaskClient]
QUIET = {"sign_in_try", "sign_in", "noted", "journal_entry"}
PRIVATE = ("comments", "standing", "parent", "reasons", "offers")


@dataclass(frozen=True)
class Shelf:
    """A document of one organization's own space, and one made of it there; and one that all members see."""

    house: UUID
    own: UUID
    adapted: UUID
    comment: UUID
    reason: UUID
    offer: UUID
    shown: UUID

    def values(self, document_id: UUID) -> dict[str, Any]:
        return {
            "document_id": document_id,
            "comment_id": self.comment,
            "reason_id": self.reason,
            "offer_id": self.offer,
        }


@pytest.fixture
def shelf(app: Flask) -> Shelf:
    house = make_organization("Wayside House")
    place = Place(SpaceKind.ORGANIZATION, str(house))
    own = make_document(house, place=place, title="canary-own")
    adapted = make_document(house, place=place, title="canary-adapted", adapted_from_id=text_of(own).id)
    said = make_comment(own, house, text="canary-comment")
    make_endorsement(own, house)
    make_adoption(own, house, "canary-note")
    reason = AdaptationReason(id=uuid4(), document_id=adapted, what="canary-what", why="canary-why", written_at=clock.now())
    db.session.add(reason)
    db.session.commit()
    offer = make_offer(adapted, own)
    add_text(own, size="major", title="canary-own")
    shown = make_document(house, title="For all")
    return Shelf(house, own, adapted, said, reason.id, offer, shown)


def addresses(app: Flask, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each address of the room's sharing part, with each method that it takes."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{blueprint.name}.") and {"document_id"} <= set(rule.arguments) <= set(values):
            built = rule.build({name: values[name] for name in rule.arguments})
            assert built is not None
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, built[1]


def plain(text: str) -> str:
    """A page without what differs from one request to the next."""
    return re.sub(r"[\w-]+\.[\w-]{6}\.[\w-]{20,}", "TOKEN", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text))


def asked(client: FlaskClient, method: str, url: str, token: str = "") -> Any:
    sent = {"csrf_token": token or token_on(client, "/notices")} if method == "POST" else None
    return client.open(url, method=method, data=sent)


def kept() -> dict[str, int]:
    """How many rows each table has, but for those that note who knocked."""
    return {name: rows for name, rows in everything().items() if name not in QUIET}


def strangers() -> dict[str, UUID]:
    """Everybody who does not enter the space of the organization."""
    other = make_organization("Cedar Centre")
    return {
        "member of another": make_member(other),
        "lead of another": make_member(other, is_lead=True),
        "coordinator": make_person("Maren", role=Role.COORDINATOR),
        "liaison": make_person("Sunniva", role=Role.LIAISON, region="northwest"),
        "moderator": make_person("Ada", role=Role.SAFETY_MODERATOR),
        "administrator": make_person("Ines", role=Role.ADMINISTRATOR),
        "of nothing": make_person("Nobody"),
    }


@pytest.mark.quick_on("sqlite", "who sees which document is asked on both in test_sight.py; here is every address of it")
def test_c19_c21_a_stranger_gets_what_a_made_up_address_gives(app: Flask, shelf: Shelf, sign_in: SignIn) -> None:
    made_up = dict.fromkeys(("document_id", "comment_id", "reason_id", "offer_id"), uuid4())
    for kind, person in strangers().items():
        client, before = sign_in(person), kept()
        token = token_on(client, "/notices")
        for document in (shelf.own, shelf.adapted):
            pairs = zip(addresses(app, shelf.values(document)), addresses(app, made_up), strict=True)
            for (method, real), (_, unreal) in pairs:
                if document == shelf.adapted and not re.search(r"/(parent|reasons|standing)", real):
                    continue  # the others are the same of both
                one, other = asked(client, method, real, token), asked(client, method, unreal, token)
                assert one.status_code == other.status_code == 404, f"{kind} {method} {real}: {one.status_code}"
                assert plain(one.text) == plain(other.text), f"{kind} {method} {real}"
        assert kept() == before, kind


def test_who_has_not_signed_in_is_asked_to(app: Flask, shelf: Shelf, sign_in: SignIn) -> None:
    client = sign_in()
    for method, url in addresses(app, shelf.values(shelf.own)):
        answer = client.open(url, method=method)
        assert answer.status_code == (303 if method == "GET" else 422 if answer.status_code == 422 else 404), url
        assert "canary" not in answer.text


def test_c23_lists_and_counts_hold_only_what_their_reader_sees(app: Flask, shelf: Shelf, sign_in: SignIn) -> None:
    """What she does not see shows in no list, no count and no banner of what she sees."""
    other = make_organization("Cedar Centre")
    place = Place(SpaceKind.ORGANIZATION, str(shelf.house))
    inner = make_document(shelf.house, place=place, title="canary-inner", adapted_from_id=text_of(shelf.shown).id)
    unseen_parent = make_document(shelf.house, place=place, title="canary-parent")
    of_unseen = make_document(other, title="Seen", adapted_from_id=text_of(unseen_parent).id)
    make_comment(shelf.shown, shelf.house, is_inside=True, text="canary-inside")
    make_offer(inner, shelf.shown)
    add_text(unseen_parent, size="major", title="canary-parent")
    client = sign_in(make_member(other, is_lead=True))
    for document in (shelf.shown, of_unseen):
        for tail in ("comments", "standing", "parent", "reasons", "adapt"):
            page = client.get(f"/library/{document}/{tail}")
            assert "canary" not in page.text, tail
    standing = client.get(f"/library/{shelf.shown}/standing").text
    assert "You see no adaptation of it." in standing
    for tail in ("standing", "parent", "reasons"):
        page = client.get(f"/library/{of_unseen}/{tail}").text
        assert "a document that you can’t see" in page
        assert "changed what it says to do" not in page
    assert client.get(f"/library/{shelf.shown}/offers").status_code == 404


def test_a_reader_who_keeps_it_not_may_not_do_what_keepers_do(app: Flask, shelf: Shelf, sign_in: SignIn) -> None:
    other = make_organization("Cedar Centre")
    said = make_comment(shelf.shown, shelf.house)
    adapted = make_document(shelf.house, VersionState.CONSULTATION, adapted_from_id=text_of(shelf.shown).id)
    reason = AdaptationReason(id=uuid4(), document_id=adapted, what="What", why="Why", written_at=clock.now())
    db.session.add(reason)
    db.session.commit()
    member = sign_in(make_member(other))
    for method, url, status in (
        ("GET", f"{shelf.shown}/comments/{said}/settle", 403),
        ("POST", f"{shelf.shown}/comments/{said}/settle", 403),
        ("GET", f"{shelf.shown}/comments/{said}/edit", 404),
        ("POST", f"{shelf.shown}/comments/{said}/take-back", 403),
        ("POST", f"{shelf.shown}/endorse", 403),
        ("GET", f"{shelf.shown}/adopt", 403),
        ("POST", f"{shelf.shown}/adopt/end", 403),
        ("GET", f"{adapted}/reasons/{reason.id}", 403),
        ("POST", f"{adapted}/reasons/{reason.id}/remove", 403),
        ("GET", f"{adapted}/offers/new", 403),
        ("GET", f"{adapted}/offers", 404),
    ):
        assert asked(member, method, f"/library/{url}").status_code == status, url
