"""The blueprint, and what several of its pages need to speak."""

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext
from werkzeug.wrappers import Response

from network.kernel.refusals import Denied
from network.library.queries.heads import head_of, leading
from network.policy import Permission
from network.spaces.queries import SpaceLine
from network.spaces.rules import SpaceKind
from network.web.gate import actor

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


def say_readers(space: SpaceLine) -> str:
    """Who reads what stands in a space, in a sentence."""
    names = ", ".join(space.names)
    said: dict[SpaceKind, str] = {
        SpaceKind.NETWORK: gettext("Everybody who belongs to the network."),
        SpaceKind.REGION: gettext("Organizations that serve %(names)s, its liaisons, and coordinators.", names=names),
        SpaceKind.ORGANIZATION: gettext("The people of %(names)s, and nobody else.", names=names),
        SpaceKind.COORDINATORS: gettext("Coordinators, and nobody else."),
    }
    shared: str = gettext("The people of %(names)s, and nobody else.", names=names)
    return said.get(space.place.kind, shared)


def insist(is_allowed: bool, permission: Permission) -> None:
    """For pages whose head says already what their reader may do. Raises Denied."""
    if not is_allowed:
        raise Denied(str(permission))


def acting(document_id: UUID) -> UUID:
    """The organization for which a button of a document's page was pressed. Raises NotFound where there is no such page."""
    head_of(actor(), document_id)
    found = leading(actor())
    if found is None:
        raise Denied(str(Permission.DOCUMENT_ENDORSE))
    return found
