"""What is said of the text that a file brings into its draft, and of what it can't bring."""

from dataclasses import dataclass

from network.kernel.words import Words, counted, words
from network.library.rules.documents import LONGEST_TEXT
from network.library.rules.writing import laid_out

TOO_LONG = words("Its text is too long for one draft. The file comes in alone.")
UNREAD = words("Its text can’t be read: %(why)s The file comes in alone.")
EMPTY = words("It holds no words that can be read. The file comes in alone.")


@dataclass(frozen=True, slots=True)
class Brought:
    """The text of one file: empty where it brings none. `says` is what whoever looks at its row is told."""

    text: str
    says: tuple[Words, ...]


def brought(text: str, losses: tuple[Words, ...] = ()) -> Brought:
    """A text that was read, with what was lost of it."""
    found = laid_out(text)
    if not found.strip():
        return Brought("", (EMPTY, *losses))
    if len(found) > LONGEST_TEXT:
        return Brought("", (TOO_LONG,))
    count = len(found.split())
    comes = counted("Its text comes into the draft: %(num)s word.", "Its text comes into the draft: %(num)s words.", count)
    return Brought(found, (comes, *losses))


def not_brought(why: Words) -> Brought:
    """A text that can't be read."""
    return Brought("", (Words(UNREAD.msgid, {"why": why}),))
