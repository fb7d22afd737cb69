"""Parts of pages that are kept by the values that they are made of.

A part sees its values and nothing else: no request, no session, no actor, no token. The same values give the same text, so a
text that is kept can be neither out of date nor somebody else's. What is kept is bounded, and goes with the process.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

from flask import request
from jinja2 import Environment
from markupsafe import Markup

from network.web.language import language

MOST_KEPT = 4 * 1024 * 1024
"""Characters in all; a page's largest part has some forty thousand."""
ALLOWED = frozenset({"_", "gettext", "ngettext", "say", "asset", "url_for", "range", "dict", "namespace"})
"""Of the templates' globals, those whose answer depends on their arguments, the language and the address of the site alone."""


class Parts:
    """Renders parts, and keeps those that were asked for last."""

    def __init__(self, environment: Environment, most: int = MOST_KEPT) -> None:
        self._most = most
        self._environment = environment.overlay()
        self._environment.globals = {name: value for name, value in environment.globals.items() if name in ALLOWED}
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __call__(self, sheet: str, /, **values: Hashable) -> Markup:
        """The part of this template and these values, each of which must be one that can't change."""
        key = (sheet, language(), request.script_root, *values.items())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = Markup(self._environment.get_template(sheet).render(values))  # noqa: S704  a template's own text
        self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: Markup) -> None:
        with self._lock:
            self._size += len(made) - len(self._kept.get(key, ""))
            self._kept[key] = made
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])

    def forget(self) -> None:
        """Drop all that is kept: for measuring what a part costs when it is made."""
        with self._lock:
            self._kept.clear()
            self._size = 0


def parts_of(app: Any) -> Parts:
    """The parts of an application."""
    found: Parts = app.extensions["parts"]
    return found
