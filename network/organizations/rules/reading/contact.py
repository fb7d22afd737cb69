"""Reads e-mail addresses, phone numbers and web addresses."""

import re

from network.kernel.words import words
from network.organizations.rules.reading.outcome import NOTHING, Reading, doubtful, problem
from network.organizations.rules.reading.text import LONGEST_LINE, line

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}")
_EMAIL_INSIDE = re.compile(r"(?<![^\s<>()\[\],;:\"])" + _EMAIL.pattern)
_MANGLED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}(?::\d{1,5})?(?:[/?#]\S*)?")


def read_email(text: str) -> Reading:
    """One e-mail address."""
    plain = line(text).removeprefix("mailto:").strip()
    if not plain:
        return NOTHING
    if len(plain) <= 254 and _is_email(plain):
        return Reading(plain)
    found = [match[0] for match in _EMAIL_INSIDE.finditer(plain) if _is_email(match[0])]
    if len(found) > 1:
        return problem(words("There is room for one e-mail address here."), *found[:3])
    spelt = re.sub(r"\s*[(\[]?\bdot\b[)\]]?\s*", ".", re.sub(r"\s*[(\[]?\bat\b[)\]]?\s*", "@", plain, flags=re.I), flags=re.I)
    offers = found or ([spelt] if spelt != plain and _is_email(spelt) else [])
    return problem(words("This isn't an e-mail address."), *offers)


def _is_email(text: str) -> bool:
    if _EMAIL.fullmatch(text) is None:
        return False
    local = text.partition("@")[0]
    return ".." not in text and not local.startswith(".") and not local.endswith(".")


def read_phone(text: str) -> Reading:
    """A phone number as it is written, with an extension or words beside it."""
    plain = line(text)
    if not plain:
        return NOTHING
    if _MANGLED.fullmatch(plain):
        return problem(words("The spreadsheet program has shortened this number. Its last digits are lost."))
    if len(plain) > 80:
        return problem(words("This is too long: %(length)s characters. The most is %(longest)s.", length=len(plain), longest=80))
    if sum(character.isdecimal() for character in plain) < 7:
        return doubtful(plain, words("This is short for a phone number."))
    return Reading(plain)


def read_website(text: str) -> Reading:
    """A web address; "https://" is added where only the host is given."""
    plain = line(text)
    if not plain:
        return NOTHING
    scheme, found, rest = plain.partition("://")
    is_web = found and scheme.lower() in {"http", "https"}
    address = rest if is_web else plain
    if len(plain) > LONGEST_LINE or not _HOST.fullmatch(address) or "@" in address.partition("/")[0]:
        return problem(words("This isn't a web address. It begins with https://."))
    return Reading(plain if is_web else f"https://{plain}")
