"""The files that texts carry: which, in which order, and who may see them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from sqlalchemy import Select, and_, case, exists, func, select
from sqlalchemy.orm import aliased

from network.files.models import StoredFile
from network.files.queries import FileCard, FileSight, described
from network.kernel.actor import Actor
from network.library.models import DocumentVersion, VersionFile
from network.library.queries.heads import Head
from network.library.queries.sight import texts_visible_to
from network.library.rules.attaching import changed_files
from network.library.rules.states import VersionState
from network.storage.db import db
from network.storage.reading import rows

Files = tuple[FileCard, ...]


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What came and what went between two texts."""

    added: Files = ()
    gone: Files = ()


def may_see_all(actor: Actor, file_ids: Collection[UUID]) -> dict[UUID, bool]:
    """Of files that texts carry, whether the actor may read one of these texts. One statement."""
    seen = texts_visible_to(actor).with_only_columns(DocumentVersion.id, maintain_column_froms=True).subquery()
    is_seen = func.max(case((seen.c.id.is_not(None), 1), else_=0))
    asked = select(VersionFile.file_id, is_seen).outerjoin(seen, seen.c.id == VersionFile.version_id)
    asked = asked.where(VersionFile.file_id.in_(tuple(file_ids))).group_by(VersionFile.file_id)
    return {file_id: bool(answer) for file_id, answer in db.session.execute(asked).tuples()}


def may_see(actor: Actor, file_id: UUID) -> bool | None:
    """The same of one; None where no text carries it."""
    return may_see_all(actor, (file_id,)).get(file_id)


SIGHT = FileSight(may_see, may_see_all)
"""How the library answers for its files."""


def files_of(actor: Actor, version_ids: Collection[UUID]) -> dict[UUID, Files]:
    """The files of texts that the actor may read, each text's in its order. Three statements; one where there are none."""
    links = select(VersionFile.version_id, VersionFile.file_id).where(VersionFile.version_id.in_(tuple(version_ids)))
    held = rows(links.order_by(VersionFile.position, VersionFile.file_id)) if version_ids else ()
    cards = described(actor, {file_id for _, file_id in held})
    found: dict[UUID, list[FileCard]] = {each: [] for each in version_ids}
    for version_id, file_id in held:
        if file_id in cards:
            found[version_id].append(cards[file_id])
    return {version_id: tuple(files) for version_id, files in found.items()}


def files_in_force(actor: Actor, head: Head) -> Files:
    """The files of the text that holds."""
    return files_of(actor, (head.in_force_id,))[head.in_force_id] if head.in_force_id else ()


def files_between(before: Files, after: Files) -> FileChanges:
    """What changed of the files from one text to another."""
    return FileChanges(*changed_files(before, after))


def files_new_in(numbers: Mapping[int, UUID], files: Mapping[UUID, Files]) -> dict[UUID, FileChanges]:
    """Of each text what changed since the one before it. `numbers`: the texts that a reader may read, given up ones left out."""
    order = [numbers[number] for number in sorted(numbers)]
    return {after: files_between(files.get(before, ()), files.get(after, ())) for before, after in pairwise(order)}


def files_in_order(version_id: UUID) -> list[UUID]:
    """The ids of a text's files. One statement."""
    mine = select(VersionFile.file_id).where(VersionFile.version_id == version_id)
    return list(db.session.scalars(mine.order_by(VersionFile.position, VersionFile.file_id)))


def going_with(version_id: UUID) -> list[UUID]:
    """The files that no other text needs: they go when this one lets go of them. One statement."""
    return list(db.session.scalars(_going_with(version_id)))


def files_going(actor: Actor, version_id: UUID) -> Files:
    """The same as whoever gives the text up reads it before."""
    ids = going_with(version_id)
    cards = described(actor, ids)
    return tuple(cards[each] for each in ids if each in cards)


def _going_with(version_id: UUID) -> Select[tuple[UUID]]:
    other, text = aliased(VersionFile), aliased(DocumentVersion)
    needed = exists(
        select(other.file_id)
        .join(text, text.id == other.version_id)
        .where(and_(other.file_id == VersionFile.file_id, other.version_id != version_id, text.state != VersionState.DROPPED))
    )
    asked = select(VersionFile.file_id).join(StoredFile, StoredFile.id == VersionFile.file_id)
    return asked.where(VersionFile.version_id == version_id, ~needed).order_by(VersionFile.position, VersionFile.file_id)
