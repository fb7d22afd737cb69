"""The communities as an entry's form offers them: by a name that no other has."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from network.places.models import Community
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A community to choose. `label` names its district where two share a name."""

    id: UUID
    label: str
    other_names: tuple[str, ...]


def place_choices() -> tuple[PlaceChoice, ...]:
    """All communities by name, in one statement."""
    asked = select(Community.id, Community.name, Community.district, Community.also_known_as)
    found = db.session.execute(asked.order_by(Community.folded, Community.district)).tuples().all()
    taken = Counter(name for _, name, _, _ in found)
    return tuple(
        PlaceChoice(id, f"{name} ({district})" if taken[name] > 1 else name, (name, *others))
        for id, name, district, others in found
    )
