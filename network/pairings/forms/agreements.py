"""What a browser may send of an agreement: a text for each part, and the day of the review."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Regexp

from network.pairings.commands import AgreementDraft
from network.pairings.rules.agreements import LONGEST, SECTIONS
from network.pairings.rules.states import Side
from network.web.forms import ContestedForm, Day, Form, Text, tidied_lines
from network.web.templates import say


class TextsForm(ContestedForm):
    """The parts of an agreement, each under its own name. `based_on` is the version that was read.

    `is_newer`: somebody wrote another meanwhile.
    """

    based_on = HiddenField(validators=[InputRequired(), Regexp(r"\d{1,4}\Z")])
    is_newer = False

    def based_anew(self, version: int) -> None:
        """She sees that there is a newer one, and may save hers over it."""
        self.is_newer, self.based_on.data = self.based_on.data != str(version), str(version)

    @property
    def texts(self) -> dict[str, str]:
        """The parts as they were typed."""
        return {code: self._fields[code].data or "" for code in SECTIONS}

    def worded(self, texts: Mapping[str, str]) -> "TextsForm":
        """With the names of the parts in the reader's words."""
        for code, title in SECTIONS.items():
            self._fields[code].label.text = say(title)
            if self._fields[code].data is None:
                self._fields[code].data = texts.get(code, "")
        return self


class AgreementForm(TextsForm):
    """A version of a pairing's agreement."""

    review_on = Day(
        _l("When we look at it again"),
        description=_l("Half a year from now is usual."),
        validators=[InputRequired(_l("Choose a day, such as 2027-05-31."))],
    )

    def to_draft(self) -> AgreementDraft:
        """The version as one value."""
        return AgreementDraft(texts=self.texts, review_on=self.review_on.data or date.min, based_on=int(self.based_on.data))


class SignForm(Form):
    """For which side it is signed."""

    side = HiddenField(validators=[AnyOf(list(Side))])


def _parts(kind: type[TextsForm]) -> type[TextsForm]:
    fields = {code: TextAreaField(code, filters=[tidied_lines], validators=[Text(LONGEST)]) for code in SECTIONS}
    return type(kind.__name__, (kind,), fields)


_AGREEMENT, _TEMPLATE = _parts(AgreementForm), _parts(TextsForm)


def agreement_form(texts: Mapping[str, str], review_on: date, based_on: int) -> AgreementForm:
    """The form of a version, filled with these texts."""
    made = _AGREEMENT(review_on=review_on, based_on=based_on, data=dict(texts)).worded(texts)
    assert isinstance(made, AgreementForm)
    return made


def template_form(texts: Mapping[str, str], based_on: int) -> TextsForm:
    """The form of what new agreements begin with."""
    return _TEMPLATE(based_on=based_on, data=dict(texts)).worded(texts)
