"""What a browser may say of offered changes."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from network.library.commands.offers import OfferDraft
from network.library.forms.reading import TextRead
from network.library.rules.offers import LONGEST_MESSAGE
from network.web.forms import Form, Once, Text, tidied_lines

TAKE, DECLINE = "take", "decline"


class OfferForm(Form):
    """Changes offered back."""

    new_id = Once()
    number = TextRead()
    message = TextAreaField(
        _l("A word to its keepers"),
        description=_l("Say which of your changes could help others too."),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Say what you offer.")), Text(LONGEST_MESSAGE)],
        render_kw={"rows": 5},
    )

    def to_draft(self) -> OfferDraft:
        """The offer as one value."""
        return OfferDraft(self.new_id.data, self.number.data or 0, self.message.data)


class AnswerOfferForm(Form):
    """The answer to an offer."""

    verdict = RadioField(
        _l("What do you do with it?"),
        choices=[
            SelectChoice(TAKE, _l("Take it up: begin a new draft out of it")),
            SelectChoice(DECLINE, _l("Decline it, with the reason")),
        ],
        validators=[InputRequired(_l("Choose what you do with it."))],
    )
    answer = TextAreaField(
        _l("Reason"),
        description=_l("Needed when you decline. Whoever offered it reads this."),
        filters=[tidied_lines],
        validators=[Optional(), Text(LONGEST_MESSAGE)],
        render_kw={"rows": 4},
    )
