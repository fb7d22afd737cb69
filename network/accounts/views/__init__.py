"""People and the door as pages. Each module below registers its own on the blueprint."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from network.accounts.views import (  # noqa: E402
    account,
    addresses,
    codes,
    devices,
    factors,
    people,
    recovery,
    sessions,
    step_up,
    terms,
)

__all__ = [
    "account",
    "addresses",
    "blueprint",
    "codes",
    "devices",
    "factors",
    "people",
    "recovery",
    "sessions",
    "step_up",
    "terms",
]
