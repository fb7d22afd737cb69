"""What a browser may ask of the journal."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, SearchField, SelectField
from wtforms.fields import SelectChoice

from network.audit.queries import Filters, kinds
from network.kernel.words import Words
from network.web.forms import Form as PostedForm
from network.web.forms import tidied


class FilterForm(Form):  # type: ignore[misc]
    """What narrows the journal. Anything that can't be read narrows nothing."""

    who = SearchField(_l("Who"), filters=[tidied, lambda text: (text or "")[:200]])
    kind = SelectField(_l("What"), validate_choice=False)
    since = DateField(_l("From"))
    until = DateField(_l("Until"))
    about = SearchField(_l("About (an id)"), filters=[tidied, lambda text: (text or "")[:36]])

    def offer(self, say: Callable[[Words], str]) -> "FilterForm":
        """Give the list of kinds its choices."""
        known = kinds()
        self.kind.choices = [SelectChoice("", gettext("All")), *(SelectChoice(code, say(text)) for code, text in known)]
        self.kind.data = self.kind.data if self.kind.data in dict(known) else ""
        return self

    def chosen(self) -> dict[str, str]:
        """What narrows, as an address says it."""
        about = self._about()
        found = {
            "who": self.who.data,
            "kind": self.kind.data,
            "since": _day(self.since.data),
            "until": _day(self.until.data),
            "about": str(about) if about else "",
        }
        return {name: text for name, text in found.items() if text}

    def to_filters(self, zone: str) -> Filters:
        """The same as the query wants it."""
        return Filters(self.who.data, self.kind.data, self.since.data, self.until.data, self._about(), zone)

    def shown(self, name: str) -> str:
        """What was chosen in a field, in words."""
        if name == "kind":
            return next(str(choice.label) for choice in self.kind.choices if choice.value == self.kind.data)
        return self.chosen()[name]

    def _about(self) -> UUID | None:
        try:
            return UUID(self.about.data)
        except ValueError:
            return None


class PressForm(PostedForm):
    """A button."""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
