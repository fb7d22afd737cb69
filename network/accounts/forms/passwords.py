"""What a browser may send to change a password."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length, ValidationError

from network.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, password_problem
from network.web.forms import Form
from network.web.templates import say


class ChangePasswordForm(Form):
    """The password as it is, and as it shall be. `known_words` are names that a stranger would try first."""

    known_words: tuple[str, ...] = ()

    password = PasswordField(
        _l("Your password now"), validators=[InputRequired(_l("Type your password.")), Length(max=LONGEST_PASSWORD)]
    )
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

    def validate_new_password(self, typed: PasswordField) -> None:
        """Long enough, and nothing that a stranger would try first."""
        problem = password_problem(typed.data or "", self.known_words)
        if problem is not None:
            raise ValidationError(say(problem))
