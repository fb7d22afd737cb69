"""Numbers and days as people type them, and what to say when they can't be read."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from wtforms import DateField, IntegerField

MOST_DIGITS = 9  # more is a slip of the hand, and no column holds it
LONGEST_SAID = 40  # characters of what was typed


class WholeField(IntegerField):  # type: ignore[misc]
    """A whole number."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep what was typed, and say how to mend it."""
        try:
            if valuelist and len(valuelist[0].strip()) > MOST_DIGITS:
                raise ValueError
            super().process_formdata(valuelist)
        except ValueError:
            typed = valuelist[0][:LONGEST_SAID]
            raise ValueError(gettext("Type a whole number, such as 2. You typed “%(text)s”.", text=typed)) from None


class DayField(DateField):  # type: ignore[misc]
    """A day."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep what was typed, and say how to mend it."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            typed = valuelist[0][:LONGEST_SAID]
            raise ValueError(gettext("Type a day, such as 2026-11-23. You typed “%(text)s”.", text=typed)) from None
