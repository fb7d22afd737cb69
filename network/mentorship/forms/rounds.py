"""A new round, and the numbers on its list that are mended in place."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from network.mentorship.commands import RoundDraft
from network.mentorship.forms.fields import DayField, WholeField
from network.web.forms import Form, Text, tidied


class PlainForm(Form):
    """A button that changes something: nothing but the token."""


class RoundForm(Form):
    """A round to begin."""

    title = StringField(
        _l("Name of the round"),
        description=_l("Such as its season and year: Winter 2026."),
        filters=[tidied],
        validators=[DataRequired(_l("Give the round a name, such as its season and year.")), Text(120)],
    )
    as_of = DayField(
        _l("Count waiting up to"),
        description=_l("The day of the round. Today, if you leave it empty."),
        validators=[Optional()],
    )

    def to_draft(self) -> RoundDraft:
        """The round as the command takes it."""
        return RoundDraft(title=self.title.data, as_of=self.as_of.data)


class CapacityForm(Form):
    """How many an organization can mentor."""

    capacity = WholeField(
        _l("Places"),
        validators=[InputRequired(_l("Type a number, such as 2.")), NumberRange(0, 20, _l("Type a number from 0 to 20."))],
    )


class WaitingForm(Form):
    """Whether an organization wants a mentor, and since when."""

    wants_mentor = BooleanField(_l("Wants one"), default=True)
    waiting_since = DayField(_l("Waits since"), validators=[Optional()])
