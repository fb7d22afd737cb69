"""What a spreadsheet is once it is read: a header, rows of text with their numbers, and what to tell about the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from network.kernel.refusals import Refusal
from network.kernel.words import Words

NO_FORMULAS: Mapping[int, str] = {}


class Unreadable(Refusal):
    """The file can't be read as a spreadsheet; the words say why, and what to do."""

    def __init__(self, message: Words) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold. `size` and `inflated` are bytes, `cell` characters, `ratio` inflated to packed."""

    size: int = 10_000_000
    rows: int = 20_000
    columns: int = 200
    cell: int = 32_767
    inflated: int = 150_000_000
    members: int = 2_000
    ratio: int = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file. `number` counts from 1 as a spreadsheet program does; `formulas` maps a column (from 0) whose cell
    is a formula to the text that it showed when the file was saved, "" where the file doesn't say.
    """

    number: int
    cells: tuple[str, ...]
    formulas: Mapping[int, str] = field(default_factory=dict)

    def is_formula(self, column: int) -> bool:
        """Whether the cell is a formula; its text is then the formula itself."""
        return column in self.formulas

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything but spaces."""
        return not any(cell and not cell.isspace() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a workbook."""

    name: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A spreadsheet's rows below its header. All rows are as wide as the header; `titles` are the rows above it.

    `sheet` and `sheets` are empty for a text file, `delimiter` and `encoding` for a workbook.
    """

    filename: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]
    titles: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[SheetName, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """Every row of a file before its header is found, and what the reader of its format found out."""

    rows: tuple[Row, ...]
    sheet: str = ""
    sheets: tuple[SheetName, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    notes: tuple[Words, ...] = ()
