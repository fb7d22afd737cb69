"""An upload that hangs on nothing yet: its sender's own, and nobody else's."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from network.files.models import StagedFile, StoredBytes
from network.files.queries.opened import AWAY
from network.files.queries.wording import left_words, name_of, removed_words
from network.files.rules.states import Staging, Step
from network.files.rules.wording import REFUSED
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, NotFound
from network.kernel.words import Words
from network.storage.blobs import Gone, blobs
from network.storage.db import db


@dataclass(frozen=True, slots=True)
class Staged:
    """One upload as its sender sees it."""

    id: UUID
    name: str
    size: int
    kind: str
    state: Staging
    step: Step
    removed: tuple[Words, ...]
    left: tuple[Words, ...]
    refusal: Words | None

    @property
    def is_working(self) -> bool:
        """Whether it is still being looked at."""
        return self.state in (Staging.WAITING, Staging.WORKING)


def staged(actor: Actor, staged_id: UUID) -> Staged:
    """One of her own. Raises `NotFound`; what was kept already is no upload any more."""
    row = db.session.scalar(own_staged(actor, staged_id))
    if row is None or row.state == Staging.TAKEN:
        raise NotFound(str(staged_id))
    return Staged(
        id=row.id,
        name=name_of(row.name_sealed, "staged_file", row.id),
        size=row.size,
        kind=row.kind,
        state=Staging(row.state),
        step=Step(row.step),
        removed=removed_words(row.removed),
        left=left_words(row.left),
        refusal=REFUSED.get(row.refusal_code, REFUSED["unreadable"]) if row.state == Staging.REFUSED else None,
    )


def staged_bytes(actor: Actor, staged_id: UUID) -> bytes:
    """The cleaned bytes of one of her own that is ready. Raises `NotFound`, `Conflict` where the store has lost them."""
    asked = own_staged(actor, staged_id).join(StoredBytes, StoredBytes.id == StagedFile.bytes_id)
    ready = asked.where(StagedFile.state == Staging.READY).with_only_columns(StoredBytes.name, maintain_column_froms=True)
    name = db.session.scalar(ready)
    if name is None:
        raise NotFound(str(staged_id))
    try:
        return b"".join(blobs().pieces(name))
    except Gone:
        raise Conflict(AWAY) from None


def own_staged(actor: Actor, staged_id: UUID) -> Select[tuple[StagedFile]]:
    """The row, if it is hers."""
    mine = StagedFile.person_id == actor.person_id if actor.person_id else StagedFile.id.is_(None)
    return select(StagedFile).where(StagedFile.id == staged_id, mine)
