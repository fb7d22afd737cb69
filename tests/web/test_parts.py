"""Parts of pages are kept by the values that they are made of, and see nothing else."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask_babel import force_locale
from jinja2 import DictLoader
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from network.kernel.actor import Role
from network.organizations import commands
from network.web.parts import Parts
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, make_person

SHEETS = {
    "greets.html": "<p>{{ name }}, {{ _('sign out') }}</p>",
    "counts.html": "{{ counter() }} {{ name }}",
    "token.html": "{{ csrf_token() }}",
    "who.html": "{{ actor.name }}",
    "asks.html": "{{ request.path }}",
    "keeps.html": "{{ session }}{{ g }}",
}


class Counter:
    """Tells how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        return self.asked


@pytest.fixture
def parts(app: Flask) -> Parts:
    """Parts of sheets of our own."""
    return Parts(app.jinja_env.overlay(loader=DictLoader(SHEETS), cache_size=50))


def test_a_part_is_made_once_for_the_same_values(app: Flask, parts: Parts) -> None:
    counter = Counter()
    with app.test_request_context("/"):
        first = parts("counts.html", counter=counter, name="Ada")
        assert parts("counts.html", counter=counter, name="Ada") is first
        assert parts("counts.html", counter=counter, name="Bea") == "2 Bea"
        parts.forget()
        assert parts("counts.html", counter=counter, name="Ada") == "3 Ada"


def test_values_are_escaped_and_the_text_is_markup(app: Flask, parts: Parts) -> None:
    with app.test_request_context("/"):
        made = parts("greets.html", name="<script>")
    assert isinstance(made, Markup)
    assert made == "<p>&lt;script&gt;, sign out</p>"


def test_each_language_and_each_address_of_the_site_has_its_own(app: Flask, parts: Parts) -> None:
    counter = Counter()
    with app.test_request_context("/"):
        parts("counts.html", counter=counter, name="Ada")
    with app.test_request_context("/"), force_locale("fr_CA"):
        assert parts("counts.html", counter=counter, name="Ada") == "2 Ada"
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/below"}):
        assert request.script_root == "/below"
        assert parts("counts.html", counter=counter, name="Ada") == "3 Ada"


@pytest.mark.parametrize("name", ["token.html", "who.html", "asks.html", "keeps.html"])
def test_a_part_knows_nothing_of_who_reads(app: Flask, parts: Parts, name: str) -> None:
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        parts(name, name="Ada")


def test_a_value_that_can_change_is_refused(app: Flask, parts: Parts) -> None:
    with app.test_request_context("/"), pytest.raises(TypeError):
        parts("greets.html", name=["Ada"])  # type: ignore[arg-type]


def test_what_is_kept_is_bounded(app: Flask) -> None:
    parts, counter = Parts(app.jinja_env.overlay(loader=DictLoader(SHEETS), cache_size=50), most=100), Counter()
    with app.test_request_context("/"):
        for number in range(20):
            parts("counts.html", counter=counter, name=f"name {number:03}")
        assert parts("counts.html", counter=counter, name="name 019") == "20 name 019"
        assert parts("counts.html", counter=counter, name="name 000") == "21 name 000"


def test_a_change_is_seen_at_once(app: Flask, sign_in: Callable[..., FlaskClient]) -> None:
    load_default_lists()
    made = make_organization("Harbour House", confirmed_on=date(2026, 1, 1))
    client = sign_in(make_person("Maren", role=Role.COORDINATOR))
    address = f"/organizations/{made}"
    assert "Can mentor" not in client.get(address).text
    commands.set_capacity(coordinator(), made, 3)
    assert "Can mentor" in client.get(address).text
    assert '<td role="cell" class="n half" data-label="Can mentor"><span>3</span></td>' in client.get("/organizations").text
