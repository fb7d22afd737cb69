"""A key ring as a value: which keys there are, which one writes, and how a key file spells them."""

import base64
import binascii
import os
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

KEY_BYTES = 32
KEY_ID = re.compile(r"[a-z0-9]{4,32}")


class Ring(StrEnum):
    """Keys that are kept apart, so that one ring can be missing while everything else works."""

    ACCOUNTS = "accounts"
    SAFETY = "safety"


class Purpose(StrEnum):
    """What a key may be used for. An index key never encrypts, and is not rotated with the others."""

    SEAL = "seal"
    INDEX = "index"


class BadKeys(ValueError):
    """A key file that can't be used; the message never holds any part of a key."""


@dataclass(frozen=True, slots=True)
class Key:
    """`secret` is 32 random bytes."""

    id: str
    secret: bytes = field(repr=False)
    purpose: Purpose
    created: date


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of one ring in the order of their file: the first that seals is the writer, all of them read."""

    ring: Ring
    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        ids = [key.id for key in self.keys]
        if len(set(ids)) < len(ids):
            raise BadKeys("two keys have the same name")
        for purpose in Purpose:
            if not any(key.purpose is purpose for key in self.keys):
                raise BadKeys(f"no key has the purpose {purpose}")

    @property
    def sealing(self) -> tuple[Key, ...]:
        """The keys that encrypt, the writer first."""
        return tuple(key for key in self.keys if key.purpose is Purpose.SEAL)

    @property
    def writer(self) -> Key:
        """The key that encrypts what is written now."""
        return self.sealing[0]

    @property
    def index(self) -> Key:
        """The key of blind indexes."""
        return next(key for key in self.keys if key.purpose is Purpose.INDEX)

    def named(self, key_id: str) -> Key | None:
        """The sealing key of this name, if the ring has it."""
        return next((key for key in self.sealing if key.id == key_id), None)

    def with_writer(self, key: Key) -> "Keyring":
        """The same ring with a new key in front."""
        return Keyring(self.ring, (key, *self.keys))

    def without(self, key_id: str) -> "Keyring":
        """The same ring without one key."""
        return Keyring(self.ring, tuple(key for key in self.keys if key.id != key_id))


def new_key(purpose: Purpose, created: date) -> Key:
    """A random key with a random name."""
    return Key(os.urandom(4).hex(), os.urandom(KEY_BYTES), purpose, created)


def new_ring(ring: Ring, created: date) -> Keyring:
    """A ring with one key for each purpose."""
    return Keyring(ring, tuple(new_key(purpose, created) for purpose in Purpose))


def parse(ring: Ring, text: str) -> Keyring:
    """Read `key-id base64 purpose created` lines; empty lines and those that start with # are passed over."""
    keys = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        keys.append(_key(number, words))
    return Keyring(ring, tuple(keys))


def _key(number: int, words: list[str]) -> Key:
    if len(words) != 4 or not KEY_ID.fullmatch(words[0]):
        raise BadKeys(f"line {number} is not of the form: key-id base64 purpose created")
    try:
        secret = base64.b64decode(words[1], validate=True)
        purpose, created = Purpose(words[2]), date.fromisoformat(words[3])
    except (binascii.Error, ValueError):
        raise BadKeys(f"line {number} is not of the form: key-id base64 purpose created") from None
    if len(secret) != KEY_BYTES:
        raise BadKeys(f"the key of line {number} is not {KEY_BYTES} bytes long")
    return Key(words[0], secret, purpose, created)


def spell(keyring: Keyring) -> str:
    """The text of a key file; `parse` reads it back."""
    lines = [f"{key.id} {base64.b64encode(key.secret).decode()} {key.purpose} {key.created}" for key in keyring.keys]
    return "\n".join([f"# {keyring.ring}: key-id base64 purpose created; the first that seals writes, all read", *lines, ""])
