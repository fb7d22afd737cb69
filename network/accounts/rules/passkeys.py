"""Passkeys: what a browser is asked, and whether its answer holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from network.kernel.later import later
from network.kernel.refusals import Invalid
from network.kernel.words import words

# Read at the first passkey: the library brings seven megabytes.
_webauthn, _helpers = later("webauthn"), later("webauthn.helpers")
_structs, _refusals = later("webauthn.helpers.structs"), later("webauthn.helpers.exceptions")

LONGEST_ANSWER = 20_000  # characters
WAITS_MS = 180_000


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys belong to: from the installation's own address, never from what a request says."""

    name: str
    host: str
    origin: str

    @classmethod
    def at(cls, base_url: str, name: str) -> "Site":
        """The site behind an address such as https://network.example/."""
        parts = urlsplit(base_url)
        return cls(name, parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What is kept of a passkey."""

    credential_id: str
    public_key: str
    sign_count: int


@dataclass(frozen=True, slots=True)
class KnownPasskey:
    """A passkey as it is checked against."""

    id: UUID
    public_key: str
    sign_count: int


def failed() -> Invalid:
    """The refusal of any answer that does not hold; it doesn't say why."""
    return Invalid("credential", words("The passkey did not answer as it should. Nothing is locked: try again."))


def creation_options(site: Site, challenge: str, person: tuple[UUID, str], known: Iterable[str]) -> str:
    """What `navigator.credentials.create` is given, as JSON. The device checks the person; it need not list the account."""
    options = _webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=person[0].bytes,
        user_name=person[1],
        user_display_name=person[1],
        challenge=challenge.encode(),
        timeout=WAITS_MS,
        authenticator_selection=_structs.AuthenticatorSelectionCriteria(
            resident_key=_structs.ResidentKeyRequirement.DISCOURAGED,
            user_verification=_structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(known),
    )
    return str(_webauthn.options_to_json(options))


def request_options(site: Site, challenge: str, known: Iterable[str]) -> str:
    """What `navigator.credentials.get` is given, as JSON."""
    options = _webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge.encode(),
        timeout=WAITS_MS,
        allow_credentials=_described(known),
        user_verification=_structs.UserVerificationRequirement.REQUIRED,
    )
    return str(_webauthn.options_to_json(options))


def checked_creation(site: Site, challenge: str, answer: str) -> NewPasskey:
    """A new passkey out of a browser's answer. Raises `Invalid`."""
    try:
        found = _webauthn.verify_registration_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge.encode(),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (_refusals.WebAuthnException, ValueError, KeyError, TypeError):
        raise failed() from None
    return NewPasskey(
        _helpers.bytes_to_base64url(found.credential_id),
        _helpers.bytes_to_base64url(found.credential_public_key),
        found.sign_count,
    )


def checked_answer(site: Site, challenge: str, answer: str, known: KnownPasskey) -> int:
    """The passkey's new count. Raises `Invalid`, also where a count went back, which is what a copy would do."""
    try:
        found = _webauthn.verify_authentication_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge.encode(),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=_helpers.base64url_to_bytes(known.public_key),
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (_refusals.WebAuthnException, ValueError, KeyError, TypeError):
        raise failed() from None
    return int(found.new_sign_count)


def credential_of(answer: str) -> str:
    """Which passkey an answer says it is of; empty where it can't be read."""
    try:
        return str(_helpers.parse_authentication_credential_json(answer[:LONGEST_ANSWER]).id)
    except (_refusals.WebAuthnException, ValueError, KeyError, TypeError):
        return ""


def _described(known: Iterable[str]) -> list[Any]:
    return [_structs.PublicKeyCredentialDescriptor(id=_helpers.base64url_to_bytes(each)) for each in known]
