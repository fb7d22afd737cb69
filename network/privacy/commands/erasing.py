"""Erasing somebody, and taking away what is held about oneself."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.journal.command import command, record, touch
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.holding import Held
from network.policy import Permission, authorize
from network.privacy import queries
from network.privacy.events import OwnDataExported, PersonErased
from network.privacy.models import Erasure
from network.privacy.rules.erasing import written_list
from network.storage.db import db
from network.storage.secrets import files


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose data it is, as the policy asks."""

    person_id: UUID


@command
def erase_person(actor: Actor, person_id: UUID) -> date:
    """Erase somebody: at once here, and complete on the day that this gives. Raises `Conflict` for what must be done first."""
    authorize(actor, Permission.PERSON_ERASE, Whom(person_id))
    now = clock.now()
    complete = queries.completion(now)
    for holder in queries.holders():
        if holder.erase is not None:
            holder.erase(actor, person_id)
    db.session.merge(Erasure(person_id=person_id, erased_at=now, complete_at=complete))
    record(actor, PersonErased(person_id=person_id, complete_on=complete.date()))
    return complete.date()


@command
def export_own_data(actor: Actor, kind: str) -> tuple[Held, ...]:
    """What is held about whoever asks; `kind` is the sort of file that is made of it."""
    authorize(actor, Permission.OWN_DATA_VIEW)
    record(actor, OwnDataExported(kind=kind))
    return queries.held_about_me(actor)


@touch
def keep_list() -> None:
    """Write the erase list beside the database: whole or not at all, for the own account only."""
    file, text = queries.list_file(), written_list(queries.erase_list())
    if text != files.kept(file):
        files.keep(file, text)
