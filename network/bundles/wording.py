"""Every sentence of a bundle, said in the reader's language before the process is asked that knows none."""

from collections.abc import Callable, Mapping

from network.kernel.words import Words, words
from network.markdown import drawing, rendering

CONTENTS = words("Contents")
MADE_ON = words("Made on")
VERSION = words("Version")
DATED = words("Date")
STATE = words("State")
REVIEW_DUE = words("Review due")
OVERDUE = words("This day is past. Ask whether there is a newer version.")
LICENCE = words("Licence")
CREDIT = words("Credit")
STEWARD = words("Looked after by")
FILES = words("Files")
TO_CONTENTS = words("Back to the contents")
STALE = words("This copy doesn't change. Ask for a new one when a review is due.")

ALL = (
    CONTENTS, MADE_ON, VERSION, DATED, STATE, REVIEW_DUE, OVERDUE, LICENCE, CREDIT, STEWARD, FILES, TO_CONTENTS, STALE,
    rendering.AS_TYPED, drawing.TABLE, drawing.NOTES, drawing.DONE, drawing.NOT_DONE, drawing.note(1), drawing.back(1),
)  # fmt: skip

Spoken = Mapping[str, str]
"""Each sentence as it is written here, and in the reader's language."""


def spoken(say: Callable[[Words], str]) -> Spoken:
    """All of them."""
    return {each.msgid: say(Words(each.msgid)) for each in ALL}


def speaking(said: Spoken) -> Callable[[Words], str]:
    """What says them again, with their values."""

    def say(wanted: Words) -> str:
        sentence = said.get(wanted.msgid, wanted.msgid)
        return sentence % wanted.values if wanted.values else sentence

    return say
