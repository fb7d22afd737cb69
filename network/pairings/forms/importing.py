"""What a browser may send to bring pairings in: a file, then the same rows once more, sealed by us."""

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from itsdangerous import BadData, URLSafeTimedSerializer
from wtforms import HiddenField

from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import Words, words
from network.pairings.rules.importing import FileRow, FileRows, ListKind, arranged
from network.sheets import Limits, Unreadable, read_apart
from network.web.forms import Form

LIMITS = Limits(size=2_000_000, rows=2_000, columns=100, cell=4_000)
LONGEST = 150_000  # characters of sealed rows; who must show again who she is has them sent after it
HOURS = 2
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
    fields = sorted({field for row in file.rows for field in row.cells})
    rows = [[row.number, *(row.cells[field] for field in fields)] for row in file.rows]
    kept = str(_seal().dumps([str(actor.person_id), file.kind, fields, rows, file.unread]))
    if len(kept) > LONGEST:
        raise Invalid("file", TOO_MUCH)
    return kept


def unsealed(kept: str, actor: Actor) -> FileRows | None:
    """The rows again; None for what isn't ours, hers, or of now."""
    try:
        person, kind, fields, rows, unread = _seal().loads(kept[: LONGEST + 1], max_age=HOURS * 3600)
    except BadData:
        return None
    if person != str(actor.person_id):
        return None
    read = tuple(FileRow(number, dict(zip(fields, cells, strict=True))) for number, *cells in rows)
    return FileRows(ListKind(kind), read, tuple(unread))


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="pairings-import")
