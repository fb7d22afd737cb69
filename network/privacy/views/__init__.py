"""Privacy as pages: what is said to everybody, own data, what administrators owe."""

from flask import Blueprint

blueprint = Blueprint("privacy", __name__, url_prefix="/privacy")

from network.privacy.views import duties, others, own, page  # noqa: E402

__all__ = ["blueprint", "duties", "others", "own", "page"]
