"""C38: whoever has not signed in learns nothing of what this is: no word, title, icon, header, cookie or address tells."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from network.web.gate import OPEN_ENDPOINTS
from tests.doors.world import World, rules_of

WORDS = [
    line
    for line in (Path(__file__).parents[1] / "data" / "telling_words.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
GUESSED = (
    "/",
    "/no/such/page",
    "/favicon.ico",
    "/manifest.json",
    "/manifest.webmanifest",
    "/sitemap.xml",
    "/.well-known/security.txt",
)
LOADED = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def answers(world: World) -> Iterator[tuple[str, Any]]:
    """All that a stranger can get: the open pages, what they load, refusals, and what a form answers."""
    client = world.client("anonymous")
    loaded = {"/static/dist/icons.svg"}
    asked = [
        "/",
        "/no/such/page",
        "/favicon.ico",
        "/manifest.json",
        "/manifest.webmanifest",
        "/sitemap.xml",
        "/.well-known/security.txt",
    ]
    asked += [world.address(rule) for rule, method in rules_of(world.app) if method == "GET" and rule.endpoint in OPEN_ENDPOINTS]
    asked += [world.address(rule, made_up=True) for rule, _ in rules_of(world.app) if rule.endpoint in OPEN_ENDPOINTS]
    for address in asked:
        for answer in (client.get(address), client.get(address, follow_redirects=not address.startswith("/leave"))):
            yield address, answer
            loaded |= set(LOADED.findall(answer.get_data().decode(errors="replace")))
    for rule, method in rules_of(world.app):
        if method == "POST" and rule.endpoint in OPEN_ENDPOINTS:
            for data in (
                {},
                {"csrf_token": world.tokens["anonymous"]},
                {"csrf_token": world.tokens["anonymous"], "email": "a@b.example"},
            ):
                yield f"POST {rule.rule}", client.post(world.address(rule), data=data)
    yield "403", client.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})
    yield "400", client.get("/", base_url="http://evil.example")
    for address in sorted(loaded):
        yield address, client.get(address)


def test_c38_nothing_tells_before_signing_in(world: World) -> None:
    found, pages = [], 0
    for where, answer in answers(world):
        pages += answer.mimetype == "text/html"
        text = answer.get_data().decode(errors="replace") + "\n".join(f"{name}: {value}" for name, value in answer.headers)
        found += [f"{where}: {word}" for word in telling(text)]
    assert not found, "\n".join(sorted(set(found)))
    assert pages > 20


def test_c38_no_address_of_an_open_door_tells(world: World) -> None:
    for rule, _ in rules_of(world.app):
        if rule.endpoint in OPEN_ENDPOINTS:
            assert not telling(rule.rule), rule.rule


@pytest.mark.parametrize("text", ["A page for Sex Workers", "<title>MENTORSHIP</title>", "X-Room: bad-dates", "Travail du sexe"])
def test_c38_the_test_sees_a_word_that_tells(text: str) -> None:
    assert telling(text)


def telling(text: str) -> list[str]:
    """The words of the list that a text holds; each begins a word."""
    lowered = " ".join(text.casefold().replace("é", "e").split())
    return [word for word in WORDS if re.search(rf"(?<![a-z]){re.escape(word)}", lowered)]
