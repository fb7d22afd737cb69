"""Organizations as rows of text, in the columns of an import: what was imported comes back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from network.organizations.rules.fields import BY_KEY, FIELDS, LEFT_OUT, OWN, seen_by_members
from network.organizations.rules.folding import fold
from network.organizations.rules.reading import availability
from network.organizations.rules.reading.choices import BETWEEN
from network.organizations.rules.reading.communities import Places
from network.organizations.rules.reading.services import written as written_services
from network.organizations.rules.values import Community, OrganizationValues
from network.settings.rules import Entry

Column = tuple[str, str]  # the name in the header, and the target


class Wording:
    """Turns codes, keys and folded names back into words."""

    def __init__(
        self,
        lists: Mapping[str, Sequence[Entry]],
        communities: Iterable[Community],
        regions: Iterable[Entry],
        names: Iterable[str] = (),
    ) -> None:
        self._places = Places(communities, regions)
        self._labels = {name: {entry.code: entry.label for entry in entries} for name, entries in lists.items()}
        self._names = {fold(name): name for name in names}

    def cell(self, target: str, values: OrganizationValues) -> str:
        """The text of a field of an organization."""
        if target == "region":
            return self._places.regions.label(self._places.region_of(values.home_community)) if values.home_community else ""
        if target.startswith(OWN):
            return values.own.get(target.removeprefix(OWN), "")
        return self.text(target, getattr(values, target))

    def text(self, target: str, value: Any) -> str:
        """The text of a value of a field, as a spreadsheet and a list of changes show it."""
        if target == "availability":
            return availability.written(value)
        if target == "services":
            return written_services(value, self._labels.get("service", {}))
        if target == "do_not_pair":
            return BETWEEN.join(self._names.get(folded, folded) for folded in value)
        if target == "home_community":
            return self._places.names.label(value) if value else ""
        if target == "also_serves":
            return BETWEEN.join(self._places.unambiguous_name(key) for key in value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date):
            return value.isoformat()
        field = BY_KEY.get(target)
        labels: Mapping[str, str] = self._labels.get(field.list_name, {}) if field else {}
        if isinstance(value, tuple):
            return BETWEEN.join(labels.get(code, code) for code in value)
        return "" if value is None else labels.get(value, str(value)) if field and field.list_name else str(value)


def columns_for(*, coordinator: bool, own_labels: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of an export: every field that the reader may see, then the network's own."""
    fields = tuple((str(field.label), field.key) for field in FIELDS if coordinator or seen_by_members(field.key))
    return fields + tuple((label, OWN + label) for label in own_labels)


def columns_like(header: Sequence[str], targets: Sequence[str], *, coordinator: bool) -> tuple[Column, ...]:
    """The columns of a file that was imported, in its order and under its names, without those that were left out."""
    pairs = zip(header, targets, strict=True)
    return tuple((label, target) for label, target in pairs if target != LEFT_OUT and (coordinator or seen_by_members(target)))


def rows_of(organizations: Iterable[OrganizationValues], wording: Wording, columns: Sequence[Column]) -> list[list[str]]:
    """The header, and a row for each organization. Cells are plain: `sheets` makes them harmless when it writes them."""
    rows = [[label for label, _ in columns]]
    rows += ([wording.cell(target, values) for _, target in columns] for values in organizations)
    return rows
