"""What a browser may send to bring many documents in: a list and its files, then what was looked at once more, sealed by us."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, MultipleFileField, SelectField
from wtforms.validators import InputRequired

from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import Words, words
from network.library.rules.importing import FileRow, FileRows, arranged
from network.settings.rules import Catalogue
from network.sheets import Limits, Unreadable, read_apart
from network.web.forms import Form, Once
from network.web.sealing import Seal, packed, unpacked

LIMITS = Limits(size=1_000_000, rows=200, columns=40, cell=2_000)
MOST_FILES = 40
SEAL = Seal("documents-import", longest=150_000, hours=12)
TOO_MANY = words("At most %(most)s files at once. Bring in one part after the other.", most=MOST_FILES)
TOO_MUCH = words("This list says too much at once. Cut it in two, and bring in one part after the other.")


@dataclass(frozen=True, slots=True)
class Many:
    """A list with the uploads that came with it. `batch_id` is the form's: brought in twice, it is there once."""

    batch_id: UUID
    place: str
    kind: str
    rows: FileRows
    staged: tuple[UUID, ...]


class ManyForm(Form):
    """A list, its files, and where they go."""

    new_id = Once()
    sheet = FileField(_l("List"), validators=[FileRequired(_l("Choose the list."))])
    papers = MultipleFileField(_l("Files"))
    space = SelectField(_l("Whose shelf they stand on"), validators=[InputRequired(_l("Choose a space."))])
    kind = SelectField(_l("Kind"), validators=[InputRequired(_l("Choose a kind."))])

    def offer(self, lists: Catalogue, spaces: Iterable[tuple[str, str]]) -> "ManyForm":
        """Give the lists of the house."""
        self.space.choices = list(spaces)
        self.kind.choices = [(each.code, each.label) for each in lists.offered("document_kind")]
        return self

    def sent(self) -> list[Any]:
        """The files that came. Raises Invalid for too many."""
        found = [each for each in self.papers.data or () if getattr(each, "filename", "")]
        if len(found) > MOST_FILES:
            raise Invalid("papers", TOO_MANY)
        return found

    def to_rows(self) -> FileRows:
        """The rows of the list. Raises Invalid with the reason why it can't be read. Call it outside any transaction."""
        data = self.sheet.data.stream.read(LIMITS.size + 1)
        try:
            table = read_apart(data, self.sheet.data.filename or "", LIMITS)
        except Unreadable as refusal:
            raise Invalid("sheet", refusal.message) from refusal
        found = arranged(table.header, ((row.number, row.cells, row.formulas) for row in table.rows))
        if isinstance(found, Words):
            raise Invalid("sheet", found)
        return found


class ManyCheckedForm(Form):
    """What was checked, and the mark of what was seen."""

    many_token = HiddenField()
    mark = HiddenField()


def sealed(many: Many, actor: Actor) -> str:
    """All of it as one hidden value that we know again, for whoever checked it. Raises Invalid where it is too much."""
    rows = packed((row.number, row.cells) for row in many.rows.rows)
    about = [str(many.batch_id), many.place, many.kind, [str(each) for each in many.staged]]
    kept = SEAL.closed([*about, rows, many.rows.unread], actor)
    if kept is None:
        raise Invalid("sheet", TOO_MUCH)
    return kept


def unsealed(kept: str, actor: Actor) -> Many | None:
    """The same again; None for what isn't ours, hers, or of now."""
    found = SEAL.opened(kept, actor)
    if found is None:
        return None
    batch, place, kind, staged, rows, unread = found
    read = tuple(FileRow(number, cells) for number, cells in unpacked(rows))
    return Many(UUID(batch), place, kind, FileRows(read, tuple(unread)), tuple(UUID(each) for each in staged))
