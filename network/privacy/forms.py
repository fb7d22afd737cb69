"""What a browser may send about own data."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from network.web.forms import Form


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
