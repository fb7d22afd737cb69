"""The blueprint, and what several of its pages need to speak."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, request
from werkzeug.wrappers import Response

from network.kernel.refusals import Invalid
from network.kernel.words import Words, counted, words
from network.mentorship.queries.rounds import RoundView
from network.mentorship.rules.lifecycle import RoundState
from network.organizations.queries import say_day
from network.places.rules.clocks import MONTHS, clock_face
from network.web.forms import Form

blueprint = Blueprint("mentorship", __name__, url_prefix="/mentorship")

DAYS_IN_A_MONTH = 30.44
Said = Words | str
Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class PlanOf:
    """What the parts of the page need to know of the round."""

    id: UUID
    as_of: date
    is_open: bool
    is_published: bool


def plan_of(row: RoundView) -> PlanOf:
    """The same out of the whole."""
    return PlanOf(row.id, row.as_of, row.state is not RoundState.CLOSED, row.published_at is not None)


def day_of(at: datetime, zone_name: str) -> Words:
    """23 November 2026."""
    return say_day(at.astimezone(ZoneInfo(zone_name)).date())


def moment(at: datetime, zone_name: str) -> Words:
    """23 November at 9:41."""
    local = at.astimezone(ZoneInfo(zone_name))
    return words("%(day)s %(month)s at %(time)s", day=local.day, month=MONTHS[local.month - 1], time=clock_face(local))


def waited(since: date | None, until: date) -> Words | str:
    """28 months."""
    if since is None:
        return ""
    months = int((until - since).days / DAYS_IN_A_MONTH)
    return counted("%(num)s month", "%(num)s months", months) if months > 0 else words("less than a month")


def status_of(html: str) -> str | tuple[str, int]:
    """A form that is shown again after it was sent was refused."""
    return (html, 422) if request.method == "POST" else html


def insist_token(form: Form) -> None:
    """For buttons without a form to show again. Raises Invalid."""
    if not form.validate_on_submit():
        raise Invalid("form", words("This can't be read. Go back, load the page again, and press once more."))
