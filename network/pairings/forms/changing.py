"""What a browser may send to change a pairing, and to answer a check."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from network.pairings.commands import ChangeDraft
from network.pairings.rules.changes import Change
from network.pairings.rules.checks import ANSWER_WORDS, CheckAnswer
from network.settings.rules import Catalogue
from network.web.forms import ContestedForm, Day, Form, Text, WholeNumber, tidied_lines
from network.web.templates import say


class ChangeForm(ContestedForm):
    """A change; each takes the fields that its page shows."""

    day = Day(_l("Until when"), validators=[Optional()])
    why = SelectField(_l("Why it ends"), validate_choice=False)  # other changes show no reason; the command knows the list
    wants_again = BooleanField(_l("The side that learns wants another mentor: it takes its old place in line"))
    note = TextAreaField(_l("For coordinators alone"), filters=[tidied_lines], validators=[Optional(), Text(4_000)])
    is_silent = BooleanField(_l("Tell neither side"))

    def offer(self, lists: Catalogue) -> "ChangeForm":
        """Give the reasons."""
        offered = (SelectChoice(entry.code, entry.label) for entry in lists.offered("end_reason"))
        self.why.choices = [SelectChoice("", "–"), *offered]
        return self

    def to_draft(self, change: Change) -> ChangeDraft:
        """What was typed, as one value; what this change doesn't take is left out."""
        typed: dict[str, Any] = self.data
        ends = change is Change.END
        return ChangeDraft(
            change=change,
            day=typed["day"] if change in (Change.PAUSE, Change.EXTEND) else None,
            why=(typed["why"] or "") if ends else "",
            note=typed["note"] or "",
            wants_again=typed["wants_again"] and ends,
            is_silent=typed["is_silent"],
        )


class CheckForm(ContestedForm):
    """How it fits, and a word to the coordinators."""

    answer = RadioField(_l("How does it fit?"), validators=[InputRequired(_l("Choose one."))])
    note = TextAreaField(_l("Anything to tell the coordinators?"), filters=[tidied_lines], validators=[Optional(), Text(2_000)])

    def offer(self) -> "CheckForm":
        """The three answers."""
        self.answer.choices = [SelectChoice(answer.value, say(text)) for answer, text in ANSWER_WORDS.items()]
        return self

    def chosen(self) -> CheckAnswer:
        """The answer."""
        return CheckAnswer(self.answer.data)


class MentoringForm(Form):
    """How many the organization will mentor."""

    capacity = WholeNumber(
        _l("How many could you mentor?"),
        description=_l("0 if none, for now."),
        validators=[InputRequired(_l("Type a number, such as 1 or 0.")), NumberRange(0, 50, _l("Between 0 and 50."))],
    )
