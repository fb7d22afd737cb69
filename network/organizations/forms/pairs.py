"""What a browser may send about two organizations: keep them apart, or make one of them."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from network.organizations.queries import Choice
from network.web.forms import Form, Text, tidied_lines


class BarForm(Form):
    """Two that must not be paired."""

    other_id = RadioField(_l("Not to be paired with"), validators=[InputRequired(_l("Choose an organization."))])
    reason = TextAreaField(
        _l("Why"), filters=[tidied_lines], validators=[Text(1_000)], description=_l("Coordinators alone read this.")
    )

    def offer(self, others: Iterable[Choice]) -> "BarForm":
        """Give the organizations that were found."""
        self.other_id.choices = [SelectChoice(str(one.id), f"{one.name}, {one.community}") for one in others]
        return self


class PreferenceForm(Form):
    """Somebody to work with."""

    other_id = RadioField(_l("Would like to work with"), validators=[InputRequired(_l("Choose an organization."))])

    def offer(self, others: Iterable[Choice]) -> "PreferenceForm":
        """Give the organizations that were found."""
        self.other_id.choices = [SelectChoice(str(one.id), f"{one.name}, {one.community}") for one in others]
        return self


class MergeForm(Form):
    """Which values are taken from the entry that goes."""

    from_other = SelectMultipleField(validate_choice=False)
