"""People and the door as pages. Each module below registers its own on the blueprint."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from network.accounts.views import account, codes, devices, factors, people, sessions, step_up, terms  # noqa: E402

__all__ = ["account", "blueprint", "codes", "devices", "factors", "people", "sessions", "step_up", "terms"]
