"""Why an adaptation differs, as a part of its text when it is taken away: there is no other page to look at then."""

import re
from collections.abc import Iterable

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
_FIRST = re.compile(r"(?m)^#[ \t]")


def with_reasons(text: str, heading: str, adapted: str, reasons: Iterable[tuple[str, str]]) -> str:
    """The text in Markdown with a section below it: what it was adapted from, and each difference with why.

    All of it but the text is words, whatever signs they hold.
    """
    level = "#" if _FIRST.search(text) else "##"
    lines = [f"{level} {_words(heading)}", _words(adapted)]
    items = [f"- **{_words(what)}**\\\n  {_words(why, '  ')}" for what, why in reasons]
    parts = [text.rstrip("\n"), *lines, *(["\n".join(items)] if items else [])]
    return "\n\n".join(part for part in parts if part) + "\n"


def _words(said: str, indent: str = "") -> str:
    """As Markdown that reads the same: each sign escaped, each line break kept, no empty line that ends an item."""
    lines = [" ".join(line.split()) for line in said.strip().splitlines()]
    return f"\\\n{indent}".join(_SIGNS.sub(r"\\\1", line) for line in lines if line)
