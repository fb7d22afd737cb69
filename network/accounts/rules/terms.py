"""What confidentiality terms are: for whom, and how their text is laid out."""

from dataclasses import dataclass
from enum import StrEnum

from network.kernel.words import Words, words

LONGEST_TEXT = 20_000  # characters


class Audience(StrEnum):
    """Who accepts a text: every person for herself, a lead for her organization."""

    PERSON = "person"
    ORGANIZATION = "organization"


AUDIENCE_WORDS: dict[Audience, Words] = {
    Audience.PERSON: words("For each person"),
    Audience.ORGANIZATION: words("For each organization"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: a heading, a paragraph, or a list of points. A heading and a paragraph have one line."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """A text as a page shows it: pieces stand apart by an empty line; "## " begins a heading, "* " a point."""
    return tuple(_block(piece.splitlines()) for piece in text.replace("\r\n", "\n").split("\n\n") if piece.strip())


def _block(lines: list[str]) -> Block:
    told = [line.strip() for line in lines if line.strip()]
    if told[0].startswith("## "):
        return Block("heading", (" ".join(told).removeprefix("## "),))
    if all(line.startswith("* ") for line in told):
        return Block("points", tuple(line.removeprefix("* ") for line in told))
    return Block("paragraph", (" ".join(told),))
