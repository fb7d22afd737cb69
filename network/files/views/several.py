"""Several uploads of one form, each with its own end."""

from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import FileStorage

from network.files import commands, queries
from network.files.forms import UploadsField
from network.files.queries import Staged
from network.files.rules.states import Staging
from network.files.rules.wording import ASKS_FIRST, NO_FILE, REFUSED, STILL_WORKING
from network.files.views.staging import taken
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Came:
    """One of them. `key` is the same for the same file in the same form; `why`: it can't be kept, or not yet."""

    key: str
    name: str
    upload: Staged | None
    why: Words | None = None


def each_received(who: Actor, field: UploadsField) -> tuple[Came, ...]:
    """What came or is named, in its order. Raises Invalid where nothing did. Call it inside `form.attempt`."""
    found = [_named(who, each, field) for each in field.staged_ids] + [_sent(who, each) for each in field.sent]
    if not found:
        raise Invalid(field.name, NO_FILE)
    return tuple(found)


def _sent(who: Actor, file: FileStorage) -> Came:
    key, name = file.stream.sha256(), file.filename or ""  # type: ignore[attr-defined]
    try:
        upload = taken(who, file)
    except Invalid as refusal:
        return Came(key, name, None, refusal.message)
    return Came(key, upload.name, upload, _why_not(upload))


def _named(who: Actor, staged_id: UUID, field: UploadsField) -> Came:
    try:
        upload = queries.staged(who, staged_id)
    except NotFound:
        return Came(staged_id.hex, "", None, REFUSED["lost"])
    if upload.state is Staging.ASKS and staged_id in field.agreed_ids:
        commands.agree(who, staged_id)
        return Came(staged_id.hex, upload.name, upload)
    return Came(staged_id.hex, upload.name, upload, _why_not(upload))


def _why_not(upload: Staged) -> Words | None:
    if upload.is_working:
        return STILL_WORKING
    return ASKS_FIRST if upload.state is Staging.ASKS else upload.refusal
