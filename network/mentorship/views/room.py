"""The blueprint, and what several of its pages need to speak."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint
from werkzeug.wrappers import Response

from network.kernel.words import Words, counted, words
from network.mentorship.queries.rounds import RoundView
from network.mentorship.rules.lifecycle import RoundState
from network.places.rules.clocks import MONTHS, clock_face

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
