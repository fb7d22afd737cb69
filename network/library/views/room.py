"""The blueprint, and what several of its pages need to speak."""

from flask import Blueprint
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.spaces.queries import SpaceLine
from network.spaces.rules import SpaceKind

blueprint = Blueprint("library", __name__, url_prefix="/library")
Page = str | Response | tuple[str, int]


def say_space(space: SpaceLine) -> str:
    """A space in words: everybody, a region, an organization, who shares a pairing or a circle."""
    names = ", ".join(space.names)
    said: dict[SpaceKind, str] = {
        SpaceKind.NETWORK: gettext("The whole network"),
        SpaceKind.COORDINATORS: gettext("Coordinators"),
        SpaceKind.PAIRING: gettext("Pairing: %(names)s", names=names),
        SpaceKind.CIRCLE: gettext("Circle: %(names)s", names=names),
    }
    return said.get(space.place.kind, names)
