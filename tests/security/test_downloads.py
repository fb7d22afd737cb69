"""C44: a download has a name of ours, is kept aside by the browser, and is not kept by anybody on the way."""

import re
from typing import Any

import pytest
from flask import Flask

from network.kernel.actor import Role
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_person
from tests.forms import post


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_has_a_name_of_ours_and_is_kept_aside(app: Flask, sign_in: Any, kind: str) -> None:
    load_default_lists()
    make_organization('\'; filename="evil.html"\r\nSet-Cookie: x=1')
    answer = post(sign_in(make_person(role=Role.COORDINATOR)), "/organizations/export", {"kind": kind})
    assert answer.status_code == 200
    assert re.fullmatch(rf'attachment; filename="[\w -]+\.{kind}"', answer.headers["Content-Disposition"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "x=1" not in str(answer.headers.getlist("Set-Cookie"))
