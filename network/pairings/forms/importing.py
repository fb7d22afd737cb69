"""What a browser may send to bring pairings in: a file, then the same rows once more, sealed by us."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import Words, words
from network.pairings.rules.importing import FileRow, FileRows, ListKind, arranged
from network.sheets import Limits, Unreadable, read_apart
from network.web.forms import Form
from network.web.sealing import Seal, packed, unpacked

LIMITS = Limits(size=2_000_000, rows=2_000, columns=100, cell=4_000)
SEAL = Seal("pairings-import", longest=150_000, hours=2)  # who must show again who she is has the rows sent after it
TOO_MUCH = words("This is too much at once. Cut the file in two, and bring in one after the other.")


class BringingForm(Form):
    """A file."""

    file = FileField(_l("Spreadsheet"), validators=[FileRequired(_l("Choose a file."))])

    def to_rows(self) -> FileRows:
        """The rows of the file. Raises `Invalid` with the reason why it can't be read."""
        data = self.file.data.stream.read(LIMITS.size + 1)
        try:
            table = read_apart(data, self.file.data.filename or "", LIMITS)
        except Unreadable as refusal:
            raise Invalid("file", refusal.message) from refusal
        found = arranged(table.header, ((row.number, row.cells, row.formulas) for row in table.rows))
        if isinstance(found, Words):
            raise Invalid("file", found)
        return found


class CheckedForm(Form):
    """The rows that were checked, and the mark of what was seen. Nothing is kept here between the two pages."""

    file_token = HiddenField()
    mark = HiddenField()


class UndoForm(Form):
    """The mark of what was seen before it is taken back."""

    mark = HiddenField()


def sealed(file: FileRows, actor: Actor) -> str:
    """The rows as one hidden value that we know again, for whoever checked them. Raises `Invalid` where they are too many."""
    rows = packed((row.number, row.cells) for row in file.rows)
    kept = SEAL.closed([file.kind, rows, file.unread], actor)
    if kept is None:
        raise Invalid("file", TOO_MUCH)
    return kept


def unsealed(kept: str, actor: Actor) -> FileRows | None:
    """The rows again; None for what isn't ours, hers, or of now."""
    found = SEAL.opened(kept, actor)
    if found is None:
        return None
    kind, rows, unread = found
    return FileRows(ListKind(kind), tuple(FileRow(number, cells) for number, cells in unpacked(rows)), tuple(unread))
