"""C2: what a new password must be, and that nothing costs much for what is far too long."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from argon2.exceptions import VerifyMismatchError
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from network.accounts.rules import LONGEST_PASSWORD, SHORTEST_WITH_FACTOR, password_problem, words_in
from network.accounts.rules.guessing import TRADE
from network.organizations import commands
from network.web import passwords
from tests.factories.organizations import make_organization
from tests.factories.people import make_person, staff
from tests.forms import post, token_on

GOOD = "four quiet boots on larch"
KNOWN = words_in("Inés Halloran", "ines.halloran@people.example", "Driftwood House", "Prince Rupert", "Peer Network")

TAKEN = [
    GOOD,
    "correct horse battery staple",
    "ʷəθkʷəy̓əm in the winter light",
    "🐦🌲🚐🧭⛵🎣🧺🪵🌧🏔🦌🐻🍂🌾🪨",
    " leading and trailing ",
    "nothing but small letters here",
    "driftwood quiet boots on larch",
    "kq7 tdo wzv 91x mfa",
    "q" * 2 + "wandering lanterns beyond snow" * 7,
]
REFUSED = [
    "aaaaaaaaaaaaaaaaaaa",
    "peernetworkpeernetwork",
    "short",
    "12121212121212121",
    "qwertyuiopasdfgh",
    "Password12345678",
    "inés halloran inés",
    "Driftwood House 2026",
    "prince rupert 1234",
    "ines.halloran@people.example",
    "sexworkernetwork",
    "bad date sheet report",
    "OutreachSupport2026!",
    "x" * 14,
    "x" * 257,
]


@pytest.mark.parametrize("password", TAKEN)
def test_a_long_password_of_any_signs_is_taken(password: str) -> None:
    assert password_problem(password, KNOWN) is None


@pytest.mark.parametrize("password", REFUSED)
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    assert password_problem(password, KNOWN) is not None


def test_how_long_it_must_be_depends_on_the_second_factor() -> None:
    text = "kq7 tdo wzv91x"
    assert len(text) == 14
    assert password_problem(text, ()) is not None
    assert password_problem(text, (), SHORTEST_WITH_FACTOR) is None
    assert password_problem(text[:11], (), SHORTEST_WITH_FACTOR) is not None
    assert password_problem("a quiet b" + "é̂ł8" * 61 + "cde", ()) is None
    assert LONGEST_PASSWORD == 256


def test_two_keyboards_make_one_password() -> None:
    """Composed before it is counted: fourteen letters with an accent each are not twenty-eight."""
    assert password_problem("e\u0301" * 14, ()) is not None


@pytest.mark.parametrize("word", sorted(TRADE))
def test_words_of_the_trade_are_no_password(word: str) -> None:
    assert password_problem((word + " ") * 6, ()) is not None


@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it(password: str, known: list[str]) -> None:
    password_problem(password, words_in(*known))


def test_a_million_signs_cost_nothing(app: Flask, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """C2: refused before anything is hashed or weighed, in less than 200 ms of work more than the page itself takes."""
    token = commands.make_invitation(staff(), make_organization("One"), False)
    hashed: list[str] = []
    monkeypatch.setattr(passwords, "hashed", lambda text: hashed.append(text) or "-")
    client, path = sign_in(), f"/invitations/{token}"
    sent = {"name": "Ines", "email": "ines@people.example"}
    post(client, path, {**sent, "password": "short"})
    times = []
    for password in ("short", "a" * 1_000_000):
        began = time.thread_time()
        answer = post(client, path, {**sent, "password": password})
        times.append(time.thread_time() - began)
        assert answer.status_code == 422
    assert hashed == []
    assert times[1] - times[0] < 0.2


class Counted:
    """A hasher that notes how many are at it at once; each takes a while, as a real one does."""

    def __init__(self) -> None:
        self.now = self.most = self.times = 0
        self.lock, self.first = threading.Lock(), threading.Event()

    def verify(self, _digest: str, _password: str) -> None:
        with self.lock:
            self.now, self.times = self.now + 1, self.times + 1
            self.most = max(self.most, self.now)
        self.first.set()
        time.sleep(0.05)
        with self.lock:
            self.now -= 1
        raise VerifyMismatchError


def test_c3_a_rush_of_sign_ins_hashes_two_at_a_time_and_leaves_pages_free(
    app: Flask, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known and unknown accounts alike; meanwhile others read, since whoever waits for a turn holds nothing of the database."""
    for number in range(8):
        make_person(email=f"p{number}@people.example", password_hash=passwords.hashed(GOOD))
    reader, crowd = sign_in(make_person()), [sign_in() for _ in range(16)]
    sent = [
        (
            client,
            {"csrf_token": token_on(client, "/sign-in"), "email": f"p{number}@people.example", "password": "wrong wrong wrong"},
        )
        for number, client in enumerate(crowd)
    ]
    hasher = Counted()
    monkeypatch.setattr(passwords, "HASHER", hasher)
    with ThreadPoolExecutor(len(sent)) as threads:
        rush = [
            threads.submit(client.post, "/sign-in", data=data, environ_base={"REMOTE_ADDR": f"198.51.{number}.1"})
            for number, (client, data) in enumerate(sent)
        ]
        hasher.first.wait(10)
        read = [reader.get("/account").status_code for _ in range(3)]
        answers = [each.result().status_code for each in rush]
    assert read == [200] * 3
    assert set(answers) == {422}
    assert (hasher.most, hasher.times) == (2, len(sent))


def test_what_weighs_passwords_is_loaded_when_it_is_used() -> None:
    asked = "import sys, network.app; print('zxcvbn' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_a_password_field_can_be_filled_by_a_manager(app: Flask, sign_in: Any) -> None:
    """C2: type, autocomplete, nothing that blocks pasting."""
    token = commands.make_invitation(staff(), make_organization("One"), False)
    page = sign_in().get(f"/invitations/{token}").get_data(as_text=True)
    field = page.split('name="password"')[0].rsplit("<", 1)[1] + page.split('name="password"')[1].split(">")[0]
    assert 'type="password"' in field
    assert 'autocomplete="new-password"' in field
    assert "onpaste" not in page
