"""What a browser may send about own data."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from network.privacy.rules.duties import Asked, WhyLonger
from network.web.forms import Day, Form, Once, Text, tidied, tidied_lines


class ExportForm(Form):
    """Which sort of file."""

    kind = SelectField(
        _l("File"),
        choices=[
            SelectChoice("json", _l("JSON: for another program")),
            SelectChoice("csv", _l("CSV: for a spreadsheet")),
        ],
    )


class EraseForm(Form):
    """That she means it."""

    is_meant = BooleanField(
        _l("I know that this can't be undone"), validators=[InputRequired(_l("Tick this box if you want to go on."))]
    )


class RequestForm(Form):
    """A request as it came in."""

    new_id = Once()
    kind = SelectField(_l("What she asks for"), choices=[SelectChoice(value=each.value, label=each.value) for each in Asked])
    received_on = Day(_l("Came on"), validators=[InputRequired(_l("Type the day."))])
    who = StringField(
        _l("Who, and how to reach her"),
        description=_l("Sealed. Ask how it is safe to reach her."),
        filters=[tidied],
        validators=[InputRequired(_l("Say who it is.")), Text(300)],
    )
    note = TextAreaField(
        _l("What she said"), description=_l("Sealed."), filters=[tidied_lines], validators=[Optional(), Text(4_000)]
    )


class AnswerForm(Form):
    """How a request was answered."""

    answered_on = Day(_l("Answered on"), validators=[InputRequired(_l("Type the day."))])
    note = TextAreaField(_l("What she said, and what was answered"), filters=[tidied_lines], validators=[Optional(), Text(4_000)])


class ExtendForm(Form):
    """Why an answer takes longer."""

    why = SelectField(_l("Why it takes longer"), choices=[SelectChoice(value=each.value, label=each.value) for each in WhyLonger])
    is_told = BooleanField(
        _l("She was told: the reason, the new day, and where she can complain"),
        validators=[InputRequired(_l("Tell her first. Then tick this box."))],
    )


class EraseSomebodyForm(Form):
    """Asking a second administrator to erase somebody."""

    reason = TextAreaField(
        _l("How did she ask, and how do you know that it was she?"),
        description=_l("The second administrator reads it. It is deleted with the account."),
        filters=[tidied_lines],
        validators=[InputRequired(_l("Say how she asked, and how you know that it was she.")), Text(1_000)],
    )
    is_meant = BooleanField(
        _l("I know that this can't be undone"), validators=[InputRequired(_l("Tick this box if you want to go on."))]
    )


class NoticeForm(Form):
    """That data got out, or may have."""

    new_id = Once()
    noticed_on = Day(_l("Noticed on"), validators=[InputRequired(_l("Type the day."))])
    what = TextAreaField(
        _l("What happened"),
        description=_l("Sealed. What, whose, how many, since when, who may have it."),
        filters=[tidied_lines],
        validators=[InputRequired(_l("Say what happened.")), Text(4_000)],
    )


class IncidentForm(Form):
    """What is known of an incident by now."""

    what = TextAreaField(
        _l("What happened"), filters=[tidied_lines], validators=[InputRequired(_l("Say what happened.")), Text(4_000)]
    )
    done = TextAreaField(_l("What was done"), filters=[tidied_lines], validators=[Optional(), Text(4_000)])
    stopped_on = Day(_l("Stopped on"), validators=[Optional()])
    people_told_on = Day(_l("People told on"), validators=[Optional()])
    commissioner_told_on = Day(_l("Commissioner told on"), validators=[Optional()])
    is_closed = BooleanField(_l("All is done: close it"))
