"""Codes that are typed: of an app, of a printed sheet, for recovery."""

from collections.abc import Iterable
from datetime import datetime

import pyotp

from network.accounts.rules.proofs import Proof

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 of them: five bits each, none taken for another
APP_LENGTH, SHEET_LENGTH, RECOVERY_LENGTH = 6, 8, 16
SHEET_CODES, RECOVERY_CODES = 30, 10
STEPS_AROUND = (0, -1, 1)  # a clock may be half a minute off
_MISREAD = str.maketrans("OILU", "011V")
LENGTHS = {SHEET_LENGTH: Proof.SHEET, RECOVERY_LENGTH: Proof.RECOVERY}
MOST_TYPED = 60


def spelled(numbers: Iterable[int]) -> str:
    """A code out of random numbers from 0 to 31."""
    return "".join(LETTERS[number] for number in numbers)


def shown(code: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def folded(typed: str) -> str:
    """What was meant: capitals, without spaces and dashes, letters that look like digits as those."""
    kept = "".join(sign for sign in typed[:MOST_TYPED].upper() if sign.isascii() and sign.isalnum())
    return kept if len(kept) == APP_LENGTH and kept.isdigit() else kept.translate(_MISREAD)


def kind_of(code: str) -> Proof:
    """Which kind a folded code can be: its length tells."""
    if len(code) == APP_LENGTH and code.isdigit():
        return Proof.APP
    return LENGTHS.get(len(code), Proof.NONE)


def step_of(seed: str, code: str, now: datetime, after: int) -> int | None:
    """The half minute that an app's code belongs to, if it is later than the last one that was taken."""
    clockwork = pyotp.TOTP(seed)
    current = clockwork.timecode(now)
    for step in (current + each for each in STEPS_AROUND):
        if step > after and pyotp.utils.strings_equal(code, clockwork.generate_otp(step)):
            return step
    return None


def app_address(seed: str, person: str, network: str) -> str:
    """What the square code holds: it names the network and the person, as her app will show them."""
    return pyotp.TOTP(seed).provisioning_uri(name=person, issuer_name=network)
