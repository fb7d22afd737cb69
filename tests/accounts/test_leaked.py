"""C2: passwords that other sites lost are refused, out of a file of the operator, however it is cut."""

import hashlib
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from network.accounts.rules import password_problem
from network.organizations import commands
from network.web import leaked, passwords
from tests.accounts.test_passwords import GOOD
from tests.factories.organizations import make_organization
from tests.factories.people import make_person, staff
from tests.forms import post

LOST = "wandering lanterns beyond snow"
ACCENTED = "e\u0301t\u00e9 over the quiet larch"


def digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest().upper()


def lines_of(digests: list[str], end: str = "\n", counts: bool = True) -> bytes:
    """The list as its makers write it: in order, most with a count of another length."""
    return "".join(
        f"{each}{f':{10 ** (number % 7)}' if counts else ''}{end}" for number, each in enumerate(sorted(digests))
    ).encode()


@pytest.fixture
def listed(app: Flask, tmp_path: Path) -> Any:
    """The house with such a list."""
    file = tmp_path / "leaked.txt"
    file.write_bytes(lines_of([digest(text) for text in (LOST, "été over the quiet larch", *map(str, range(2_000)))]))
    before = app.config["PEER"]
    app.config["PEER"] = replace(before, leaked_passwords=file)
    yield file
    app.config["PEER"] = before


def test_c2_a_password_from_the_list_is_refused_wherever_one_is_chosen(app: Flask, sign_in: Any, listed: Path) -> None:
    token = commands.make_invitation(staff(), make_organization("One"), False)
    typed = {"name": "Ines", "email": "ines@people.example", "password": LOST}
    answer = post(sign_in(), f"/invitations/{token}", typed)
    assert answer.status_code == 422
    assert "Another site lost this password" in answer.get_data(as_text=True)
    client = sign_in(make_person(password_hash=passwords.hashed(GOOD)))
    for new in (LOST, ACCENTED):
        answer = post(client, "/account/password", {"password": GOOD, "new_password": new})
        assert answer.status_code == 422
        assert "Another site lost this password" in answer.get_data(as_text=True)
    assert post(client, "/account/password", {"password": GOOD, "new_password": LOST + "!"}).status_code == 303


def test_c2_the_list_in_the_box_is_looked_up_always() -> None:
    """The library's own list was leaked too: those of it that are long enough are refused without any file."""
    for known in ("1q2w3e4r5t6y7u8i9o0p", "qwertyuiopasdfghjkl", "123456789012345"):
        assert password_problem(known, ()) is not None


def test_without_a_list_nothing_is_asked(app: Flask) -> None:
    assert not leaked.is_leaked(LOST)


@given(st.sets(st.integers(0, 500), max_size=60), st.booleans(), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_each_line_is_found_and_nothing_else(tmp_path_factory: Any, numbers: set[int], counts: bool, end: str) -> None:
    file = tmp_path_factory.getbasetemp() / "tried.txt"
    file.write_bytes(lines_of([digest(str(number)) for number in numbers], end, counts))
    assert {number for number in range(501) if leaked.holds(file, digest(str(number)))} == numbers
    assert list(leaked.problems(file)) == [] or not numbers


def test_a_large_list_is_looked_into_and_not_read(tmp_path: Path) -> None:
    """Forty megabytes: a look takes a moment, since it reads some thirty lines."""
    file = tmp_path / "large.txt"
    file.write_bytes(lines_of([digest(str(number)) for number in range(900_000)]))
    began = time.thread_time()
    for number in range(200):
        assert leaked.holds(file, digest(str(number)))
        assert not leaked.holds(file, digest(f"not {number}"))
    assert time.thread_time() - began < 2, "400 looks"


@pytest.mark.parametrize(
    "content", [b"", b"password\n123456\n", b"\x00" * 500, b"A" * 5_000, b"FF" * 20 + b"\n" + b"00" * 20 + b"\n"]
)
def test_what_is_no_list_is_refused_at_the_start(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.txt"
    file.write_bytes(content)
    assert len(list(leaked.problems(file))) == 1
    assert list(leaked.problems(None)) == []
