"""The blueprint, and what several of its pages need to speak."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint
from werkzeug.wrappers import Response

from network.places.rules.clocks import clock_face

blueprint = Blueprint("pairings", __name__, url_prefix="/pairings")
Page = str | Response | tuple[str, int]


def time_of(at: datetime, zone_name: str) -> str:
    """9:41."""
    return clock_face(at.astimezone(ZoneInfo(zone_name)))
