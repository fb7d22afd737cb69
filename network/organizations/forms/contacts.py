"""What a browser may send to note a contact."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from network.kernel import clock
from network.organizations.commands import ContactDraft
from network.settings.rules import Catalogue
from network.web.forms import Day, Form, Text, tidied, tidied_lines


class ContactForm(Form):
    """A contact: when, how, what was said, what comes next."""

    contacted_on = Day(_l("When"), default=clock.today, validators=[InputRequired(_l("Type the day."))])
    how = SelectField(_l("How"))
    note = TextAreaField(_l("What was said"), filters=[tidied_lines], validators=[Text(4_000)])
    next_step = StringField(_l("Next step"), filters=[tidied], validators=[Text(300)])
    next_on = Day(_l("By when"), validators=[Optional()])

    def offer(self, lists: Catalogue) -> "ContactForm":
        """Give the ways of the network."""
        self.how.choices = [SelectChoice(entry.code, entry.label) for entry in lists.offered("way")]
        return self

    def to_draft(self) -> ContactDraft:
        """What was typed, as one value."""
        typed: dict[str, Any] = self.data
        return ContactDraft(**{name: typed[name] for name in ("contacted_on", "how", "note", "next_step", "next_on")})
