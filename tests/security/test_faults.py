"""C34: whatever breaks, a caller gets a plain page with a reference, and nothing of the insides."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

INSIDES = "select password_hash from person; /srv/app/network/secret.py hunter2"


class Broken(Exception):
    """A fault that nobody foresaw."""


FAULTS: dict[str, tuple[BaseException, int]] = {
    "a fault that nobody foresaw": (Broken(INSIDES), 500),
    "a fault of the database": (OperationalError(INSIDES, {"email": "rena@people.example"}, Exception("no such column")), 500),
    "a full disk": (OperationalError(INSIDES, {}, Exception("database or disk is full")), 507),
    "a long writer": (OperationalError(INSIDES, {}, Exception("database is locked")), 503),
    "a check that failed": (AssertionError(INSIDES), 500),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("headers", [{}, {"Accept": "application/json"}, {"HX-Request": "true"}], ids=["page", "json", "part"])
def test_a_fault_is_a_page_with_a_reference_and_nothing_more(
    app: Flask, sign_in: Any, monkeypatch: pytest.MonkeyPatch, name: str, headers: dict[str, str]
) -> None:
    fault, status = FAULTS[name]

    def breaks() -> str:
        raise fault

    monkeypatch.setitem(app.view_functions, "home.health", breaks)
    client = sign_in()
    answer = client.get("/health", headers=headers)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert not re.search(r"Traceback|select |password_hash|/srv|hunter2|rena@|Broken|Error\b|sqlalchemy", shown)
    assert answer.headers["Cache-Control"] == "no-store"
    if status in (500, 507):
        assert re.search(r"\b[0-9a-f]{8}\b", shown), "a reference to find it by in the log"
    monkeypatch.undo()
    assert client.get("/health").status_code == 200, "the next request is served"
