"""Yes or no to a proposal, by a lead herself or told by phone."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined,unused-ignore]
from wtforms.validators import AnyOf, DataRequired, InputRequired

from network.mentorship.commands import AnswerDraft, PhoneAnswerDraft
from network.mentorship.forms.fields import DayField
from network.mentorship.rules.lifecycle import SAID_HOW
from network.pairings.rules.states import Side
from network.web.forms import Form, Text, tidied, tidied_lines
from network.web.templates import say

ANSWERS = [SelectChoice(value="yes", label=_l("Yes")), SelectChoice(value="no", label=_l("No"))]


class AnswerForm(Form):
    """A side's own answer; the pressed button says which."""

    side = HiddenField(validators=[AnyOf(list(Side))])
    answer = HiddenField(validators=[AnyOf(["yes", "no"])])
    reason = TextAreaField(
        _l("Why not"),
        description=_l("Only coordinators read this. The other side reads “not this time”."),
        filters=[tidied_lines],
        validators=[Text(2_000)],
    )

    def to_draft(self) -> AnswerDraft:
        """The answer; a yes needs no reason."""
        is_yes = self.answer.data == "yes"
        return AnswerDraft(is_yes=is_yes, reason="" if is_yes else self.reason.data or "")


class PhoneForm(Form):
    """An answer that somebody gave to a coordinator."""

    answer = RadioField(_l("What did they say?"), choices=ANSWERS, validators=[InputRequired(_l("Choose yes or no."))])
    said_by = StringField(
        _l("Who said it"),
        filters=[tidied],
        validators=[DataRequired(_l("Write who said it.")), Text(120)],
    )
    said_on = DayField(_l("On which day"), validators=[InputRequired(_l("Choose a day, such as 2026-11-23."))])
    said_how = RadioField(
        _l("How"),
        default="phone",
        validators=[InputRequired(_l("Choose how it was said."))],
    )
    reason = TextAreaField(
        _l("What they gave as a reason"),
        description=_l("Only coordinators read this."),
        filters=[tidied_lines],
        validators=[Text(2_000)],
    )

    def worded(self) -> "PhoneForm":
        """With the ways in the reader's words."""
        self.said_how.choices = [SelectChoice(value=code, label=say(text)) for code, text in SAID_HOW.items()]
        return self

    def to_draft(self) -> PhoneAnswerDraft:
        """The answer with who gave it, when and how."""
        return PhoneAnswerDraft(
            is_yes=self.answer.data == "yes",
            said_by=self.said_by.data,
            said_on=self.said_on.data,
            said_how=self.said_how.data,
            reason=self.reason.data or "",
        )
