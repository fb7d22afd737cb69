"""Reads any cell by the field of its column, each different text once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from network.kernel.words import Words, words
from network.organizations.rules.fields import BY_KEY, OWN
from network.organizations.rules.names import Names
from network.organizations.rules.reading import choices, communities, contact, numbers, text
from network.organizations.rules.reading.availability import read_availability
from network.organizations.rules.reading.communities import Places
from network.organizations.rules.reading.dates import Order, read_date
from network.organizations.rules.reading.outcome import NOTHING, Reading, Suggestion, problem
from network.organizations.rules.reading.services import read_services
from network.organizations.rules.values import DATES
from network.settings.rules import Entry

LIST_WORDS: Mapping[str, Words] = {
    "org_kind": words("kinds of organization"),
    "org_mandate": words("mandates"),
    "org_status": words("statuses"),
    "language": words("languages"),
    "way": words("ways to meet"),
    "topic": words("topics"),
    "service": words("services"),
}
_BLANK = frozenset({"-", "--", "–", "—", "n/a", "N/A", "#N/A"})
_SEARCHES = 500  # near names are looked for this often; a column of nothing but misspellings gets none after that

_SIMPLE: Mapping[str, Callable[[str], Reading]] = {
    "name": text.read_name,
    "capacity": numbers.read_places,
    "wants_mentor": numbers.read_yes,
    "availability": read_availability,
    "contact_email": contact.read_email,
    "phone": contact.read_phone,
    "website": contact.read_website,
    "territories": text.read_prose,
    "notes": text.read_prose,
}
_LISTED = {"services": read_services}


class Cells:
    """Reads cells against the lists, the places, and the names of the organizations that there are."""

    def __init__(self, lists: Mapping[str, Sequence[Entry]], places: Places, organizations: Names[str]) -> None:
        self.places = places
        self.organizations = organizations
        self.orders: dict[str, Order] = {}  # how each column writes its dates
        self._lists = {name: index_of(lists.get(name, ())) for name in LIST_WORDS}
        self._read: dict[tuple[str, str, str | None, str | None], Reading] = {}
        self._searches = _SEARCHES

    def read(self, target: str, cell: str, shown: str | None, region: str | None) -> Reading:
        """What the cell means for the field `target`. `shown` is what its formula showed, None where it is no formula;
        `region` is the code that the region column gives, for telling communities apart.
        """
        if not cell or cell.isspace() or cell.strip() in _BLANK:
            return NOTHING
        key = (target, cell, shown, region if target in {"home_community", "also_serves"} else None)
        reading = self._read.get(key)
        if reading is None:
            reading = self._read[key] = self._cell(*key)
            if reading.is_problem:
                self._searches -= 1
        return reading

    def _cell(self, target: str, cell: str, shown: str | None, region: str | None) -> Reading:
        if text.is_error(cell):
            return problem(words("The formula of this cell has failed."))
        if shown is None:
            return self._value(target, cell, region)
        said = text.said_by_formula(cell, shown)
        if not shown or text.is_error(shown):
            return problem(words("A formula, not a value."), *self._readable(target, said, region))
        return self._value(target, said, region).with_doubt(words("A formula. What it shows is taken: %(text)s", text=said))

    def _readable(self, target: str, said: str, region: str | None) -> list[Suggestion]:
        return [Suggestion(said)] if said and not self._value(target, said, region).is_problem else []

    def _value(self, target: str, cell: str, region: str | None) -> Reading:
        simple = _SIMPLE.get(target)
        if simple is not None:
            return simple(cell)
        search = self._searches > 0
        if target == "region":
            return communities.read_region(cell, self.places, search=search)
        if target == "home_community":
            return communities.read_home(cell, region, self.places, search=search)
        if target == "also_serves":
            return communities.read_served(cell, region, self.places, search=search)
        if target in DATES:
            return read_date(cell, self.orders.get(target, Order.UNKNOWN))
        if target == "do_not_pair":
            return choices.read_organizations(cell, self.organizations, search=search)
        return self._from_list(target, cell, search=search)

    def _from_list(self, target: str, cell: str, *, search: bool) -> Reading:
        if target.startswith(OWN):
            return text.read_prose(cell)
        field = BY_KEY[target]
        names, where = self._lists[field.list_name], LIST_WORDS[field.list_name]
        read = _LISTED.get(target, choices.read_choices if field.is_several else choices.read_choice)
        return read(cell, names, where, field.list_name, search=search)


def index_of(entries: Sequence[Entry]) -> Names[str]:
    """A list's entries under all their names; those no longer offered too, since spreadsheets still name them."""
    return Names((entry.code, entry.label, (entry.code, *entry.aliases)) for entry in entries)


def empty_value(target: str, blank: Any) -> Any:
    """What a cleared cell stands for: the blank value of its field."""
    return "" if target.startswith(OWN) else getattr(blank, target)
