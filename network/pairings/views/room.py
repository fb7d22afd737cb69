"""The blueprint, and what several of its pages need to speak."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.web.forms import Form

blueprint = Blueprint("pairings", __name__, url_prefix="/pairings")
Page = str | Response | tuple[str, int]


def status_of(html: str) -> str | tuple[str, int]:
    """A form that is shown again after it was sent was refused."""
    return (html, 422) if request.method == "POST" else html


def insist_pressed() -> None:
    """For buttons without a form to show again. Raises Invalid."""
    if not Form().validate_on_submit():
        raise Invalid("form", words("This can't be read. Go back, load the page again, and press once more."))
