"""What a browser may send about an inbox."""

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from network.web.forms import Form, Text


class PressForm(Form):
    """A button."""


class MarkAllReadForm(Form):
    """Everything up to the moment that the page was made."""

    until = StringField(validators=[InputRequired(), Text(40)])


class ChooseMailForm(Form):
    """Mail, or none."""

    is_mailed = BooleanField()
