"""C29: every answer carries the whole armour, whatever was asked, by whom, and however it ended."""

from collections.abc import Iterator

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from network.web.headers import ALWAYS, POLICY_OF_A_FILE
from tests.doors.crawl import forms_by_rule
from tests.doors.pages import sends
from tests.doors.world import World, rules_of
from tests.web.observatory import directives, scored

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
ODD = ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO")
LOOKING = ("anonymous", "lead of A", "coordinator", "administrator")
STATIC = "/static/dist/app.css"


def wrong_with(answer: TestResponse) -> list[str]:
    """What one answer lacks or has twice."""
    given = answer.headers
    wanted = dict(ALWAYS)
    is_file = "Content-Disposition" in given  # to keep aside, or a picture that was made anew
    is_kept = is_file and answer.request.path.startswith("/files/")  # its tag, which only its readers get, lets a download go on
    if is_file:
        wanted["Content-Security-Policy"] = POLICY_OF_A_FILE
    wrong = [f"{name}: {given.getlist(name)}" for name, value in wanted.items() if given.getlist(name) != [value]]
    is_static = answer.request.path.startswith("/static/") and answer.status_code in (200, 206, 304)
    if not is_static and given.getlist("Cache-Control") != ["no-store"]:
        wrong.append(f"Cache-Control: {given.getlist('Cache-Control')}")
    wrong += [
        name
        for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin", "ETag")
        if name in given and not is_static and not (name == "ETag" and is_kept)
    ]
    if answer.mimetype not in ("text/html", "text/plain", "image/svg+xml", "", None) and not is_file and not is_static:
        wrong.append(f"{answer.mimetype} is no page and no file to keep")
    return wrong


def answers(world: World) -> Iterator[tuple[str, TestResponse]]:
    """Every address with every method by several people; then every form sent, its files with it; then what is odd."""
    addresses = {rule.endpoint: world.address(rule) for rule, _ in rules_of(world.app)}
    for kind in LOOKING:
        for address in addresses.values():
            for method in (*METHODS, *ODD) if kind == "coordinator" else METHODS:
                yield f"{method} {address} as {kind}", world.client(kind).open(address, method=method)
    world.restore()
    for rule, found in forms_by_rule(world).items():
        yield f"form of {rule}", sends(world.client(found.kind), found.form, found.form.filled())
    world.restore()
    client = world.client("anonymous")
    for method in (*METHODS, *ODD):
        for address in (STATIC, "/static/none.css", "/no/such/page", "/sign-in"):
            yield f"{method} {address}", client.open(address, method=method)
    tag = client.get(STATIC).headers["ETag"]
    yield "304", client.get(STATIC, headers={"If-None-Match": tag})
    yield "206", client.get(STATIC, headers={"Range": "bytes=0-9"})
    yield "416", client.get(STATIC, headers={"Range": "bytes=99999999-"})
    yield "413", client.post("/sign-in", data=b"a=" + b"x" * (13 * 1024 * 1024), content_type="application/x-www-form-urlencoded")
    yield "403", client.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})
    yield "415", client.post("/sign-in", data="x", content_type="text/plain")
    yield "400", client.get("/sign-in", base_url="http://evil.example")


def test_c29_every_answer_carries_the_headers(world: World) -> None:
    wrong, seen = [], set()
    for where, answer in answers(world):
        seen.add(answer.status_code)
        wrong += [f"{where} ({answer.status_code}): {one}" for one in wrong_with(answer)]
    assert not wrong, "\n".join(wrong[:40])
    assert seen >= {200, 206, 303, 304, 400, 403, 404, 405, 413, 415, 416, 422}, seen


def test_c29_a_file_to_keep_can_run_nothing(world: World) -> None:
    """Every download is an attachment, and would be without scripts, forms and origin if a browser showed it all the same."""
    files = 0
    for rule, method in rules_of(world.app):
        if method == "GET" and rule.endpoint != "accounts.leave":
            answer = world.client("coordinator").get(world.address(rule))
            if answer.status_code == 200 and answer.mimetype not in ("text/html", "image/svg+xml", "text/plain"):
                files += 1
                assert "sandbox" in directives(answer.headers["Content-Security-Policy"]), rule.rule
                assert answer.headers["Content-Disposition"].startswith("attachment; filename="), rule.rule
    assert files >= 2


def test_c29_the_policy_loads_nothing_from_elsewhere_and_runs_nothing_inline() -> None:
    policy = directives(ALWAYS["Content-Security-Policy"])
    assert policy.pop("default-src") == policy.pop("object-src") == policy.pop("base-uri") == ["'none'"]
    assert policy.pop("frame-ancestors") == ["'none'"]
    assert policy.pop("report-uri") == ["/broken-policy"], "browsers report to this house alone"
    assert set(policy) == {"script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src", "form-action"}
    assert all(values == ["'self'"] for values in policy.values())


def test_c29_the_score_over_https(https_client: FlaskClient) -> None:
    """155 without preloading, which names a host in public, and without hashes of own scripts; no answer loses a point."""
    for address in ("/sign-in", "/", "/no/such/page", "/health", "/robots.txt", "/leave", STATIC, "/static/none.css"):
        answer = https_client.get(address)
        score = scored({name.lower(): value for name, value in answer.headers}, tuple(answer.headers.getlist("Set-Cookie")))
        assert not score.costs, f"{address}: {score.costs}"
        assert score.total == 155, f"{address}: {score.gains}"
