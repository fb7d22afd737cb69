"""C29, C57: a browser tells what a page tried and may not do; of it only the rule is kept, and a flood costs nothing."""

import json
from typing import Any

import pytest
from flask import Flask

from network.home.views import MOST_REPORTED
from tests.canaries import holds
from tests.journal import facts

KIND = "application/csp-report"


def report(client: Any, said: Any, kind: str = KIND) -> int:
    """What a browser posts."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return int(client.post("/broken-policy", data=body, content_type=kind).status_code)


def test_the_policy_names_where_reports_go(app: Flask, sign_in: Any) -> None:
    policy = sign_in().get("/sign-in").headers["Content-Security-Policy"]
    assert "report-uri /broken-policy" in policy
    assert "http" not in policy, "no report leaves the house"


def test_c57_a_report_is_noted_once_by_its_rule_and_holds_nothing_of_the_page(app: Flask, sign_in: Any) -> None:
    said = {"document-uri": "https://canary-host/canary-page?q=1", "blocked-uri": "inline", "script-sample": "canary-script"}
    for _ in range(3):
        assert report(sign_in(), {"csp-report": {**said, "effective-directive": "script-src-elem"}}) == 204
    assert report(sign_in(), {"csp-report": {**said, "violated-directive": "img-src 'self'"}}) == 204
    assert facts("policy_broken") == [{"rule_code": "script-src-elem"}, {"rule_code": "img-src"}]
    assert holds(app, "canary-host", "canary-script") == []


ODD = [
    b"",
    b"[]",
    b"null",
    b"{",
    b"\xff\xfe",
    b"[" * 5_000,
    {"csp-report": 3},
    {"csp-report": {"effective-directive": "canary-typed"}},
    {"csp-report": {"effective-directive": ["img-src"]}},
    {"x": 1},
]


@pytest.mark.parametrize("said", ODD, ids=range(len(ODD)))
def test_c33_odd_reports_are_swallowed(app: Flask, sign_in: Any, said: Any) -> None:
    assert report(sign_in(), said) == 204
    assert facts("policy_broken") == []


def test_c27_c33_it_takes_nothing_large_and_nothing_of_another_kind_or_site(app: Flask, sign_in: Any) -> None:
    good = {"csp-report": {"effective-directive": "img-src"}}
    assert report(sign_in(), {**good, "x": "x" * MOST_REPORTED}) in (204, 413)
    assert report(sign_in(), good, "text/plain") in (415, 422)
    elsewhere = sign_in().post("/broken-policy", json=good, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    assert sign_in().post("/sign-in", data=b"{}", content_type=KIND).status_code in (415, 422)
    assert facts("policy_broken") == []
