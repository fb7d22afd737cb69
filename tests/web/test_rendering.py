"""Templates are run quicker than Jinja runs them, and show the same."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.exceptions import UndefinedError

from network.web.rendering import speaking

SOURCES = (
    "{% macro one(a, b=2, caller=none) %}{{ a }}-{{ b }}-{{ caller() if caller else '' }}{% endmacro %}"
    "{{ one(1) }} {{ one('<', b='>') }} {% call one(3) %}<b>{% endcall %}",
    "{% macro all(a) %}{{ a }} {{ kwargs }} {{ varargs }}{% endmacro %}{{ all(1, 2, x=3) }}",
    "{% for each in [1, 2] %}{{ seen() }}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{{ text.upper() }} {{ add(1) }} {{ thing(2) }} {{ '%s'|format('<') }} {{ range(3)|list }}",
    "{% set kept %}<i>{% endset %}{{ kept }}{{ '<i>' }}",
)


class Thing:
    def __call__(self, number: int) -> int:
        return number + 10


@pass_context
def seen(context: Any) -> str:
    return "".join(sorted(name for name in context.get_all() if name in ("text", "each")))


@pytest.mark.parametrize("source", SOURCES)
def test_a_template_shows_what_jinja_shows(app: Flask, source: str) -> None:
    values = {"text": "a<", "add": partial(lambda a, b: a + b, 5), "thing": Thing(), "seen": seen}
    plain = Environment(autoescape=True, undefined=StrictUndefined)
    ours = app.jinja_env.overlay(autoescape=True)
    assert ours.from_string(source).render(values) == plain.from_string(source).render(values)


def test_a_name_that_is_nothing_is_an_error(app: Flask) -> None:
    for source in ("{{ nothing }}", "{{ nothing() }}", "{% macro one(a) %}{{ a }}{% endmacro %}{{ one() }}"):
        with pytest.raises(UndefinedError):
            app.jinja_env.from_string(source).render()


@pytest.mark.parametrize(
    "page",
    [
        'a\n{% include "layouts/_one.html" %}\nb',
        'a\n  {% include "layouts/_one.html" %}\n\nb',
        '<p>{% include "layouts/_one.html" %}</p>\n{% if x %}{% include "layouts/_two.html" %}{% endif %}\nb',
        '{% include "layouts/_two.html" %}{% include "layouts/_one.html" %}\n',
        '{% include "layouts/_two.html" %}',
    ],
)
def test_a_piece_of_the_frame_shows_the_same_where_it_is_read_in(app: Flask, page: str) -> None:
    """Jinja's own include beside ours, white space too."""
    pieces = {
        "layouts/_one.html": "{# What it is. #}\n<i>{{ x }}</i>\n",
        "layouts/_two.html": '{% if x %}\n<b>\n{% include "layouts/_one.html" %}\n</b>\n{% endif %}\n',
        "page.html": page,
    }
    options: dict[str, Any] = {"loader": DictLoader(pieces), "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    ours, plain = app.jinja_env.overlay(**options), Environment(**options)
    assert ours.get_template("page.html").render(x="<1>") == plain.get_template("page.html").render(x="<1>")
    assert "include" not in ours.preprocess(page)


def test_values_of_a_sentence_are_escaped_and_the_sentence_is_not() -> None:
    _ = speaking(lambda message: message)
    assert _("%(name)s <b>&amp;</b>", name="<script>") == "&lt;script&gt; <b>&amp;</b>"
    assert _("50%% of it") == "50% of it"
