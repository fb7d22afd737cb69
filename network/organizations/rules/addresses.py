"""Where a text tells a street address: none may stand in an entry, least of all where a transition house is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from network.kernel.words import Words, words

PROTECTED = frozenset({"transition-house", "safe-home"})  # kinds of which nobody may learn from here where they are
_POST_BOX = re.compile(r"\b(?:p\.?\s?o\.?\s?|postal\s+)?box\s*#?\s*\d+|\b(?:c\.?p\.?|case\s+postale)\s*\d+", re.IGNORECASE)
_POSTAL_CODE = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d\b", re.IGNORECASE)
# "12 beds", "a 10 minute drive", "24 hour": a number that counts something begins no address.
_COUNTED = (
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|km|kms|kilomet\w+|miles?|metres?|m|beds?|bedrooms?|rooms?|units?"
    r"|people|persons?|women|children|kids|youth|clients?|staff|workers?|members?|volunteers?|organizations?|agencies|groups?|communities|towns|villages|regions?"
    r"|times?|sessions?|steps?|percent|am|pm|a\.m|p\.m|to|and|or|of|in|on|for|per|a|the|ways?|spots?|spaces?|seats?|cars?)\b"
)
_KINDS = (
    r"street|str|st|avenue|ave|av|road|rd|drive|dr|lane|ln|boulevard|blvd|boul|crescent|cres|court|crt|ct|place|pl|way|highway|hwy"
    r"|terrace|terr|trail|trl|close|parkway|pkwy|row|mews|grove|gate|square|sq|circle|cir|alley|promenade|esplanade|wynd|loop"
)
_BEFORE = r"rue|chemin|ch|avenue|av|boulevard|boul|all[ée]e|place|c[ôo]te|rang|mont[ée]e|highway|hwy|route"
_NAME = r"(?!(?:along|on|the|of|in|at|from|and|to|near|for|by|with)\b)[\w'’.-]+\s+"
_HOUSE = rf"\b(?:\#?\d{{1,5}}[A-Za-z]?\s*[-–]\s*)?\d{{1,5}}[A-Za-z]?,?\s+(?!{_COUNTED})"
_STREET = re.compile(rf"{_HOUSE}(?:{_NAME}(?:{_NAME}){{0,2}}?(?:{_KINDS})\b|(?:{_BEFORE})\b\.?\s+[\w'’-]+)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AddressFound:
    """A field in which something looks like a street address: `says` is that piece. `is_refused` where there is no doubt left."""

    field: str
    says: str
    is_refused: bool


SURE = words("A street address with a postal code. Of a transition house or safe home it may stand nowhere here.")


def doubt(found: AddressFound) -> Words:
    """What to ask about one of which nobody can be sure."""
    return words("“%(says)s” looks like a street address. None may stand here.", says=found.says)


def street_in(text: str) -> str:
    """The first piece that looks like a house number and a street; "" where there is none. A post box is none."""
    found = _STREET.search(_POST_BOX.sub(";", text))
    return found[0].strip().rstrip(".") if found else ""


def has_postal_code(text: str) -> bool:
    """Whether a Canadian postal code stands in the text. By itself it tells a part of town, or a whole valley."""
    return _POSTAL_CODE.search(text) is not None


def addresses_in(kind: str, texts: Mapping[str, str]) -> tuple[AddressFound, ...]:
    """The fields, of an organization of this kind, that seem to tell a street address.

    A pattern can't be sure, so that somebody is asked. It is refused where the kind is protected and a postal code stands in the
    entry too: then the two together are an address.
    """
    is_refused = kind in PROTECTED and any(has_postal_code(text) for text in texts.values())
    found = ((field, street_in(text)) for field, text in texts.items())
    return tuple(AddressFound(field, says, is_refused) for field, says in found if says)
