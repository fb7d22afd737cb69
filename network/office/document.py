"""What comes out of a word processor's file, and what goes into one; and why a file can't be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from network.kernel.refusals import Refusal
from network.kernel.words import Words, counted, words


class Kind(StrEnum):
    """Which sort of file."""

    DOCX = "docx"
    ODT = "odt"


class LossCode(StrEnum):
    """What a text in Markdown can't hold, so that it is left out or told otherwise."""

    PICTURES = "pictures"
    TEXT_BOXES = "text_boxes"
    COMMENTS = "comments"
    TRACKED_CHANGES = "tracked_changes"
    MERGED_CELLS = "merged_cells"
    NESTED_TABLES = "nested_tables"
    LINES_IN_CELLS = "lines_in_cells"
    FORMULAS = "formulas"
    PAGE_HEADERS = "page_headers"
    CONTENTS = "contents"
    HIDDEN = "hidden"
    COLOURS = "colours"
    UNDERLINES = "underlines"
    EMPHASIS = "emphasis"
    LINKS = "links"
    DEEP_LISTS = "deep_lists"
    WIDE_TABLES = "wide_tables"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Loss:
    """One sort of thing that was lost, how many times, and after which heading it was first."""

    code: LossCode
    count: int
    where: str = ""

    @property
    def said(self) -> Words:
        """In words."""
        one, many = _LOSSES[self.code]
        return counted(one, many, self.count)


@dataclass(frozen=True, slots=True)
class Converted:
    """A file as text in Markdown. `title` is empty where the file names none."""

    markdown: str
    losses: tuple[Loss, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Docx:
    """A document to be written. `front` are the lines under its title, each a name and what it says, in the reader's language.

    `running` stands at the head of each page, `leaving` says whether it may leave the network. `language` is a code like en-CA.
    """

    title: str
    text: str
    front: tuple[tuple[str, str], ...] = ()
    leaving: str = ""
    running: str = ""
    language: str = "en-CA"


class Refused(StrEnum):
    """Why a file can't be read."""

    NOT_A_DOCUMENT = "not_a_document"
    OTHER_KIND = "other_kind"
    OLD_KIND = "old_kind"
    DAMAGED = "damaged"
    LOCKED = "locked"
    MACROS = "macros"
    UNSAFE = "unsafe"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    TOO_MUCH = "too_much"
    BROKE_DOWN = "broke_down"


class Unreadable(Refusal):
    """The file can't be read as a document; `code` and the words say why, and what to do."""

    def __init__(self, code: Refused) -> None:
        self.code = code
        self.message = REFUSALS[code]
        super().__init__(str(self.message))


REFUSALS: Mapping[Refused, Words] = {
    Refused.NOT_A_DOCUMENT: words("This file isn't a document of a word processor. Choose a DOCX or ODT file."),
    Refused.OTHER_KIND: words("The name says one kind of file, but it is another. Save it again as DOCX or ODT."),
    Refused.OLD_KIND: words("This is an older Word file, or one with a password. Open it and save it as DOCX with no password."),
    Refused.DAMAGED: words("The file is damaged. Open it in your word processor and save it again."),
    Refused.LOCKED: words("The file has a password. Save it without one."),
    Refused.MACROS: words("This file holds macros (small programs). Save it as DOCX or ODT, which hold none."),
    Refused.UNSAFE: words("The file asks for something from outside itself, so it was not read. Copy its text into a new file."),
    Refused.TOO_LARGE: words(
        "The file unpacks to far more than a text needs, so it was not opened. Copy its text into a new file."
    ),
    Refused.TOO_DEEP: words("Lists or tables in this file lie too deep in each other. Copy its text into a new file."),
    Refused.TOO_MUCH: words("This file takes too much time or memory to read, so it was given up. Copy its text into new files."),
    Refused.BROKE_DOWN: words("Our reader broke down over this file. Copy its text into a new file and try again."),
}

_LOSSES: Mapping[LossCode, tuple[str, str]] = {
    LossCode.PICTURES: ("%(num)s picture is left out.", "%(num)s pictures are left out."),
    LossCode.TEXT_BOXES: (
        "%(num)s text box is no longer a box. Its text comes after its paragraph.",
        "%(num)s text boxes are no longer boxes. Their text comes after their paragraphs.",
    ),
    LossCode.COMMENTS: ("%(num)s comment is left out.", "%(num)s comments are left out."),
    LossCode.TRACKED_CHANGES: ("%(num)s tracked change is taken as accepted.", "%(num)s tracked changes are taken as accepted."),
    LossCode.MERGED_CELLS: (
        "%(num)s merged cell is split. Its text stands in the first part.",
        "%(num)s merged cells are split. Their text stands in the first part.",
    ),
    LossCode.NESTED_TABLES: (
        "%(num)s table within a table is text in its cell.",
        "%(num)s tables within tables are text in their cells.",
    ),
    LossCode.LINES_IN_CELLS: ("%(num)s cell has its lines joined to one.", "%(num)s cells have their lines joined to one."),
    LossCode.FORMULAS: ("%(num)s formula is plain text.", "%(num)s formulas are plain text."),
    LossCode.PAGE_HEADERS: ("%(num)s page header or footer is left out.", "%(num)s page headers and footers are left out."),
    LossCode.CONTENTS: (
        "%(num)s list of contents is left out. It is made from the headings.",
        "%(num)s lists of contents are left out. They are made from the headings.",
    ),
    LossCode.HIDDEN: ("%(num)s piece of hidden text is left out.", "%(num)s pieces of hidden text are left out."),
    LossCode.COLOURS: ("%(num)s piece of text loses its colour.", "%(num)s pieces of text lose their colour."),
    LossCode.UNDERLINES: ("%(num)s piece of text loses its underline.", "%(num)s pieces of text lose their underline."),
    LossCode.EMPHASIS: (
        "%(num)s piece of text loses its bold or italic within a word.",
        "%(num)s pieces of text lose their bold or italic within a word.",
    ),
    LossCode.LINKS: (
        "%(num)s link leads to a place that a text may not lead to. Its words are kept.",
        "%(num)s links lead to places that a text may not lead to. Their words are kept.",
    ),
    LossCode.DEEP_LISTS: ("%(num)s item of a list stands less deep.", "%(num)s items of lists stand less deep."),
    LossCode.WIDE_TABLES: ("%(num)s table is too wide and stands as text.", "%(num)s tables are too wide and stand as text."),
    LossCode.NAMES: (
        "%(num)s field with a name that the program filled in is left out.",
        "%(num)s fields with names that the program filled in are left out.",
    ),
}
