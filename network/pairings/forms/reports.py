"""What a browser may send to ask for figures, to take them away and to issue a report."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from network.kernel.refusals import Invalid
from network.pairings.commands import ReportDraft
from network.pairings.rules.reports.periods import Period, insist_period, offered
from network.web.forms import Day, Form, Once, Text, WholeNumber, tidied_lines

USUAL = "fiscal"
OUTSIDE = "outside"
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    """The address of the figures: a period by its code or its days, and for whom. What can't be read is left out."""

    period: Period
    code: str
    is_outside: bool

    @classmethod
    def read(cls, asked: MultiDict[str, str], today: date) -> "FiguresAsked":
        """Out of an address, whoever wrote it."""
        known = dict(offered(today))
        is_outside = asked.get("for") == OUTSIDE
        typed = None if asked.get("period") in known else _typed(asked)
        if typed is not None:
            return cls(typed, next((code for code, period in known.items() if period == typed), ""), is_outside)
        code = asked.get("period", "")
        code = code if code in known else USUAL
        return cls(known[code], code, is_outside)


def _typed(asked: MultiDict[str, str]) -> Period | None:
    try:
        return insist_period(date.fromisoformat(asked.get("first", "")), date.fromisoformat(asked.get("last", "")))
    except (ValueError, Invalid):
        return None


class FigureFileForm(Form):
    """Which sort of file."""

    kind = StringField(default="csv", validators=[Text(4)])

    @property
    def sort(self) -> str:
        """CSV unless a workbook was asked for."""
        return "xlsx" if self.kind.data == "xlsx" else "csv"


class ReportForm(Form):
    """A report to issue."""

    new_id = Once()
    first = Day(_l("First day"), validators=[InputRequired(_l("Type the day."))])
    last = Day(_l("Last day"), validators=[InputRequired(_l("Type the day."))])
    reader = RadioField(
        _l("For whom?"),
        choices=[
            SelectChoice("inside", _l("For coordinators: all regions, all numbers")),
            SelectChoice(OUTSIDE, _l("For funders and others outside: small regions put together, small numbers hidden")),
        ],
        default="inside",
        validators=[InputRequired(_l("Choose one."))],
    )
    narrative = TextAreaField(
        _l("What happened, in your words"),
        filters=[tidied_lines],
        description=_l("No name, no place and no story by which somebody could be known."),
        validators=[Optional(), Text(8_000)],
    )
    target_ran = WholeNumber(_l("Pairings"), validators=[Optional(), NumberRange(0, MOST, _l("Between 0 and a million."))])
    target_sessions = WholeNumber(_l("Sessions"), validators=[Optional(), NumberRange(0, MOST, _l("Between 0 and a million."))])
    target_visits = WholeNumber(_l("Visits"), validators=[Optional(), NumberRange(0, MOST, _l("Between 0 and a million."))])
    target_hours = WholeNumber(
        _l("Hours of sessions"), validators=[Optional(), NumberRange(0, MOST, _l("Between 0 and a million."))]
    )

    def to_draft(self) -> ReportDraft:
        """What was typed, as one value."""
        typed: dict[str, Any] = self.data
        targets = {key: typed[f"target_{key}"] or 0 for key in ("ran", "sessions", "visits")}
        return ReportDraft(
            period=Period(typed["first"], typed["last"]),
            is_outside=typed["reader"] == OUTSIDE,
            narrative=typed["narrative"] or "",
            targets={**targets, "hours": 60 * (typed["target_hours"] or 0)},
            id=typed["new_id"],
        )
