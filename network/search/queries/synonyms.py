"""The field's words for the same things."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select

from network.kernel.refusals import NotFound
from network.search.models import Synonym, SynonymGroup
from network.search.rules.synonyms import Synonyms, made_of
from network.storage.reading import rows


@dataclass(frozen=True, slots=True)
class Group:
    """Words that mean the same, in their order."""

    id: UUID
    version: int
    words: tuple[str, ...]


_ALL = (
    select(SynonymGroup.id, SynonymGroup.version, Synonym.text)
    .join(Synonym, Synonym.group_id == SynonymGroup.id)
    .order_by(SynonymGroup.made_at, SynonymGroup.id, Synonym.position, Synonym.folded)
)


def groups() -> tuple[Group, ...]:
    """All groups, the first made first. Every member may know them: they are the network's own words."""
    held: dict[UUID, tuple[int, list[str]]] = {}
    for id, version, text in rows(_ALL):
        held.setdefault(id, (version, []))[1].append(text)
    return tuple(Group(id, version, tuple(texts)) for id, (version, texts) in held.items())


def get_group(group_id: UUID) -> Group:
    """One of them. Raises `NotFound`."""
    found = next((each for each in groups() if each.id == group_id), None)
    if found is None:
        raise NotFound(str(group_id))
    return found


def synonyms() -> Synonyms:
    """All groups as a search asks them. One statement; made anew only when they changed."""
    return _made_of(tuple(each.words for each in groups()))


@lru_cache(maxsize=2)
def _made_of(held: tuple[tuple[str, ...], ...]) -> Synonyms:
    return made_of(held)
