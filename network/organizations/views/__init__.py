"""Organizations as pages. Each module below registers its own on the blueprint."""

from flask import Blueprint

blueprint = Blueprint("organizations", __name__)

from network.organizations.views import (  # noqa: E402
    bars,
    contacts,
    directory,
    entry,
    exporting,
    importing,
    invitations,
    memberships,
    merging,
    preferences,
    services,
)

__all__ = [
    "bars",
    "blueprint",
    "contacts",
    "directory",
    "entry",
    "exporting",
    "importing",
    "invitations",
    "memberships",
    "merging",
    "preferences",
    "services",
]
