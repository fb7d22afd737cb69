"""How templates are run: as Jinja runs them, without what it asks anew at every call and at every import.

A page makes hundreds of calls of macros and of `_`. Nothing here changes what a template may do or what it shows.
"""

import re
from collections.abc import Callable, MutableMapping
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from flask.templating import Environment
from jinja2.runtime import Context, Macro
from markupsafe import Markup

PLAIN = frozenset({FunctionType, MethodType, BuiltinFunctionType, partial})
PASSED_ON = "jinja_pass_arg"
"""What Jinja writes on a function that wants the context, or a part of it, as its first argument."""
UNSEEN = ("_loop_vars", "_block_vars")
"""What Jinja hands to such functions beside their own arguments."""


class PageContext(Context):
    """A context that calls macros, functions and methods at once; any other callable goes Jinja's own way."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805  an argument may have any name
        kind = type(__obj)
        if kind is Macro:
            return __obj(__self.eval_ctx, *args, **_own(kwargs))
        if kind in PLAIN and not hasattr(__obj, PASSED_ON):
            return __obj(*args, **_own(kwargs))
        return super().call(__obj, *args, **kwargs)


FRAME = re.compile(r'(?:(?<=\n)[ \t]+)?\{% include "(layouts/_\w+\.html)" %\}\n?')
"""A piece of the frame, with the white space around it that Jinja leaves out."""


class PageEnvironment(Environment):
    """Flask's environment. Its globals are complete before the first template is read, so each template gets them as they are.

    The pieces of the frame are read into the page that includes them: every page has ten, and an include looks its template up
    and copies all values.
    """

    context_class = PageContext

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        return FRAME.sub(self._piece, super().preprocess(source, name, filename))

    def _piece(self, match: re.Match[str]) -> str:
        assert self.loader is not None
        piece = self.loader.get_source(self, match.group(1))[0]
        return FRAME.sub(self._piece, piece.removesuffix("\n"))

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def speaking(translated: Callable[[str], str]) -> Callable[..., Markup]:
    """What `_` is in templates: the sentence in the reader's language, its values escaped as they are put in."""

    def _(message: str, /, **values: Any) -> Markup:
        return Markup(translated(message)) % values  # noqa: S704  our own sentences; the values are escaped

    return _


def _own(kwargs: dict[str, Any]) -> dict[str, Any]:
    if kwargs:
        for name in UNSEEN:
            kwargs.pop(name, None)
    return kwargs
