"""What somebody can show to be herself, and what counts for whom."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from network.kernel.actor import Role
from network.kernel.refusals import Invalid
from network.kernel.words import Words, words


class Proof(StrEnum):
    """What a session was last proved by."""

    NONE = ""
    PASSWORD = "password"  # noqa: S105  (the name of a kind)
    PASSKEY = "passkey"
    APP = "app"
    SHEET = "sheet"
    RECOVERY = "recovery"


FACTORS = frozenset({Proof.PASSKEY, Proof.APP, Proof.SHEET})
SECOND_STEPS = FACTORS | {Proof.RECOVERY}
FEW_LEFT = 5  # codes of a sheet, when the next one is to be printed

FACTOR_NAMES: Mapping[Proof, Words] = MappingProxyType(
    {
        Proof.PASSKEY: words("Passkey"),
        Proof.APP: words("App with codes"),
        Proof.SHEET: words("Printed sheet of codes"),
        Proof.RECOVERY: words("Recovery codes"),
    }
)


def needs_passkey(roles: Collection[Role], passkey_roles: Collection[str]) -> bool:
    """Whether a role of hers asks for a passkey; which do is the operator's choice."""
    return any(role.value in passkey_roles for role in roles)


def is_enough(proof: str, *, passkey_needed: bool) -> bool:
    """Whether a session that was proved so may go anywhere."""
    return proof == Proof.PASSKEY if passkey_needed else proof in SECOND_STEPS


def codes_taken(held: Collection[Proof], *, passkey_needed: bool) -> frozenset[Proof]:
    """Whose codes are taken from her. Who needs a passkey and has one uses it, or a recovery code when it is lost."""
    if passkey_needed and Proof.PASSKEY in held:
        return frozenset({Proof.RECOVERY})
    return frozenset({Proof.APP, Proof.SHEET, Proof.RECOVERY})


def may_remove(kind: Proof, held: Mapping[Proof, int], *, passkey_needed: bool) -> bool:
    """Whether one way to sign in can go: another must remain that counts for her."""
    left = {each: count - (each is kind) for each, count in held.items()}
    return any(left.get(each, 0) > 0 for each in ({Proof.PASSKEY} if passkey_needed else FACTORS))


def nothing_typed(*, has_code: bool) -> Invalid:
    """The refusal of an answer without anything in it, which is no try."""
    if has_code:
        return Invalid("code", words("Type a code."))
    return Invalid("password", words("Type your password."))
