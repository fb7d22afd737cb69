"""What a browser may send to take a second step, and to set one up."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from network.accounts.rules import LONGEST_PASSWORD
from network.accounts.rules.codes import MOST_TYPED
from network.accounts.rules.passkeys import LONGEST_ANSWER
from network.web.forms import Form, Text, tidied, tidied_lines


class ProofForm(Form):
    """One of three: what a passkey answered, a code, a password."""

    credential = HiddenField(validators=[Length(max=LONGEST_ANSWER)])
    code = StringField(_l("Code"), validators=[Text(MOST_TYPED)])
    password = PasswordField(_l("Password"), validators=[Length(max=LONGEST_PASSWORD)])


class PasskeyForm(Form):
    """A new passkey and what its person calls it."""

    credential = HiddenField(validators=[Length(max=LONGEST_ANSWER)])
    name = StringField(
        _l("What do you call it?"),
        filters=[tidied],
        validators=[DataRequired(_l("Give it a name, so that you know it again.")), Text(80)],
        description=_l("Such as “my phone” or “the blue key”. Only you see it."),
    )


class RenameForm(Form):
    """Another name for a passkey."""

    name = StringField(
        _l("What do you call it?"),
        filters=[tidied],
        validators=[DataRequired(_l("Give it a name, so that you know it again.")), Text(80)],
        description=_l("Only you see it."),
    )


class KeptForm(Form):
    """That she has her recovery codes."""

    is_kept = BooleanField(
        _l("I printed them or wrote them down"),
        validators=[InputRequired(_l("Print them or write them down, then tick this box."))],
    )


class CodeForm(Form):
    """A first code, which shows that the app or the sheet works."""

    code = StringField(
        _l("Code"),
        validators=[InputRequired(_l("Type the code.")), Text(MOST_TYPED)],
    )


class ResetForm(Form):
    """Asking that somebody's lost second steps are taken away."""

    reason = TextAreaField(
        _l("How do you know that it is she who asks?"),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Say how you know. The second person will read it.")), Text(1_000)],
        description=_l("Call her on a number that you had before, or see her. A message alone is not enough."),
    )
