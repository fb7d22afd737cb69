"""The headings of a text: how deep each stands, and a name that no other has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from network.kernel.folding import fold
from network.markdown.inline import words_of

LONGEST_NAME = 60
_SIGNS = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `depth` counts from 1 and never skips; in the page its id is that of the text, a hyphen, and `name`."""

    name: str
    text: str
    depth: int


def outlined(tokens: Sequence[Token]) -> Iterator[tuple[int, Heading]]:
    """Each heading, and which token begins it."""
    above: list[int] = []
    taken: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level = int(token.tag[1:])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        said = words_of(tokens[at + 1].children or ()).strip()
        yield at, Heading(_name(said, taken), said, len(above))


def _name(said: str, taken: dict[str, int]) -> str:
    """A name for addresses: of the second "Before you go" it is h-before-you-go-2."""
    name = _SIGNS.sub("", "-".join(fold(said[: 4 * LONGEST_NAME]).split()))[:LONGEST_NAME].strip("-") or "part"
    taken[name] = times = taken.get(name, 0) + 1
    while times > 1 and f"{name}-{times}" in taken:
        taken[name] = times = times + 1
    if times > 1:
        name = f"{name}-{times}"
        taken[name] = 1
    return f"h-{name}"
