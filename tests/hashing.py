"""Passwords in tests are hashed as weakly as can be: hundreds of sign-ins need not cost what one must cost an attacker."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher, Type

from network.web import passwords

REAL, REAL_NOBODY = passwords.HASHER, passwords.NOBODY
WEAK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)


@pytest.fixture(scope="session", autouse=True)
def weak_passwords() -> Iterator[None]:
    """For the whole run, in this process; servers that a test starts hash as ever."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", WEAK)
        patch.setattr(passwords, "NOBODY", WEAK.hash("nobody"))
        yield


@pytest.fixture
def real_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test of the costs themselves: as the application hashes."""
    monkeypatch.setattr(passwords, "HASHER", REAL)
    monkeypatch.setattr(passwords, "NOBODY", REAL_NOBODY)
