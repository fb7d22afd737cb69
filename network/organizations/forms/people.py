"""What a browser may send to invite somebody, and to accept."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from network.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, password_problem, words_in
from network.organizations.forms.entry import EMAIL
from network.organizations.queries import OpenInvitation
from network.web.forms import Form, Once, Text, tidied
from network.web.leaked import LEAKED, is_leaked
from network.web.templates import say


class InviteStaffForm(Form):
    """Where the link goes by mail; empty to get it on a sheet."""

    new_id = Once()
    email = StringField(
        _l("E-mail"),
        filters=[tidied],
        validators=[Optional(), Text(254), Regexp(EMAIL, message=_l("Type one address."))],
        description=_l("The link goes there, and nobody else sees it. Leave it empty to print the link or hand it over."),
    )


class InviteForm(InviteStaffForm):
    """As what somebody is invited."""

    role = RadioField(_l("They join as"), default="member")

    def offer(self) -> "InviteForm":
        """A member or a lead."""
        self.role.choices = [
            SelectChoice("member", gettext("Member: reads, takes part, logs sessions")),
            SelectChoice("lead", gettext("Lead: also keeps the entry true, accepts pairings, invites others")),
        ]
        return self


class AgainForm(Form):
    """The address to which a link had gone that doesn't work any more."""

    email = StringField(
        _l("E-mail"),
        filters=[tidied],
        validators=[InputRequired(_l("Type an e-mail address.")), Text(254), Regexp(EMAIL, message=_l("Type one address."))],
    )


class HandOverForm(Form):
    """Who leads from now on."""

    person = RadioField(_l("Who leads from now on?"), validators=[InputRequired(_l("Choose somebody."))])

    def offer(self, able: Iterable[tuple[UUID, str]]) -> "HandOverForm":
        """The members who could."""
        self.person.choices = [SelectChoice(str(key), name) for key, name in able]
        return self

    def chosen(self) -> UUID:
        """The one that was chosen."""
        return UUID(self.person.data)


class NewcomerForm(Form):
    """Somebody who becomes a person of the network. `known_words` are names and places that a stranger would try first."""

    name = StringField(
        _l("Your name"),
        filters=[tidied],
        validators=[DataRequired(_l("Type the name that others shall see.")), Text(120)],
        description=_l("As others shall see it. It needn't be your legal name."),
    )
    email = StringField(
        _l("E-mail"),
        filters=[tidied],
        validators=[DataRequired(_l("Type your e-mail address.")), Text(254), Regexp(EMAIL, message=_l("Type one address."))],
        description=_l("To sign in with. Nobody else sees it."),
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            InputRequired(_l("Type a password.")),
            Length(max=LONGEST_PASSWORD, message=_l("Use at most 256 characters.")),
        ],
        description=_l(
            "At least %(least)s characters. Four or five words that don't belong together are good.", least=SHORTEST_PASSWORD
        ),
    )

    known_words: tuple[str, ...] = ()

    def asking(self, invitation: OpenInvitation, known_words: tuple[str, ...]) -> "NewcomerForm":
        """The form for one link: one that was mailed is for the address that it went to."""
        self.known_words = (*known_words, invitation.email)
        if invitation.email:
            del self.email
        return self

    def validate_password(self, typed: PasswordField) -> None:
        """Long enough, and nothing that a stranger would try first."""
        own = ("email" in self and self.email.data) or ""
        problem = password_problem(typed.data or "", words_in(self.name.data or "", own, *self.known_words))
        problem = problem or (LEAKED if is_leaked(typed.data) else None)
        if problem is not None and not typed.errors:
            raise ValidationError(say(problem))


class JoinForm(Form):
    """Somebody who has an account joins one more organization: nothing but the button."""
