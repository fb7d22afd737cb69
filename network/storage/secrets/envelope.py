"""What a sealed value looks like: AES-256-GCM in a text that names its key and belongs to one field of one row."""

import base64
import binascii
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from network.kernel.refusals import Refusal
from network.kernel.words import words
from network.storage.secrets.rings import Key, Keyring

VERSION = "v1"
NONCE_BYTES = 12
TAG_BYTES = 16


class Unreadable(Refusal):
    """A stored value that no key here opens: changed, moved to another row, or sealed with a key that is gone."""

    def __init__(self, place: "Place") -> None:
        self.place = place
        self.message = words("This can't be read. It was changed, or its key is gone.")
        super().__init__(f"{place.table}.{place.column} of {place.row_id} can't be read")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lives. What is sealed for one place opens in no other."""

    domain: str
    table: str
    column: str
    row_id: UUID

    @property
    def bound(self) -> bytes:
        """The associated data, domain|table|column|row id."""
        return f"{self.domain}|{self.table}|{self.column}|{self.row_id}".encode()


def seal(key: Key, plain: str, place: Place, nonce: bytes | None = None) -> str:
    """`v1.<key id>.<base64url of nonce, ciphertext and tag>`. Only a test of known answers gives a `nonce`."""
    nonce = os.urandom(NONCE_BYTES) if nonce is None else nonce
    sealed = nonce + AESGCM(key.secret).encrypt(nonce, plain.encode(), place.bound)
    return f"{VERSION}.{key.id}.{_spell(sealed)}"


def unseal(keyring: Keyring, sealed: str, place: Place) -> str:
    """The text again, or `Unreadable`."""
    key = keyring.named(key_id_of(sealed))
    if key is None:
        raise Unreadable(place)
    spelled = sealed.rsplit(".", 1)[1]
    try:
        data = base64.urlsafe_b64decode(spelled + "=" * (-len(spelled) % 4))
        if _spell(data) != spelled or len(data) < NONCE_BYTES + TAG_BYTES:  # one spelling only, so that no bit is idle
            raise Unreadable(place)
        return AESGCM(key.secret).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], place.bound).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise Unreadable(place) from None


def key_id_of(sealed: str) -> str:
    """The name of the key that sealed it; empty where it isn't a sealed value."""
    parts = sealed.split(".")
    return parts[1] if len(parts) == 3 and parts[0] == VERSION else ""


def prefix(key_id: str) -> str:
    """How every value sealed with this key begins."""
    return f"{VERSION}.{key_id}."


def _spell(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
