"""Which files somebody may see: those of her spaces, and never more than what they hang on lets her see."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from network.files.models import StoredFile
from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.policy import Permission, can
from network.storage.db import db

MaySee = Callable[[Actor, UUID], bool | None]
MaySeeAll = Callable[[Actor, Collection[UUID]], dict[UUID, bool]]


@dataclass(frozen=True, slots=True)
class FileSight:
    """How one room above answers for the files that hang on its things.

    `may_see`: True or False for a file that hangs on something of the room, None for any other. A room whose pages list files
    gives `may_see_all` too, which answers for many in one statement and leaves out those that are not its own.
    """

    may_see: MaySee
    may_see_all: MaySeeAll | None = None

    def answers(self, actor: Actor, file_ids: Collection[UUID]) -> dict[UUID, bool]:
        """For each file of this room whether she sees what it hangs on."""
        if self.may_see_all is not None:
            return self.may_see_all(actor, file_ids)
        said = {file_id: self.may_see(actor, file_id) for file_id in file_ids}
        return {file_id: seen for file_id, seen in said.items() if seen is not None}


_sights: list[FileSight] = []


def know_sights(sights: Iterable[FileSight]) -> None:
    """Take how the rooms above answer: the assembly hands it down once."""
    _sights[:] = sights


def visible_to(actor: Actor) -> Select[tuple[StoredFile]]:
    """The files of her spaces. What they hang on may hide some of them still: see `unhidden`."""
    return select(StoredFile).where(StoredFile.space_id.in_(tuple(actor.space_ids)))


def unhidden(actor: Actor, file_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those that nothing hides: they hang on nothing, or on one thing at least that she sees."""
    if not file_ids:
        return frozenset()
    said: dict[UUID, bool] = {}
    for sight in _sights:
        for file_id, seen in sight.answers(actor, file_ids).items():
            said[file_id] = said.get(file_id, False) or seen
    return frozenset(file_id for file_id in file_ids if said.get(file_id, True))


def get(actor: Actor, file_id: UUID) -> StoredFile:
    """One file. Raises `NotFound`, the same for what she may not see and what nobody made."""
    return _found(actor, file_id, visible_to(actor).where(StoredFile.id == file_id))


def get_for_change(actor: Actor, file_id: UUID) -> StoredFile:
    """The same, held until the transaction ends."""
    asked = visible_to(actor).where(StoredFile.id == file_id).with_for_update(of=StoredFile)
    return _found(actor, file_id, asked.execution_options(populate_existing=True))


def _found(actor: Actor, file_id: UUID, asked: Select[tuple[StoredFile]]) -> StoredFile:
    row = db.session.scalar(asked)
    if row is None or not can(actor, Permission.FILE_VIEW, row) or not unhidden(actor, (file_id,)):
        raise NotFound(str(file_id))
    return row
