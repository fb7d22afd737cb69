"""The blueprint, and what several of its pages need to speak."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, request
from werkzeug.wrappers import Response

from network.kernel.refusals import Invalid
from network.kernel.words import Words, words
from network.organizations.queries import say_day
from network.places.rules.clocks import clock_face
from network.web.forms import Form

blueprint = Blueprint("pairings", __name__, url_prefix="/pairings")
Page = str | Response | tuple[str, int]


def status_of(html: str) -> str | tuple[str, int]:
    """A form that is shown again after it was sent was refused."""
    return (html, 422) if request.method == "POST" else html


def insist_pressed(form: Form | None = None) -> None:
    """For buttons without a form to show again. Raises Invalid."""
    if not (form or Form()).validate_on_submit():
        raise Invalid("form", words("This can't be read. Go back, load the page again, and press once more."))


def day_of(at: datetime, zone_name: str) -> Words:
    """23 November 2026."""
    return say_day(at.astimezone(ZoneInfo(zone_name)).date())


def time_of(at: datetime, zone_name: str) -> str:
    """9:41."""
    return clock_face(at.astimezone(ZoneInfo(zone_name)))
