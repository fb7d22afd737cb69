"""The library as the search reads it: the text in force of each document, with what its files say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from network.files.models import StoredFile, StoredFileText
from network.files.rules.states import FileState
from network.kernel.actor import Actor
from network.kernel.searching import Card, Indexed, Mark, SearchSource
from network.kernel.words import words
from network.library.models import Document, DocumentTopic, DocumentVersion, VersionFile
from network.library.queries.sight import visible_to
from network.library.rules.states import DocumentState
from network.markdown import plain
from network.spaces.models import Space
from network.storage.reading import rows

_HOLDS = Document.state == DocumentState.IN_FORCE


def changed(after: Mark | None, limit: int) -> Sequence[Mark]:
    """Documents that changed after the mark, oldest first; those that hold no more too."""
    return _marks(select(Document.changed_at, Document.id), Document.changed_at, after, limit)


def files_changed(after: Mark | None, limit: int) -> Sequence[Mark]:
    """Documents in whose files words were read after the mark."""
    asked = select(StoredFileText.changed_at, Document.id).join(VersionFile, VersionFile.file_id == StoredFileText.file_id)
    return _marks(asked.join(Document, Document.in_force_id == VersionFile.version_id), StoredFileText.changed_at, after, limit)


def _marks(asked: Select[Any], at: Any, after: Mark | None, limit: int) -> Sequence[Mark]:
    if after is not None:
        asked = asked.where(at >= after.at, or_(at > after.at, Document.id > after.id))  # so that the index finds the place
    return tuple(Mark(moment, id) for moment, id in rows(asked.order_by(at, Document.id).limit(limit)))


def present() -> Select[Any]:
    """The ids of all that are in force. A draft is found by nobody, not by its keepers either."""
    return select(Document.id).where(_HOLDS)


def visible(actor: Actor) -> Select[Any]:
    """The ids of those that the actor may read."""
    return visible_to(actor).where(_HOLDS).with_only_columns(Document.id)


def read(ids: Sequence[UUID]) -> Sequence[Indexed]:
    """These documents as text: what everybody who enters their space may read."""
    asked = present().where(Document.id.in_(ids)).join(DocumentVersion, DocumentVersion.id == Document.in_force_id)
    asked = asked.join(Space, Space.id == Document.space_id).with_only_columns(
        *(Document.id, Document.language, Document.space_id, Space.region_code, Document.in_force_on, Document.created_at),
        *(DocumentVersion.id, DocumentVersion.title, DocumentVersion.summary, DocumentVersion.text),
    )
    found = rows(asked)
    topics = _gathered(select(DocumentTopic.document_id, DocumentTopic.code).where(DocumentTopic.document_id.in_(ids)))
    files = _gathered(_texts_of_files([row[6] for row in found]))
    return [
        Indexed(
            id=id, title=title, summary=summary, text=plain(text), attached="\n".join(files[version_id]), language=language,
            languages=(language,), topics=tuple(sorted(topics[id])), region_codes=(region,) if region else (), space_id=space_id,
            updated_at=_noon(in_force_on, created_at),
        )
        for id, language, space_id, region, in_force_on, created_at, version_id, title, summary, text in found
    ]  # fmt: skip


def cards(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Card]:
    """Those of them that the actor may read, with the day since which the text holds."""
    mine = visible_to(actor).where(_HOLDS, Document.id.in_(ids))
    asked = mine.with_only_columns(Document.id, Document.title, Document.in_force_on, Document.created_at)
    return {
        id: Card(title=title, endpoint="library.show", values={"document_id": id}, at=_noon(since, created_at))
        for id, title, since, created_at in rows(asked)
    }


def _noon(day: date | None, otherwise: datetime) -> datetime:
    return otherwise if day is None else datetime.combine(day, time(12), UTC)


def _texts_of_files(version_ids: Sequence[UUID]) -> Select[Any]:
    asked = select(VersionFile.version_id, StoredFileText.text).join(
        StoredFileText, StoredFileText.file_id == VersionFile.file_id
    )
    asked = asked.join(StoredFile, StoredFile.id == VersionFile.file_id).where(StoredFile.state == FileState.KEPT)
    return asked.where(VersionFile.version_id.in_(version_ids)).order_by(VersionFile.position, VersionFile.file_id)


def _gathered(asked: Select[Any]) -> Mapping[UUID, list[str]]:
    held: dict[UUID, list[str]] = defaultdict(list)
    pairs: Iterable[tuple[UUID, str]] = rows(asked)
    for id, text in pairs:
        held[id].append(text)
    return held


SOURCE = SearchSource(
    kind="document",
    label=words("Document"),
    changes=(changed, files_changed),
    read=read,
    present=present,
    visible=visible,
    cards=cards,
    spaces=lambda actor: actor.space_ids,
)
