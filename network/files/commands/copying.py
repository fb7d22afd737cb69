"""A file that is kept once more elsewhere: a row of its own, the same bytes."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from network.files.commands.staging import ROOM
from network.files.events import FileKept
from network.files.models import StoredFile
from network.files.queries.opened import INFECTED
from network.files.queries.room import room, used_by_organization
from network.files.queries.sight import get_for_change
from network.files.queries.wording import name_of, sealed_name
from network.files.rules.quotas import insist_room_of_organization
from network.files.rules.states import TextState
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.turns import one_at_a_time


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """Where a file is kept once more, and for whom."""

    space_id: UUID
    organization_id: UUID | None = None


@command
def copy_file(actor: Actor, file_id: UUID, draft: CopyDraft) -> UUID:
    """Keep a file that the actor sees in another space too. From then on neither knows of the other.

    Raises `NotFound`, `NoRoom` where its organization has no room left, `Conflict` where its bytes are gone.
    """
    source = get_for_change(actor, file_id)
    authorize(actor, Permission.FILE_KEEP, draft)
    if source.bytes_id is None:
        raise Conflict(INFECTED)
    if draft.organization_id is not None:
        one_at_a_time(ROOM)
        insist_room_of_organization(source.size, room(), used_by_organization(draft.organization_id))
    row = StoredFile(id=uuid4(), space_id=draft.space_id, organization_id=draft.organization_id, kind=source.kind)
    row.uploaded_by_id, row.created_at, row.size = actor.person_id, clock.now(), source.size
    row.name_sealed = sealed_name(name_of(source.name_sealed, "stored_file", source.id), "stored_file", row.id)
    row.removed, row.left, row.bytes_id = list(source.removed), list(source.left), source.bytes_id
    row.scan_code, row.scanned_at, row.state = source.scan_code, source.scanned_at, source.state
    row.text_state = TextState.NONE if source.text_state == TextState.NONE else TextState.WAITING
    db.session.add(row)
    db.session.flush()
    record(
        actor,
        FileKept(file_id=row.id, space_id=row.space_id, organization_id=row.organization_id, kind=row.kind, size=row.size),
    )
    return row.id
