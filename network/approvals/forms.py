"""What a browser may send to answer what was asked for."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from network.web.forms import Form, Text, tidied_lines, trimmed


class AnswerForm(Form):
    """Yes, taking back, announcing: a press of a button."""


class RefuseForm(Form):
    """No, and why."""

    answer = TextAreaField(
        _l("Why not?"),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Say why, in a sentence. Who asked will read it.")), Text(1_000)],
    )


class TokenForm(Form):
    """The operator's token."""

    token = StringField(_l("Token"), filters=[trimmed], validators=[DataRequired(_l("Type or paste the token.")), Text(200)])
