"""Every answer carries the whole armour: pages, redirects, errors, static files; and nothing in the address bar tells."""

from typing import Any

import pytest
from flask import Flask

from network.kernel.actor import Role
from network.web.gate import own_path
from network.web.headers import ALWAYS
from tests.factories.people import make_person

# Written a second time, on purpose: what is taken out of the house's own list must be taken out here too.
AGREED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
        "report-uri /broken-policy"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
ASKED_OF_NOBODY = ("camera=()", "microphone=()", "geolocation=()", "usb=()", "payment=()", "display-capture=()")
ADDRESSES = ["/", "/sign-in", "/no/such/page", "/health", "/robots.txt", "/static/dist/app.css", "/static/none.css", "/leave"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(app: Flask, sign_in: Any, address: str) -> None:
    """C29: one value each, on 200, 303, 404 and static files alike."""
    for client in (sign_in(), sign_in(make_person(role=Role.COORDINATOR))):
        answer = client.get(address)
        for name, value in ALWAYS.items():
            assert answer.headers.getlist(name) == [value], f"{address}: {name}"
        assert "Server" not in answer.headers


def test_c29_c38_the_headers_are_what_was_agreed() -> None:
    assert {name: value for name, value in ALWAYS.items() if name != "Permissions-Policy"} == AGREED
    assert set(ASKED_OF_NOBODY) <= set(ALWAYS["Permissions-Policy"].split(", "))


def test_c38_machines_are_told_to_leave_everything_alone(app: Flask, sign_in: Any) -> None:
    assert sign_in().get("/robots.txt").get_data(as_text=True) == "User-agent: *\nDisallow: /\n"


def test_policy_allows_nothing_inline_or_from_elsewhere() -> None:
    policy = ALWAYS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_pages_are_not_kept_and_assets_are(app: Flask, sign_in: Any) -> None:
    client = sign_in()
    for address in ("/sign-in", "/", "/no/such/page", "/leave", "/static/none.css", "/health", "/privacy"):
        assert client.get(address).headers["Cache-Control"] == "no-store", address
    kept = client.get("/static/dist/app.css").headers["Cache-Control"]
    assert "max-age=31536000" in kept


def test_a_foreign_host_is_refused(app: Flask, sign_in: Any) -> None:
    """C32."""
    for host in ("evil.example", "localhost.evil.example", "localhost:80@evil.example"):
        assert sign_in().get("/sign-in", base_url=f"http://{host}").status_code == 400


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/organizations?q=a", "/organizations?q=a"),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("https:evil.example", None),
        ("https://evil.example/", None),
        ("/a\r\nSet-Cookie: x=1", None),
        ("/a\\b", None),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
        ("/" + "a" * 600, None),
    ],
)
def test_after_signing_in_one_stays_on_this_site(target: str | None, expected: str | None) -> None:
    """C31."""
    assert own_path(target) == expected


def test_a_long_page_is_compressed_for_those_who_can_read_it(app: Flask, sign_in: Any) -> None:
    plain = sign_in().get("/sign-in")
    assert "Content-Encoding" not in plain.headers
    packed = sign_in().get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2


def test_strangers_read_no_word_of_the_trade(app: Flask, sign_in: Any) -> None:
    """C38."""
    client = sign_in()
    for address in ("/sign-in", "/no/such/page", "/robots.txt", "/health"):
        shown = client.get(address, follow_redirects=True).get_data(as_text=True).lower()
        assert not [word for word in ("sex", "worker", "bad date", "mentor", "outreach", "violence") if word in shown], address


@pytest.mark.parametrize(
    "address", ["bundle.py", "vendor/vendor.py", "vendor/MANIFEST.json", "css/tokens.css", "../wsgi.py", "%2e%2e/wsgi.py"]
)
def test_sources_and_build_scripts_are_not_served(app: Flask, sign_in: Any, address: str) -> None:
    answer = sign_in(make_person()).get(f"/static/{address}")
    assert answer.status_code == 404
    assert "import" not in answer.get_data(as_text=True)


def test_what_is_served_is_served_small(app: Flask, sign_in: Any) -> None:
    """C30: own files only, compressed beside the plain ones."""
    for address in ("dist/app.css", "vendor/htmx.js", "dist/icons.svg"):
        packed = sign_in().get(f"/static/{address}", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip", address
        smaller = sign_in().get(f"/static/{address}", headers={"Accept-Encoding": "gzip, deflate, br"})
        assert smaller.headers["Content-Encoding"] == "br", address
        assert int(smaller.headers["Content-Length"]) < int(packed.headers["Content-Length"])
