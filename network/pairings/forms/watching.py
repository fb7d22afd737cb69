"""What a coordinator may send while she watches over pairings."""

from collections.abc import Iterator
from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired

from network.web.forms import Form, Once, Text, tidied_lines


class NoteForm(Form):
    """A note that coordinators alone read."""

    new_id = Once()
    text = TextAreaField(
        _l("Note"), filters=[tidied_lines], validators=[InputRequired(_l("Type what is to be remembered.")), Text(4_000)]
    )


class NudgeForm(Form):
    """That the plan that was shown is to go: `seen` says which."""

    seen = HiddenField()


def pairings_in(asked: MultiDict[str, str]) -> tuple[UUID, ...]:
    """The pairings that an address or a form names. What can't be read is left out."""
    return tuple(dict.fromkeys(_ids(asked)))


def _ids(asked: MultiDict[str, str]) -> Iterator[UUID]:
    for text in asked.getlist("pairing")[:200]:
        try:
            yield UUID(text)
        except ValueError:
            continue
