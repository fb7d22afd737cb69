"""What goes into a bundle, as plain values: whoever asks for it has looked at what may leave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a document: its name, and its bytes as they are kept."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """A document as it leaves. Dates, states and licences are in the reader's words; what is empty is not shown.

    `review_due` is when somebody looks at it again, `is_overdue` whether that day is past. `leaving` says whether it may leave
    the network.
    """

    title: str
    text: str
    version: str
    dated: str
    summary: str = ""
    state: str = ""
    review_due: str = ""
    is_overdue: bool = False
    licence: str = ""
    credit: str = ""
    steward: str = ""
    leaving: str = ""
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is taken away at once. `made_on` is the day in the reader's words, `notice` what holds for all of it."""

    title: str
    made_on: str
    documents: tuple[Taken, ...]
    notice: str = ""
    language: str = "en-CA"


@dataclass(frozen=True, slots=True)
class Made:
    """The page alone, and the archive that holds it too."""

    page: bytes
    archive: bytes
