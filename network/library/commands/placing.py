"""What moves a document from one space to another, with all that hangs on it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update

from network.files.commands import place_files
from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.library import queries
from network.library.events import DocumentPlaced
from network.library.models import Adoption, DocumentVersion, Endorsement, PassageComment
from network.library.queries.placing import files_of_all, leaving, places_to, right_to_place
from network.library.queries.working import working_of
from network.library.rules.life import Deed, insist_possible
from network.library.rules.placing import Placing, insist_as_seen, insist_fits
from network.library.rules.states import DocumentState, VersionState
from network.policy import Permission, authorize
from network.spaces.commands import found_space
from network.spaces.queries import entering, region_codes_of
from network.spaces.rules import Place
from network.storage.db import db


@command
def place_document(actor: Actor, document_id: UUID, place: Place, seen: int) -> None:
    """Let a document stand in another space: its versions and files go along, what was said of it stays with its keepers.

    Whoever reads it no more stands behind it and uses it no more. Raises Invalid, Conflict where it was changed since it was
    `seen` or where a text is before others.
    """
    document = queries.get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, document)
    working = working_of(document_id)
    insist_possible(Deed.PLACE, DocumentState(document.state), VersionState(working.state) if working else None)
    insist_as_seen(seen, document.revision)
    insist_fits(place in {line.place for line in places_to(actor, document)})
    gone = leaving(actor, document_id, place).organization_ids
    space_id, before, files = found_space(actor, place), document.space_id, files_of_all(document_id)
    there = entering(actor)  # the space may have been founded just now
    authorize(there, right_to_place(document), Placing(space_id, region_codes_of(space_id)))
    document.space_id, document.changed_at, document.revision = space_id, clock.now(), document.revision + 1
    _end(document_id, gone)
    _keep_inside(document_id)
    if files:
        place_files(there, files, space_id)
    ids = tuple(sorted(gone))
    record(actor, DocumentPlaced(document_id=document_id, space_id=space_id, from_space_id=before, organization_ids=ids))


def _end(document_id: UUID, organization_ids: Collection[UUID]) -> None:
    """Who can't read it any more can't take back what she said of it either: so it ends."""
    if not organization_ids:
        return
    for held, mine in (
        (Endorsement, Endorsement.version_id.in_(_texts(document_id))),
        (Adoption, Adoption.document_id == document_id),
    ):
        whose = (held.organization_id.in_(tuple(organization_ids)), held.ended_on.is_(None))
        ended = update(held).where(mine, *whose).values(ended_on=clock.today())
        db.session.execute(ended.execution_options(synchronize_session="fetch"))


def _keep_inside(document_id: UUID) -> None:
    """What was said among those who read it before is not for those who read it from now on."""
    said = update(PassageComment).where(PassageComment.version_id.in_(_texts(document_id))).values(is_inside=True)
    db.session.execute(said.execution_options(synchronize_session="fetch"))


def _texts(document_id: UUID) -> list[UUID]:
    return list(db.session.scalars(select(DocumentVersion.id).where(DocumentVersion.document_id == document_id)))
