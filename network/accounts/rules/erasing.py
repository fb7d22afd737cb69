"""Who somebody is once her account is erased."""

import hashlib
from uuid import UUID

# Without letters that are taken for others or that make words.
_SIGNS = "23456789BCDFGHJKLMNPQRSTVWXZ"
_LENGTH = 4


def pseudonym(person_id: UUID) -> str:
    """The name that stays, always the same for the same person: "Former member 3F7K". It can't be turned back."""
    number = int.from_bytes(hashlib.sha256(b"pseudonym" + person_id.bytes).digest(), "big")
    signs = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return f"Former member {''.join(signs)}"


def no_address(person_id: UUID) -> str:
    """What stands in place of her address: nobody can have it, and no mail reaches it."""
    return f"{person_id.hex}@erased.invalid"
