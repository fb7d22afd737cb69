"""What a browser may send while a file is brought in."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined,unused-ignore]
from wtforms.validators import NumberRange, Optional

from network.kernel.refusals import Invalid
from network.organizations.commands.importing import FileDraft
from network.organizations.queries.importing import ColumnLine, ColumnsPage
from network.organizations.rules.columns import header_key
from network.organizations.rules.fields import FIELDS, LEFT_OUT, OWN
from network.organizations.rules.reading.text import line
from network.sheets import Limits, Unreadable, read_apart
from network.web.forms import Form, Text, WholeNumber, tidied
from network.web.templates import say

LIMITS = Limits()
LONGEST_LABEL = 80


class UploadForm(Form):
    """A file, and how to read it where the first guess was wrong."""

    file = FileField(_l("Spreadsheet"), validators=[FileRequired(_l("Choose a file."))])
    sheet = StringField(
        _l("Sheet"),
        filters=[tidied],
        description=_l("Its name, for a workbook with several. Without one, the first sheet with rows is read."),
        validators=[Text(31)],
    )
    header_row = WholeNumber(
        _l("Row with the column names"),
        description=_l("Its number. Without one, the first row that looks like names is taken."),
        validators=[Optional(), NumberRange(1, LIMITS.rows, _l("Type the number of a row."))],
    )

    def to_draft(self) -> FileDraft:
        """The file as a table. Raises `Invalid` with the reason why it can't be read."""
        name = self.file.data.filename or ""
        data = self.file.data.stream.read(LIMITS.size + 1)
        try:
            table = read_apart(data, name, LIMITS, sheet=self.sheet.data or None, header_row=self.header_row.data)
        except Unreadable as refusal:
            raise Invalid("file", refusal.message) from refusal
        return FileDraft(name, hashlib.sha256(data).hexdigest(), table)


class ColumnsForm(Form):
    """One list of fields for each column; `columns_form` makes it."""

    def targets(self, page: ColumnsPage) -> tuple[str, ...]:
        """What each column was said to be."""
        return tuple(self[name_of(each)].data for each in page.columns)


class CheckForm(Form):
    """The answers to a check. Their names depend on the file, so that only those that were asked are read."""

    def given(self, sent: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
        """By the key of a question: what was chosen, and what was typed."""
        keys = {name.partition("-")[2] for name in sent if name.startswith(("use-", "type-"))}
        return {key: (str(sent.get(f"use-{key}", "")), str(sent.get(f"type-{key}", ""))) for key in keys}


class DeedForm(Form):
    """A button that changes something and asks nothing."""


def columns_form(page: ColumnsPage) -> ColumnsForm:
    """The form with a list for each column, what was guessed chosen."""
    lists: dict[str, Any] = {
        name_of(each): SelectField(
            each.guess.header or gettext("Column %(number)s", number=each.guess.column + 1),
            choices=_choices(each, page.own_labels),
            default=each.guess.target,
        )
        for each in page.columns
    }
    kind: type[ColumnsForm] = type("ColumnsFormOfFile", (ColumnsForm,), lists)
    return kind()


def name_of(each: ColumnLine) -> str:
    """The name of a column's list in the form."""
    return f"column{each.guess.column}"


def _choices(each: ColumnLine, own_labels: tuple[str, ...]) -> list[SelectChoice]:
    own = {OWN + label: label for label in own_labels}
    label = line(each.guess.header)[:LONGEST_LABEL]
    fresh = {} if not label or header_key(label) in map(header_key, own_labels) else {OWN + label: gettext("A field of our own")}
    if each.guess.target.startswith(OWN) and each.guess.target not in own:
        fresh.setdefault(each.guess.target, each.guess.target.removeprefix(OWN))
    offered = {LEFT_OUT: gettext("Leave it out"), **fresh, **{field.key: say(field.label) for field in FIELDS}, **own}
    return [SelectChoice(value=value, label=text) for value, text in offered.items()]
