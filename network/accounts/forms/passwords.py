"""What a browser may send to set a password, or to get a link for one."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError

from network.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, password_problem
from network.web.forms import Form, Text, tidied_lines, trimmed
from network.web.leaked import LEAKED, is_leaked
from network.web.templates import say

ADDRESS = r"^[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+$"


class AddressForm(Form):
    """An address to which a link goes."""

    email = StringField(
        _l("E-mail"),
        filters=[trimmed],
        validators=[InputRequired(_l("Type an e-mail address.")), Text(254), Regexp(ADDRESS, message=_l("Type one address."))],
    )


class SheetForm(Form):
    """Asking for a link on paper."""

    reason = TextAreaField(
        _l("Why, and how do you know her?"),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Say why. The second person will read it.")), Text(1_000)],
    )


class NewPasswordForm(Form):
    """A new password. `known_words` are names that a stranger would try first; `shortest`, how many signs it needs."""

    known_words: Iterable[str] = ()
    shortest: int = SHORTEST_PASSWORD

    new_password = PasswordField(
        _l("New password"),
        validators=[
            InputRequired(_l("Type a new password.")),
            Length(max=LONGEST_PASSWORD, message=_l("Use at most 256 characters.")),
        ],
        description=_l(
            "At least %(least)s characters. Four or five words that don't belong together are good.", least=SHORTEST_PASSWORD
        ),
    )

    def asking(self, known_words: Iterable[str], shortest: int) -> "NewPasswordForm":
        """The form for one person."""
        self.known_words, self.shortest = known_words, shortest
        self.new_password.description = _l(
            "At least %(least)s characters. Four or five words that don't belong together are good.", least=shortest
        )
        return self

    def validate_new_password(self, typed: PasswordField) -> None:
        """Long enough, and nothing that a stranger would try first."""
        problem = password_problem(typed.data or "", self.known_words, self.shortest) or (
            LEAKED if is_leaked(typed.data) else None
        )
        if problem is not None and not typed.errors:
            raise ValidationError(say(problem))


class ChangePasswordForm(NewPasswordForm):
    """The password as it is, and as it shall be."""

    password = PasswordField(
        _l("Your password now"), validators=[InputRequired(_l("Type your password.")), Length(max=LONGEST_PASSWORD)]
    )
