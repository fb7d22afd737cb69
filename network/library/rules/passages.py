"""A text as passages: what a comment can be about, what it is known by when it is gone, and what two texts are compared by."""

from network.markdown import Passage, passages

__all__ = ["Passage", "passages", "quote_of"]

_LONGEST_QUOTE = 200


def quote_of(passage: Passage) -> str:
    """Its first words, to know it by when it reads otherwise."""
    line = " ".join(passage.text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + "…"
