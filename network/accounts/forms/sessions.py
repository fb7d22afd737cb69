"""What a browser may send to sign in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from network.accounts.rules import LONGEST_PASSWORD
from network.web.forms import Form, Text, trimmed


class SignInForm(Form):
    """An address and a password."""

    email = StringField(_l("E-mail"), filters=[trimmed], validators=[InputRequired(_l("Type your e-mail address.")), Text(320)])
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Type your password.")), Length(max=LONGEST_PASSWORD)])
    is_shared = BooleanField(
        _l("Other people use this device"),
        description=_l("You are signed out after 10 minutes without use, and this browser is not remembered."),
    )
