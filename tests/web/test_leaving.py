"""C31: a link of a text leads to a page of ours, which says where it goes; only what we signed is led to."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.library.rules.states import VersionState
from network.markdown import rendered, taken_away
from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.forms import post

SignIn = Callable[..., FlaskClient]
TEXT = "[the guide](https://guide.example/a?b=1&c=2) <https://plain.example/> [mail](mailto:a@guide.example) [ours](/library)"


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    return make_organization("Wayside House")


@pytest.fixture
def client(house: UUID, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_member(house, is_lead=True))


def outward(page: str) -> list[str]:
    return [each.replace("&amp;", "&") for each in re.findall(r'<a href="([^"]+)"[^>]* rel="noopener noreferrer nofollow"', page)]


def test_a_link_of_a_document_says_first_where_it_leads(house: UUID, client: FlaskClient) -> None:
    made = make_document(house, text=TEXT)
    page = client.get(f"/library/{made}").text
    first, second, mail, own = outward(page)
    assert (mail, own) == ("mailto:a@guide.example", "/library")
    assert first.startswith("/elsewhere?to=")
    assert "guide.example" not in first
    assert 'href="https://' not in page
    leaving = client.get(first)
    assert leaving.status_code == 200
    assert 'href="https://guide.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow"' in leaving.text
    assert "<strong>guide.example</strong>" in leaving.text
    assert f'href="/library/{made}"' in leaving.text
    assert "https://plain.example/" in client.get(second).text


def test_the_preview_leads_the_same_way(house: UUID, client: FlaskClient) -> None:
    made = make_document(house, VersionState.DRAFT)
    typed = {"title": "A", "summary": "", "text": TEXT, "revision": "1", "prints": ""}
    page = post(client, f"/library/{made}/preview", typed, page=f"/library/{made}/edit", headers={"HX-Request": "true"})
    assert client.get(outward(page.text)[0]).status_code == 200
    assert 'href="https://' not in page.text


UNSIGNED = "WyJodHRwczovL2V2aWwuZXhhbXBsZSIsICIiLCAiLyJd"


@pytest.mark.parametrize("token", ["", "x", "https://evil.example", UNSIGNED, "\x00", "a.b.c"])
def test_nobody_but_us_says_where_it_leads(client: FlaskClient, token: str) -> None:
    answer = client.get("/elsewhere", query_string={"to": token})
    assert answer.status_code == 404
    assert "evil" not in answer.text


def test_a_changed_token_leads_nowhere(house: UUID, client: FlaskClient) -> None:
    made = make_document(house, text=TEXT)
    address = outward(client.get(f"/library/{made}").text)[0]
    at = len(address) // 2
    for changed in (address[:at] + ("A" if address[at] != "A" else "B") + address[at + 1 :], address[:-8], address[:at]):
        assert client.get(changed).status_code == 404


def test_a_stranger_is_not_led_anywhere(house: UUID, client: FlaskClient, sign_in: SignIn) -> None:
    made = make_document(house, text=TEXT)
    assert sign_in().get(outward(client.get(f"/library/{made}").text)[0]).status_code == 303


def test_our_own_pages_are_nowhere_else(house: UUID, client: FlaskClient) -> None:
    made = make_document(house, text="[the shelf](http://localhost/library)")
    assert outward(client.get(f"/library/{made}").text) == ["http://localhost/library"]


def test_what_is_printed_or_taken_away_keeps_plain_addresses(house: UUID, client: FlaskClient) -> None:
    page = client.get(f"/library/{make_document(house, text=TEXT)}").text
    assert 'data-to="https://guide.example/a?b=1&amp;c=2"' in page  # what paper shows behind the words
    assert 'data-to="https://plain.example/"' not in page, "its words are the address"
    for markup in (taken_away(TEXT), rendered(TEXT)):
        assert 'href="https://guide.example/a?b=1&amp;c=2"' in markup
    assert taken_away(TEXT).count("data-to") == 1
    assert "data-to" not in rendered(TEXT)
    bundle = post(client, "/library/take-away", {"topic": "", "space": "", "kind": "html"}).text
    assert 'href="https://guide.example/a?b=1&amp;c=2"' in bundle
    assert "/elsewhere" not in bundle
