"""The page that finds: what it says, what it never says, and that no address, log or draft keeps a word of it."""

import html
import logging
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from network.kernel.actor import SYSTEM, Role
from network.search.commands.synonyms import load_synonyms
from network.search.queries import finding
from network.search.rules.defaults import DEFAULT_GROUPS
from network.web.logs import JsonLines
from network.web.typed import is_ours
from tests.doors.corpus import LONG, TEXTS
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member, make_person
from tests.factories.searching import Shelf, index
from tests.forms import token_on
from tests.statements import statements

SCRIPTS = (
    "<script>window.__tripped=1</script>",
    '"><img src=x onerror=window.__tripped=1>',
    "'><svg/onload=window.__tripped=1>",
    "</title><script>window.__tripped=1</script>",
    "<mark>larch</mark>",
    "{{1009*1013}} ${1009*1013}",
    "&lt;b&gt; & <b>larch</b>",
)


@pytest.fixture
def reader(app: Flask, sign_in: Callable[..., FlaskClient]) -> tuple[FlaskClient, UUID]:
    """A member's browser, and her organization."""
    load_default_lists()
    mine = make_organization("Alder House")
    return sign_in(make_member(mine)), mine


def page_of(client: FlaskClient, **asked: str) -> str:
    answer = client.get("/search", query_string=asked)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_an_empty_page_teaches(reader: tuple[FlaskClient, UUID]) -> None:
    page = page_of(reader[0])
    assert "What can be found here" in page
    assert "drop-in centre" in page


def test_nothing_found_says_so_and_helps(reader: tuple[FlaskClient, UUID]) -> None:
    page = page_of(reader[0], q="xylographer", region="northwest")
    assert "Nothing that you can see here has all of these words." in page
    assert "without the choices above" in page


def test_hits_are_named_dated_and_marked(shelf: Shelf, reader: tuple[FlaskClient, UUID]) -> None:
    client, mine = reader
    load_synonyms(SYSTEM, DEFAULT_GROUPS)
    shelf.put("Minutes of June", text="A john was rude. " + "filler " * 90, seen_by=[mine])
    shelf.put("Sheet", attached="about a client", seen_by=[mine])
    index()
    page = page_of(client, q="client")
    assert "2 fit." in page
    assert "Also looked for: john, trick, punter, date, customer." in page
    assert "A <mark>john</mark> was rude." in page
    assert "in a file" in page
    assert re.search(r'<time datetime="2026-06-01[^"]*">1\s*Jun', page)


def test_a_common_word_says_that_not_all_are_ranked(
    shelf: Shelf, reader: tuple[FlaskClient, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, mine = reader
    monkeypatch.setattr(finding, "MOST_RANKED", 3)
    for _ in range(5):
        shelf.put("Larch", seen_by=[mine])
    index()
    assert "The newest" in page_of(client, q="larch")


def test_no_word_stands_in_an_address(shelf: Shelf, reader: tuple[FlaskClient, UUID]) -> None:
    client, mine = reader
    for number in range(45):
        shelf.put(f"Larch {number}", seen_by=[mine])
    index()
    sent = {"csrf_token": token_on(client, "/search"), "q": "larch hollow*", "kind": "thing"}
    answer = client.post("/search", data={**sent, "q": "larch"})
    assert answer.status_code == 303
    seen = [answer.headers["Location"]]
    for _ in range(2):
        page = client.get(seen[-1]).get_data(as_text=True)
        assert "45 fit." in page
        assert 'value="larch"' in page
        seen.append(html.unescape(re.findall(r'rel="next" href="([^"]+)"', page)[0]))
    page = client.get(seen[-1]).get_data(as_text=True)
    assert "5 on this page" in page
    seen += [html.unescape(each) for each in re.findall(r'href="(/search[^"]*)"', page)]
    assert not [each for each in seen if "larch" in each.lower()]
    assert "larch" not in page.split("</title>")[0].lower()
    assert client.get(seen[0]).headers["Cache-Control"] == "no-store"


def test_the_address_opens_for_the_session_that_searched_alone(
    shelf: Shelf, reader: tuple[FlaskClient, UUID], sign_in: Callable[..., FlaskClient]
) -> None:
    client, mine = reader
    shelf.put("Larch", seen_by=[mine])
    index()
    sent = {"csrf_token": token_on(client, "/search"), "q": "larch"}
    address = client.post("/search", data=sent).headers["Location"]
    assert "1 fits." in client.get(address).get_data(as_text=True)
    for other in (sign_in(make_member(mine)), sign_in(make_member(make_organization("Hollow House")))):
        page = other.get(address).get_data(as_text=True)
        assert "Type the words again." in page
        assert "larch" not in page.lower()
    for broken in (
        "/search?s=",
        "/search?s=gAAAA",
        address[:-9],
        address.replace("s=gAAAAA", "s=gAAAAB"),
        "/search?s=" + "x" * 9_000,
        "/search?s=é",
    ):
        assert "larch" not in client.get(broken).get_data(as_text=True).lower()


def test_an_empty_search_leads_to_the_page_that_teaches(reader: tuple[FlaskClient, UUID]) -> None:
    client, _ = reader
    answer = client.post("/search", data={"csrf_token": token_on(client, "/search"), "q": "  ", "kind": "made-up"})
    assert answer.headers["Location"] == "/search"


@pytest.mark.parametrize("text", SCRIPTS)
def test_c28_what_is_shown_of_a_text_is_never_markup(shelf: Shelf, reader: tuple[FlaskClient, UUID], text: str) -> None:
    client, mine = reader
    shelf.put(f"Larch {text}", summary=f"larch {text}", text=text, seen_by=[mine])
    index()
    for question in ("larch", "window", "script", "svg onload", text):
        page = page_of(client, q=question)
        main = page.split("<main")[1]
        assert not re.search(r"<(script|svg/|img|b>|iframe)", main.replace('<svg class="', "").replace("<svg aria", ""))
        assert "1022117" not in page
    shown = html.unescape(re.sub(r"</?mark>", "", page_of(client, q="larch")))
    assert f"Larch {text}" in shown


@pytest.mark.parametrize("name", TEXTS)
def test_c33_c35_no_text_is_a_fault(shelf: Shelf, reader: tuple[FlaskClient, UUID], name: str) -> None:
    client, mine = reader
    shelf.put("Larch", seen_by=[mine])
    index()
    text = TEXTS[name]
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if len(raw) < LONG // 4:
        for names in (("q",), ("q", "kind", "region", "after"), ("s",)):
            assert client.get("/search", query_string=dict.fromkeys(names, raw)).status_code in (200, 404)
    token = token_on(client, "/search")
    answer = client.post("/search", data={"csrf_token": token, "q": raw, "topic": raw})
    assert answer.status_code in (303, 413)
    if answer.status_code == 303:
        assert client.get(answer.headers["Location"]).status_code == 200


def test_a_fault_says_nothing_of_what_was_searched_for(
    app: Flask, reader: tuple[FlaskClient, UUID], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_asked: object, **_more: object) -> None:
        raise RuntimeError("xylographer")

    monkeypatch.setattr("network.search.views.finding.queries.find", broken)
    with caplog.at_level(logging.DEBUG):
        assert reader[0].get("/search?q=xylographer").status_code == 500
    said = "\n".join(JsonLines().format(record) for record in caplog.records)
    assert said
    assert "xylographer" not in said


def test_what_was_searched_for_is_kept_by_nobody(app: Flask) -> None:
    """Neither when a session ends meanwhile nor by the quick exit: those keep what can be put back, and a search can't."""
    with app.test_request_context():
        assert not is_ours("/search")
        assert is_ours("/search/words")


def test_a_page_asks_as_often_of_much_as_of_little(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    load_default_lists()
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    counts = []
    for number in (2, 15):
        for each in range(number):
            make_organization(f"Larch house {number} {each}", teaches=("outreach-start-up",), services=("drop-in",))
        index()
        client.get("/search?q=larch")
        with statements() as asked:
            assert client.get("/search?q=larch").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16, counts


def test_who_may_keep_the_words_is_led_there_and_nobody_else(
    app: Flask, reader: tuple[FlaskClient, UUID], sign_in: Callable[..., FlaskClient]
) -> None:
    assert "/search/words" not in page_of(reader[0])
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        assert "/search/words" in page_of(sign_in(make_person(role=role)))
    for role in (Role.LIAISON, Role.SAFETY_MODERATOR):
        assert "/search/words" not in page_of(sign_in(make_person(role=role)))
