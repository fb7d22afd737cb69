"""Forms to show every field with, untouched and sent too early."""

from dataclasses import dataclass, fields

from markupsafe import Markup
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

from network.files.forms import UploadField
from network.markdown import Row, Skipped, compared, rendered, shortened
from tests.components.stage import environment

TEXT = """## Before the first night

Two of us go to the motel together[^1]. *Nobody* goes **alone**.

1. Tell the office when you go.
2. Call when you are back.

- [x] Telephone charged
- [ ] Somebody knows

| Who | Rings at |
|---|--:|
| The office | 21:00 |
| The lead | 23:00 |

> It takes ten minutes. [The sheet](https://guide.example/sheet) helps.

[^1]: Three in winter.
"""
LATER = (
    TEXT.replace("Two of us go", "Two or three of us walk")
    .replace("- [ ] Somebody knows\n", "")
    .replace("> It", "## After\n\n> It")
)


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

    attached = UploadField("A file beside it")
    practice = TextAreaField("The practice", [Optional()], description="What works, in your own words.")

    def validate_practice(self, field: TextAreaField) -> None:
        """A text that names a place is refused."""
        if "motel" in (field.data or ""):
            raise ValidationError("Leave out the name of the place.")

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
    preview: Markup
    laid_out: Markup
    changes: tuple[Row | Skipped, ...]


def samples() -> Samples:
    """A form as it comes, the same one refused, and a filter."""
    wrong = LogSessionForm(
        MultiDict(
            {
                "wrong-hours": "an hour and a half",
                "wrong-note": "Ordered <b>paper</b> for it",
                "wrong-weight": "400",
                "wrong-practice": TEXT,
            }
        ),
        prefix="wrong-",
    )
    wrong.validate()
    return Samples(
        LogSessionForm(),
        wrong,
        FindForm(prefix="find-"),
        rendered(TEXT, within="preview", top=3),
        rendered(TEXT, top=3),
        shortened(compared(TEXT, LATER)),
    )


def show_guide() -> str:
    """The style guide."""
    shown = samples()
    return (
        environment()
        .get_template("style_guide/show.html")
        .render({each.name: getattr(shown, each.name) for each in fields(shown)})
    )
