"""What all forms share: where a refusal lands, and that what was typed stays."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_wtf import FlaskForm

from network.kernel.refusals import Invalid
from network.web.templates import say

T = TypeVar("T")


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose meaning errors land beside the field that they name, as its shape errors do."""

    form_errors: list[str]

    def refuse(self, refusal: Invalid) -> None:
        """Put a refusal beside its field, or above the form when the field isn't in it."""
        place = self._fields.get(refusal.field)
        if place is None:
            self.form_errors = [*self.form_errors, say(refusal.message)]
        else:
            place.errors = [*place.errors, say(refusal.message)]

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do it if the shape is right; a refusal is put where it belongs. None means that the form must be shown again."""
        if not self.validate_on_submit():
            return None
        try:
            return act()
        except Invalid as refusal:
            self.refuse(refusal)
            return None


def trimmed(value: Any) -> Any:
    """A filter for text fields: no space around what was typed."""
    return value.strip() if isinstance(value, str) else value
