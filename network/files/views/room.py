"""The blueprint."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("files", __name__, url_prefix="/files")
Page = str | Response | tuple[str, int]
