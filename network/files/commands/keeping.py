"""Keeping an upload as a file of a space, and taking a file away. Called by the commands of what it hangs on."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from network.cleaning.kinds import BY_CODE, Family
from network.files.commands.bytes import release
from network.files.commands.staging import ROOM
from network.files.events import FileKept, FileRemoved
from network.files.models import StagedFile, StoredFile
from network.files.queries.room import room, used_by_organization
from network.files.queries.scanner import has_scanner
from network.files.queries.sight import get_for_change
from network.files.queries.staged import own_staged
from network.files.queries.wording import name_of, sealed_name
from network.files.rules.names import tidy_name
from network.files.rules.quotas import insist_room_of_organization
from network.files.rules.states import Scan, Staging, TextState, state_of
from network.files.rules.wording import ASKS_FIRST, REFUSED, STILL_WORKING, TAKEN_ALREADY
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Invalid, NotFound
from network.policy import Permission, authorize
from network.storage.db import db
from network.storage.turns import one_at_a_time


@dataclass(frozen=True, slots=True)
class FileDraft:
    """An upload to keep. `original_name` only where it is to be called otherwise than it was sent.

    `file_id` only where a form that is sent twice names the file that it makes.
    """

    staged_id: UUID
    space_id: UUID
    organization_id: UUID | None = None
    original_name: str = ""
    file_id: UUID = field(default_factory=uuid4)


@command
def keep_file(actor: Actor, draft: FileDraft) -> UUID:
    """Keep it in a space. Its bytes lie in the store already, so this is quick, and undone with the command around it.

    Raises `NotFound` for an upload of somebody else, `Invalid` on the field "file" for one that can't be kept as it stands,
    `NoRoom` where its organization has no room left, `Conflict` where it was kept already.
    """
    authorize(actor, Permission.FILE_KEEP, draft)
    staged = _ready(actor, draft.staged_id)
    if draft.organization_id is not None:
        one_at_a_time(ROOM)
        insist_room_of_organization(staged.size, room(), used_by_organization(draft.organization_id))
    row = StoredFile(id=draft.file_id, space_id=draft.space_id, organization_id=draft.organization_id, kind=staged.kind)
    row.uploaded_by_id, row.created_at, row.size = actor.person_id, clock.now(), staged.size
    name = draft.original_name or name_of(staged.name_sealed, "staged_file", staged.id)
    row.name_sealed = sealed_name(tidy_name(name, BY_CODE[staged.kind]), "stored_file", row.id)
    row.removed, row.left, row.bytes_id = staged.removed, staged.left, staged.bytes_id
    row.scan_code, row.state = staged.scan_code, state_of(Scan(staged.scan_code), has_scanner=has_scanner())
    row.scanned_at = clock.now() if staged.scan_code == Scan.CLEAN else None
    row.text_state = TextState.NONE if BY_CODE[staged.kind].family is Family.IMAGE else TextState.WAITING
    staged.state, staged.bytes_id, staged.name_sealed = Staging.TAKEN, None, ""
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as there:
        raise Conflict(TAKEN_ALREADY) from there
    record(
        actor,
        FileKept(file_id=row.id, space_id=row.space_id, organization_id=row.organization_id, kind=row.kind, size=row.size),
    )
    return row.id


@command
def remove_file(actor: Actor, file_id: UUID) -> None:
    """Take a file away: row and words at once, bytes soon after unless another file has the same. Raises `NotFound`."""
    row = get_for_change(actor, file_id)
    authorize(actor, Permission.FILE_REMOVE, row)
    _remove(actor, row)


@command
def let_go(actor: Actor, file_id: UUID) -> None:
    """Take away a file with the last thing that it hung on, whoever sent it. Raises `NotFound`.

    Only for the command that takes that thing away: it asked who may. Here it is asked whether the actor writes in the space.
    """
    row = get_for_change(actor, file_id)
    authorize(actor, Permission.FILE_KEEP, row)
    _remove(actor, row)


def _remove(actor: Actor, row: StoredFile) -> None:
    file_id, bytes_id, space_id = row.id, row.bytes_id, row.space_id
    db.session.delete(row)
    db.session.flush()
    release(bytes_id)
    record(actor, FileRemoved(file_id=file_id, space_id=space_id))


def _ready(actor: Actor, staged_id: UUID) -> StagedFile:
    """The upload, held, if it is hers and can be kept."""
    asked = own_staged(actor, staged_id).with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(asked)
    if row is None:
        raise NotFound(str(staged_id))
    if row.state == Staging.TAKEN:
        raise Conflict(TAKEN_ALREADY)
    if row.state == Staging.REFUSED:
        raise Invalid("file", REFUSED.get(row.refusal_code, REFUSED["unreadable"]))
    if row.state == Staging.ASKS:
        raise Invalid("file", ASKS_FIRST)
    if row.state != Staging.READY:
        raise Invalid("file", STILL_WORKING)
    return row
