"""The search as pages."""

from flask import Blueprint

blueprint = Blueprint("search", __name__, url_prefix="/search")

from network.search.views import finding, synonyms  # noqa: E402, F401
