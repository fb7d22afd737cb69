"""Cells that a spreadsheet program would run are written so that it shows them, and read back as they were."""

import re

# The ASCII signs that start a formula, the control characters that some programs skip before one (C37), and the wide
# forms of the same signs that Asian keyboards write.
_ACTIVE = frozenset("=+-@＝＋－＠﹢﹣﹦﹫")
_SKIPPED = frozenset("\t\r\n\0")
_INVISIBLE = " \t\r\n\0\v\f\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u3000"
_CALL = re.compile(r"^[+\-@＋－＠].*(?:[A-Za-z_][\w.]*\(|\||\w!\$?[A-Z]+\$?\d)", re.DOTALL)


def is_active(text: str) -> bool:
    """Whether a spreadsheet program could take the cell for a formula."""
    if not text:
        return False
    return text[0] in _ACTIVE or text[0] in _SKIPPED or text.lstrip(_INVISIBLE)[:1] in _ACTIVE


def harmless(text: str) -> str:
    """The cell as it may be written: with an apostrophe before what could be active, and before our own apostrophes."""
    return "'" + text if is_active(text.lstrip("'")) else text


def restored(text: str) -> str:
    """The cell as it was before `harmless`: the exact inverse."""
    return text[1:] if text.startswith("'") and is_active(text.lstrip("'")) else text


def looks_like_formula(text: str) -> bool:
    """Whether a cell of a text file is a formula rather than a phone number ("+1 250 ...") or a dash.

    Only marks it for a person to look at; what is written out is made harmless by `is_active`, which is stricter.
    """
    start = text.lstrip(_INVISIBLE)
    return start[:1] in {"=", "＝", "﹦"} or (start[:1] in _ACTIVE and _CALL.match(start) is not None)
