"""What a browser may send to take the directory away."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from network.web.forms import Form


class ExportForm(Form):
    """Which sort of file."""

    kind = RadioField(
        _l("Sort of file"), choices=[("xlsx", _l("Excel workbook (XLSX)")), ("csv", _l("Plain table (CSV)"))], default="xlsx"
    )
