"""What a browser may send of a text's way: how far it was read, until when, why, and that it still holds."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Regexp

from network.library.commands import ConfirmationDraft
from network.library.rules.life import LONGEST_REASON
from network.web.forms import Day, Form, Once, Text, tidied_lines

NOBODY = "network"


class SeenForm(Form):
    """How far the text was read: `seen` is its revision."""

    seen = HiddenField(validators=[InputRequired(), Regexp(r"\d{1,9}\Z")])

    @property
    def revision(self) -> int:
        """The revision that was read."""
        return int(self.seen.data)


class ApproveForm(SeenForm):
    """That a text comes into force."""


class ConsultForm(SeenForm):
    """Until when comments are asked for."""

    until = Day(
        _l("Comments until"),
        description=_l("Three weeks is usual. Many meet once a month only."),
        validators=[InputRequired(_l("Choose a day, such as 2027-05-31."))],
    )


class WhyForm(SeenForm):
    """Why a text goes back."""

    why = TextAreaField(
        _l("What should be different"),
        description=_l("Its writers read this. Speak of the text, never of people."),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Say why, in a sentence.")), Text(LONGEST_REASON)],
    )


class WithdrawForm(Form):
    """Why a document holds no more."""

    why = TextAreaField(
        _l("Why it holds no more"),
        description=_l("It stands at the top of the document from now on. Say also where to look instead."),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Say why, in a sentence.")), Text(LONGEST_REASON)],
    )


class ConfirmForm(Form):
    """That the text in force still holds."""

    new_id = Once()
    number = HiddenField(validators=[InputRequired(), Regexp(r"\d{1,4}\Z")])
    organization_id = SelectField(_l("For whom you say so"))
    review_on = Day(_l("When it is looked through again"), validators=[InputRequired(_l("Choose a day, such as 2027-05-31."))])
    note = TextAreaField(
        _l("Note"),
        description=_l("For example: what you compared it with."),
        filters=[tidied_lines],
        validators=[Text(300)],
    )

    def offer(self, own: Iterable[tuple[UUID, str]], network: str) -> "ConfirmForm":
        """Give her organizations; who has none speaks for the network."""
        mine = [SelectChoice(str(id), name) for id, name in own]
        self.organization_id.choices = mine or [SelectChoice(NOBODY, network)]
        return self

    def to_draft(self) -> ConfirmationDraft:
        """What was said as one value."""
        chosen = self.organization_id.data
        return ConfirmationDraft(
            id=self.new_id.data,
            number=int(self.number.data),
            review_on=self.review_on.data,
            organization_id=None if chosen == NOBODY else UUID(chosen),
            note=" ".join((self.note.data or "").split()),
        )
