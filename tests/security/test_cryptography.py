"""C3, C47: known algorithms from known libraries, in few places; passwords hashed slowly; secrets never compared by `==`."""

import ast
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2.exceptions import VerificationError

from network.web import passwords
from tests.architecture.code import MODULES, name_of, tree_of
from tests.security.test_static_analysis import calls, imports

LIBRARIES = {"argon2", "cryptography", "hashlib", "hmac", "secrets", "webauthn", "pyotp"}
# Where cryptography is done, and with what; docs/security/cryptography.md says what each is for.
PLACES = {
    "accounts/": {"hmac", "pyotp", "secrets", "webauthn"},
    "config/": {"secrets"},
    "kernel/tokens.py": {"hashlib", "secrets"},
    "search/views/sealing.py": {"cryptography", "hmac"},
    "storage/secrets": {"cryptography", "hashlib", "hmac", "secrets"},
    "web/passwords.py": {"argon2", "secrets"},
    "web/refusals.py": {"secrets"},
}
# A digest that guards nothing: whether a file or a table is the same as before.
FINGERPRINTS = {"hashlib"}
WEAK = {"md5", "sha1", "new"}
# The public lists of leaked passwords hold SHA-1: a digest is looked up there, and nothing rests on it.
LOOKED_UP = ["web/leaked.py: sha1"]


def used(module_imports: set[str]) -> set[str]:
    return {name.split(".")[0] for name in module_imports} & LIBRARIES


def test_cryptography_comes_from_known_libraries_and_lives_in_few_places() -> None:
    strangers = {}
    for module in MODULES:
        here = name_of(module)
        allowed = set().union(FINGERPRINTS, *(kinds for place, kinds in PLACES.items() if here.startswith(place)))
        if used(imports(module)) - allowed:
            strangers[here] = sorted(used(imports(module)) - allowed)
    assert not strangers
    weak = [
        f"{name_of(module)}: {name}"
        for module in MODULES
        for owner, name, _ in calls(module)
        if owner == "hashlib" and name in WEAK
    ]
    assert weak == LOOKED_UP


def test_secrets_are_found_by_digest_or_compared_in_constant_time() -> None:
    """Tokens are looked up by their digest in the database. What is compared in the code goes through `compare_digest`."""
    compared = [
        f"{name_of(module)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Compare)
        and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops)
        and any(is_secret(side) for side in [node.left, *node.comparators])
    ]
    assert not compared


def is_secret(node: ast.expr) -> bool:
    """A name that says it holds a secret, a token or a code in clear."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in {"token", "secret", "password", "code_typed", "typed_code", "recovery_code"}


def test_passwords_are_argon2id_with_64_mebibytes(real_passwords: None) -> None:
    """C3."""
    digest = passwords.hashed("four quiet boots on larch")
    assert digest.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert passwords.matches(digest, "four quiet boots on larch")
    assert not passwords.matches(digest, "four quiet boots on larcH")
    assert not passwords.is_outdated(digest)
    assert not passwords.is_outdated(passwords.NOBODY), "an unknown account costs as much time as a known one"


@pytest.mark.parametrize("digest", [None, "", "-", "$argon2id$v=19$broken"])
def test_a_digest_that_is_none_opens_nothing(digest: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """C3: an account without a password can't be signed in to with any, not even with the one that stands for nobody."""
    monkeypatch.setattr(passwords, "NOBODY", passwords.hashed("stands for nobody"))
    assert not passwords.matches(digest, "stands for nobody")
    assert not passwords.matches(digest, "")
    assert not passwords.matches(digest, "anything at all")


class Watch:
    """A hasher that notes what it is given to check, and how many it does at a time."""

    def __init__(self) -> None:
        self.checked: list[str] = []
        self.now = self.most = 0
        self.lock = threading.Lock()

    def hash(self, _password: str) -> str:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)
        with self.lock:
            self.now -= 1
        return "$argon2id$"

    def verify(self, digest: str, password: str) -> bool:
        self.checked.append(digest)
        self.hash(password)
        raise VerificationError


def test_c3_two_passwords_are_hashed_at_a_time_and_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """64 MiB each: a rush of sign-ins must not eat the memory and the processors of everybody else."""
    watch = Watch()
    monkeypatch.setattr(passwords, "HASHER", watch)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda n: passwords.hashed("x") if n % 2 else passwords.matches("$argon2id$", "x"), range(24)))
    assert watch.most == 2


@pytest.mark.parametrize("digest", [None, "", "-", "$argon2id$v=19$m=65536,t=3,p=1$a$b"])
def test_c4_an_account_that_is_none_costs_one_check_like_any_other(digest: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch()
    monkeypatch.setattr(passwords, "HASHER", watch)
    assert not passwords.matches(digest, "anything at all")
    assert watch.checked == [digest if digest and digest.startswith("$argon2id$") else passwords.NOBODY]
