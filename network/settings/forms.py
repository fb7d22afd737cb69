"""What a browser may send about lists and choices."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired

from network.web.forms import Form, Text, tidied


class EntryForm(Form):
    """One entry of an editable list."""

    label = StringField(_l("Words on the screen"), filters=[tidied], validators=[DataRequired(_l("Type the words.")), Text(200)])
    aliases = StringField(
        _l("Other words for it"),
        description=_l("As spreadsheets write it, with semicolons between them."),
        filters=[tidied],
        validators=[Text(1_000)],
    )
    is_offered = BooleanField(_l("Offer it in forms"), default=True)

    def other_words(self) -> tuple[str, ...]:
        """The other words, one by one."""
        return tuple(part.strip() for part in (self.aliases.data or "").split(";") if part.strip())


class ChoiceForm(Form):
    """One choice of the installation, as text; what it must be is known by its default."""

    value = StringField(_l("Value"), filters=[tidied], validators=[DataRequired(_l("Type a value.")), Text(300)])
