"""What a browser may send to take pairings away."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined,unused-ignore]

from network.pairings.commands import Exported
from network.web.forms import Form


class PairingsExportForm(Form):
    """What, and as which sort of file."""

    what = RadioField(
        _l("What"),
        choices=[
            SelectChoice(Exported.PAIRINGS.value, _l("Pairings: both sides, state, days")),
            SelectChoice(Exported.SESSIONS.value, _l("Sessions: days, ways, lengths, topics, travel")),
        ],
        default=Exported.PAIRINGS.value,
    )
    kind = RadioField(
        _l("Sort of file"),
        choices=[SelectChoice("xlsx", _l("Excel workbook (XLSX)")), SelectChoice("csv", _l("Plain table (CSV)"))],
        default="xlsx",
    )
