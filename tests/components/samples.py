"""Forms to show every field with, untouched and sent too early."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FileField,
    Form,
    IntegerField,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget


class LogSessionForm(Form):  # type: ignore[misc]
    """Each sort of field once."""

    name = StringField("Your name", [InputRequired("Type your name.")], description="As your organization knows you.")
    hours = DecimalField("How long, in hours?", [InputRequired("Type a number, such as 1.5.")], description="Without travel.")
    met_on = DateField("When did you meet?", [Optional()])
    region = SelectField("Region", choices=["Northwest", "Northeast"])
    how = RadioField("How did you meet?", [InputRequired("Choose one.")], choices=["Video", "Phone", "Visit"])
    topics = SelectMultipleField(
        "Which goals did you work on?",
        choices=["A sheet that we can keep up", "Night outreach"],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description="As many as you like.",
    )
    shared = BooleanField(
        "Other people use this device", [InputRequired("Say yes to go on.")], description="Nothing is kept here."
    )
    sheet = FileField("Spreadsheet", [Optional()], description="CSV or XLSX, up to 20 MB.")
    note = TextAreaField("Anything to remember?", [Optional()])
    weight = IntegerField("Topics that match", [NumberRange(0, 1000)], default=400)

    def validate_topics(self, field: SelectMultipleField) -> None:
        """Nothing chosen is refused, to show a group with an error."""
        if not field.data:
            raise ValidationError("Choose one at least.")

    def validate_note(self, field: TextAreaField) -> None:
        """A longer text is refused."""
        if len(field.data or "") > 20:
            raise ValidationError("Say it in 20 letters. <b>You</b> typed more.")


class FindForm(Form):  # type: ignore[misc]
    """A filter over a list."""

    q = SearchField("Name or place")
    tier = SelectField("Tier", choices=["All", "3", "2", "1"])


@dataclass(frozen=True)
class Samples:
    """What the style guide takes."""

    form: LogSessionForm
    wrong: LogSessionForm
    found: FindForm


def samples() -> Samples:
    """A form as it comes, the same one refused, and a filter."""
    wrong = LogSessionForm(
        MultiDict({"wrong-hours": "an hour and a half", "wrong-note": "Ordered <b>paper</b> for it", "wrong-weight": "400"}),
        prefix="wrong-",
    )
    wrong.validate()
    return Samples(form=LogSessionForm(), wrong=wrong, found=FindForm(prefix="find-"))
