"""What a browser may ask of the directory."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, SearchField, SelectField
from wtforms.fields import SelectChoice

from network.organizations.queries import Filters, Shown
from network.places.queries import RegionView
from network.settings.rules import Catalogue
from network.web.forms import tidied

LISTS: Mapping[str, str] = {
    "kind": "org_kind",
    "mandate": "org_mandate",
    "status": "org_status",
    "teaches": "topic",
    "wants": "topic",
}


class DirectoryForm(Form):  # type: ignore[misc]
    """What narrows the directory. Anything that isn't on a list narrows nothing."""

    q = SearchField(_l("Name or community"), filters=[tidied, lambda text: (text or "")[:200]])
    region = SelectField(_l("Region"), validate_choice=False)
    kind = SelectField(_l("Kind"), validate_choice=False)
    mandate = SelectField(_l("Mandate"), validate_choice=False)
    status = SelectField(_l("Status"), validate_choice=False)
    teaches = SelectField(_l("Can teach"), validate_choice=False)
    wants = SelectField(_l("Wants to learn"), validate_choice=False)
    show = HiddenField()
    own = SelectField(_l("Own field"), validate_choice=False)
    own_text = SearchField(_l("holds"), filters=[tidied, lambda text: (text or "")[:200]])

    def offer(self, lists: Catalogue, regions: Iterable[RegionView], own: Iterable[tuple[UUID, str]]) -> "DirectoryForm":
        """Give the lists their choices."""
        every = SelectChoice("", gettext("All"))
        self.region.choices = [every, *(SelectChoice(region.code, region.name) for region in regions)]
        self.own.choices = [SelectChoice("", gettext("None")), *(SelectChoice(str(id), label) for id, label in own)]
        for name, of in LISTS.items():
            self[name].choices = [every, *(SelectChoice(entry.code, entry.label) for entry in lists.entries(of))]
        for name in ("region", "own", *LISTS):
            self[name].data = self[name].data if self.label_of(name) else ""
        self.show.data = self.show.data if self.show.data in set(Shown) else ""
        return self

    def label_of(self, name: str) -> str:
        """The words of what was chosen in a list; empty when nothing was."""
        field = self[name]
        return next((str(choice.label) for choice in field.choices if choice.value == field.data and choice.value), "")

    def chosen(self) -> dict[str, str]:
        """What narrows, as an address says it."""
        names = ("q", "show", "region", *LISTS, *(("own", "own_text") if self.own.data and self.own_text.data else ()))
        return {name: self[name].data for name in names if self[name].data}

    def to_filters(self, stale_before: date) -> Filters:
        """The same as the query wants it."""
        return Filters(
            stale_before=stale_before,
            sought=self.q.data,
            shown=self.show.data,
            own_id=UUID(self.own.data) if self.own.data else None,
            own_text=self.own_text.data,
            region=self.region.data,
            **{name: self[name].data for name in LISTS},
        )
