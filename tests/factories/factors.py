"""Second steps for tests: an app, a sheet, recovery codes, and a device that answers as a passkey does."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import cbor2
import pyotp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from network.accounts import queries
from network.accounts.models import AppCode, CodeSheet, Passkey, SheetCode
from network.accounts.rules import Proof, codes
from network.kernel import clock
from network.storage.db import db
from network.storage.secrets import Ring, seal

ORIGIN, HOST = "http://localhost:8000", "localhost"


def make_app(person_id: UUID) -> pyotp.TOTP:
    """An app of hers that counts; gives its clockwork."""
    key, seed = uuid4(), pyotp.random_base32()
    sealed = seal(Ring.ACCOUNTS, seed, table="app_code", column="seed", row_id=key)
    now = clock.now()
    db.session.add(AppCode(id=key, person_id=person_id, seed=sealed, added_at=now, confirmed_at=now))
    db.session.commit()
    return pyotp.TOTP(seed)


def make_sheet(person_id: UUID, kind: Proof = Proof.SHEET, count: int = 30) -> list[str]:
    """Codes of a sheet of hers that counts."""
    now = clock.now()
    sheet = CodeSheet(id=uuid4(), person_id=person_id, kind=kind, made_at=now, confirmed_at=now)
    db.session.add(sheet)
    db.session.flush()
    length = codes.SHEET_LENGTH if kind is Proof.SHEET else codes.RECOVERY_LENGTH
    made = [codes.spelled(secrets.randbelow(32) for _ in range(length)) for _ in range(count)]
    db.session.add_all(SheetCode(sheet_id=sheet.id, digest=queries.digest_of(person_id, code)) for code in made)
    db.session.commit()
    return made


@dataclass
class Key:
    """A device that makes and answers passkeys, as honest or as careless as a test wants it."""

    host: str = HOST
    origin: str = ORIGIN
    count: int = 0
    is_verified: bool = True
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: uuid4().bytes)

    def made(self, options: str) -> str:
        """What a browser sends after `navigator.credentials.create`."""
        asked = json.loads(options)
        held = (len(self.id)).to_bytes(2, "big") + self.id + cbor2.dumps(self._cose())
        data = self._data(0x40) + bytes(16) + held
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {"clientDataJSON": self._said("webauthn.create", asked), "attestationObject": bytes_to_base64url(attestation)}
        return self._packed(response)

    def answered(self, options: str) -> str:
        """What a browser sends after `navigator.credentials.get`."""
        said = self._said("webauthn.get", json.loads(options))
        data = self._data(0)
        signed = self.secret.sign(data + hashlib.sha256(base64url_to_bytes(said)).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": said,
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(signed),
            "userHandle": None,
        }
        return self._packed(response)

    def give_to(self, person_id: UUID, name: str = "the blue key") -> UUID:
        """Make it a passkey of hers."""
        row = Passkey(
            id=uuid4(),
            person_id=person_id,
            name=name,
            credential_id=bytes_to_base64url(self.id),
            public_key=bytes_to_base64url(cbor2.dumps(self._cose())),
            sign_count=self.count,
            added_at=clock.now(),
        )
        db.session.add(row)
        db.session.commit()
        return row.id

    def _data(self, more: int) -> bytes:
        flags = 0x01 | (0x04 if self.is_verified else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _said(self, kind: str, asked: dict[str, Any]) -> str:
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": False}
        return bytes_to_base64url(json.dumps(said).encode())

    def _packed(self, response: dict[str, Any]) -> str:
        name = bytes_to_base64url(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}})

    def _cose(self) -> dict[int, Any]:
        point = self.secret.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
