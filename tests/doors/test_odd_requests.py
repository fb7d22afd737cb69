"""C31, C32, C33, C44: odd paths, cookies, headers and tokens: never a fault, never a page that is kept, never a way elsewhere."""

import re
from typing import Any
from urllib.parse import quote

import pytest

from network.accounts.models import Person
from network.storage.db import db
from network.web import passwords
from tests.doors.test_headers import wrong_with
from tests.doors.world import World, rules_of

PRIVATE = ("/organizations", "/people", "/settings", "/mentorship", "/drafts")
TWISTED = (
    "{}.css",
    "{}.js",
    "{}/x.css",
    "{}/.css",
    "{};x.css",
    "{}%00.css",
    "{}%0a.css",
    "{}%3b.css",
    "{}%2f.css",
    "{}?x.css",
    "{}#x.css",
    "{}/",
    "{}//",
    "/.{}",
    "/./{}",
    "/x/..{}",
    "/x/..;{}",
    "/..;{}",
    "/%2e%2e{}",
    "/%252e%252e{}",
    "/..%2f{}",
    "/..%5c{}",
    "/static/..{}",
    "/static/%2e%2e{}",
    "{}.",
    "{}%20",
    "{}\u200b",
    "{}%ff",
    "/\\evil.example{}",
    "/%5cevil.example{}",
    "/%0d%0aLocation:%20http://evil.example{}",
)


def test_c31_no_twisted_path_is_kept_shown_or_leads_elsewhere(world: World) -> None:
    """A page with the ending of a file would be kept by a cache in between; `//host` would lead to another."""
    wrong = []
    for kind in ("coordinator", "anonymous"):
        for path in PRIVATE:
            for twist in (*TWISTED, "{}".upper()):
                address = twist.format(path) if twist != "{}" else path.upper()
                answer = world.client(kind).get(address)
                wrong += [f"{address} as {kind}: {said}" for said in wrong_with(answer)]
                leads = answer.headers.get("Location", "/")
                if not leads.startswith(("/", "http://localhost:8000/")) or leads.startswith(("//", "/\\")):
                    wrong.append(f"{address} as {kind} leads to {leads}")
                is_plain = address in (path, f"{path}?x.css", f"{path}#x.css")
                if answer.status_code == 200 and not is_plain:
                    wrong.append(f"{address} as {kind} shows a page")
                if answer.status_code not in (200, 303, 308, 400, 403, 404):
                    wrong.append(f"{address} as {kind}: {answer.status_code}")
    assert not wrong, "\n".join(wrong[:40])


NEXT = (
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "/%0d%0aSet-Cookie:x=1",
    "/a\r\nLocation: http://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\u2028/evil.example",
    "http://localhost:8000@evil.example",
    "/" + "a" * 5_000,
)


@pytest.mark.parametrize("target", NEXT)
def test_c31_after_signing_in_nobody_is_led_elsewhere(world: World, target: str) -> None:
    """With a right password; the default is the first page."""
    person = db.session.get(Person, world.people["coordinator"])
    assert person is not None
    person.password_hash = passwords.hashed("quiet larch mends nine boots")
    db.session.commit()
    client = world.app.test_client()
    page = client.get("/sign-in", query_string={"next": target})
    token = page.get_data(as_text=True).split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    sent = {"csrf_token": token, "email": person.email, "password": "quiet larch mends nine boots"}
    answer = client.post("/sign-in", query_string={"next": target}, data=sent)
    assert answer.status_code == 303
    leads = answer.headers["Location"]
    assert leads.startswith("/"), leads
    assert not leads.startswith(("//", "/\\", "/%5c", "/\t"))
    assert "evil" not in leads.split("?")[0]
    assert "\n" not in leads


def test_c33_odd_headers_are_no_fault(world: World) -> None:
    odd: list[dict[str, str]] = [
        {"Accept-Language": "en," * 30_000},
        {"Accept-Language": "\x00"},
        {"Accept-Language": "../../etc/passwd"},
        {"Accept": "*/*;q=" + "9" * 5_000},
        {"Range": "bytes=" + ",".join(["0-0"] * 10_000)},
        {"Range": "bytes=-1"},
        {"Range": "lines=1-2"},
        {"If-None-Match": '"' + "a" * 50_000 + '"'},
        {"If-Modified-Since": "yesterday"},
        {"Cookie": "session_8000=" + "a" * 8_192},
        {"Cookie": "session_8000=\x00; session_8000=b"},
        {"Cookie": "=__Host-session=x; ; ;; session_8000"},
        {"Cookie": "session_8000_visit=gASVKAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOU"},
        {"Cookie": "session_8000_visit=eyJhIjoxfQ.Zm9v.YmFy; session_8000_known=" + "b" * 4_000},
        {"User-Agent": "\x1b[31m" + "u" * 10_000},
        {"Referer": "javascript:alert(1)"},
        {"HX-Request": "true", "HX-Current-URL": "http://evil.example", "HX-Target": "<script>"},
        {"X-Forwarded-For": "1.2.3.4, " * 1_000, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "ftp"},
        {"Content-Type": "multipart/form-data"},
        {"Authorization": "Basic " + "=" * 5_000},
    ]
    for headers in odd:
        for kind, address in (
            ("coordinator", "/organizations"),
            ("anonymous", "/sign-in"),
            ("anonymous", "/static/dist/app.css"),
        ):
            client = world.client(kind) if "Cookie" not in headers else world.app.test_client(use_cookies=False)
            answer = client.get(address, headers=headers)
            assert answer.status_code in (200, 206, 303, 304, 404, 416), f"{headers!s:.80} {address}: {answer.status_code}"
            assert "evil" not in answer.headers.get("Location", "")


def twisted(token: str) -> list[str]:
    """A token as somebody may get it wrong, or make it up."""
    flipped = ("A" if token[0] != "A" else "B") + token[1:]
    spelled = "".join(f"%{ord(sign):02x}" for sign in token)
    return [
        *("", " ", "a", "\x00", "ü", "٣", "." * 3, "..", "%00", "null", "a" * 1_000_000),
        *(token[:-1], token + token, token.swapcase(), token + "=", token + "+", token + " ", token + "\n", flipped, spelled),
    ]


def test_c8_a_link_holds_as_it_was_made_or_not_at_all(world: World) -> None:
    """Every wrong spelling of a real link looks like a made-up one."""
    client = world.client("anonymous")
    rules = [rule for rule, method in rules_of(world.app) if method == "GET" and "<token>" in rule.rule]
    assert rules
    for rule in rules:
        address = world.address(rule, made_up=True)
        made_up = bare(client.get(address))
        for token in twisted(world.special.get((rule.endpoint, "token"), world.values["token"])):
            answer = client.get(address.replace("made-up", quote(token, safe="")[:60_000]))
            is_nothing = answer.status_code in (303, 404)
            assert is_nothing or bare(answer) == made_up, f"{rule.rule} {token[:40]!r}: {answer.status_code}"


def test_c27_a_form_s_token_holds_as_it_was_made_or_not_at_all(world: World) -> None:
    client = world.client("administrator")
    real = world.tokens["administrator"]
    for token in twisted(real):
        if token.strip("=+ \n") == real:
            continue  # signs that base64 passes over: it is the same token
        answer = client.post("/settings/choices/network_name", data={"csrf_token": token, "value": "Taken over"})
        assert answer.status_code in (413, 422), f"{token[:40]!r}: {answer.status_code}"
    array: Any = {"csrf_token[]": real, "csrf_token": ["", real], "value": "Taken over"}
    assert client.post("/settings/choices/network_name", data=array).status_code == 422


def test_c33_a_body_has_a_size_and_a_shape(world: World) -> None:
    """As much as is taken, one more, and a thousand times more: a page that says it is too big, never a fault."""
    client = world.client("coordinator")
    token = f"csrf_token={world.tokens['coordinator']}"
    form, edge = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
    part = '--x\r\nContent-Disposition: form-data; name="n"\r\n\r\n1\r\n'
    limit = 2 * 1024 * 1024
    tries: list[tuple[Any, str, set[int]]] = [
        (f"{token}&title=" + "a" * (limit - 5_000), form, {422}),
        (f"{token}&title=" + "a" * (limit + 5_000), form, {413}),
        (f"{token}&title=" + "a" * (20 * limit), form, {413}),
        (token + "&a=1" * 20_000, form, {303, 413, 422}),
        (part * 6_000 + "--x--\r\n", edge, {413}),
        (part * 10, edge, {413, 422}),
        ("", "multipart/form-data", {422}),
        ("--x\r\n\r\n", "multipart/form-data; boundary=" + "b" * 5_000, {413, 422}),
        ("\r" * 1_000_000, edge, {413, 422}),
        ("--x\r\nContent-Disposition: form-data; name*=utf-8''%FF; filename*=x''%00\r\n\r\n1\r\n--x--", edge, {422}),
        ("--x\r\n" + "A: b\r\n" * 100_000 + "\r\n\r\n--x--", edge, {413, 422}),
    ]
    for body, kind, expected in tries:
        answer = client.post("/mentorship/rounds/new", data=body, content_type=kind)
        assert answer.status_code in expected, f"{str(body)[:60]!r} as {kind[:40]}: {answer.status_code}"


def bare(answer: Any) -> str:
    """A page without its form tokens."""
    return re.sub(r'value="[^"]*"', "", str(answer.get_data(as_text=True)))
