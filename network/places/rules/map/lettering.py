"""How wide a label will be: the typeface's own widths, so that the server can place text that it can't see."""

import unicodedata
from functools import cache

# Hundredths of the letter size, measured in BC Sans regular; accents take the width of their letter.
_WIDTHS = {
    22: "'",
    26: " ijl",
    27: "!,.:;J’‘",
    30: "()",
    33: "-I[]",
    36: "t/\\",
    42: 'r"?_“”',
    48: "csz",
    51: "vyFLk",
    56: "xSETaeł",
    58: "0123456789YZX$+<=>~–",
    61: "PVobdgpq",
    63: "KRhnuC",
    65: "AB#",
    74: "&DGUHN",
    79: "OQw",
    93: "MWm@%—…",
}
_BY_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 75
_BOLD = 1.09
_SPARE = 1.03  # a fallback typeface may be a little wider


@cache
def width(text: str, letter: float, is_strong: bool = False) -> float:
    """Units that `text` takes, rather too many than too few."""
    plain = unicodedata.normalize("NFD", text)
    total = sum(_BY_LETTER.get(sign, _UNKNOWN) for sign in plain if not unicodedata.combining(sign))
    return total / 100 * letter * (_BOLD if is_strong else 1.0) * _SPARE
