"""What a browser may send to take the directory away."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined,unused-ignore]

from network.web.forms import Form


class ExportForm(Form):
    """Which sort of file."""

    kind = RadioField(
        _l("Sort of file"),
        choices=[
            SelectChoice(value="xlsx", label=_l("Excel workbook (XLSX)")),
            SelectChoice(value="csv", label=_l("Plain table (CSV)")),
        ],
        default="xlsx",
    )
