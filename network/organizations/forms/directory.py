"""What a browser may ask of the directory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from werkzeug.datastructures import MultiDict

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
    "service": "service",
}
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen from: the lists, the regions, and the network's own fields as (id, label)."""

    lists: Catalogue
    regions: Sequence[RegionView]
    own: Sequence[tuple[UUID, str]]

    def label(self, name: str, code: str) -> str:
        """The words of a choice; empty for one that isn't offered."""
        if name in LISTS:
            return next((entry.label for entry in self.lists.entries(LISTS[name]) if entry.code == code), "")
        if name == "region":
            return next((region.name for region in self.regions if region.code == code), "")
        return next((label for id, label in self.own if str(id) == code), "")


@dataclass(frozen=True, slots=True)
class DirectoryAsked:
    """What narrows the directory, by its name in the address. Anything that isn't offered narrows nothing."""

    chosen: Mapping[str, str]
    labels: Mapping[str, str]

    @classmethod
    def read(cls, asked: MultiDict[str, str], offered: Offered) -> "DirectoryAsked":
        """Out of an address, whoever wrote it."""
        labels = {name: offered.label(name, asked.get(name, "")) for name in ("region", "own", *LISTS) if asked.get(name)}
        text = {name: tidied(asked.get(name, ""))[:LONGEST] for name in ("q", "own_text")}
        show = asked.get("show", "")
        found = {"q": text["q"], "show": show if show in set(Shown) else ""}
        found |= {name: asked[name] if labels.get(name) else "" for name in ("region", *LISTS)}
        found |= {"rests": "yes" if found["service"] and asked.get("rests") else ""}
        if labels.get("own") and text["own_text"]:
            found |= {"own": asked["own"], "own_text": text["own_text"]}
        return cls({name: value for name, value in found.items() if value}, labels)

    def get(self, name: str) -> str:
        """What was chosen or typed under this name."""
        return self.chosen.get(name, "")

    def to_filters(self, stale_before: date) -> Filters:
        """The same as the query wants it."""
        return Filters(
            stale_before=stale_before,
            sought=self.get("q"),
            shown=self.get("show"),
            own_id=UUID(self.get("own")) if self.get("own") else None,
            own_text=self.get("own_text"),
            region=self.get("region"),
            service_rests=bool(self.get("rests")),
            **{name: self.get(name) for name in LISTS},
        )
