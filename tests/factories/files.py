"""Files for tests, and spaces to keep them in."""

from uuid import UUID, uuid4

from network.cleaning.kinds import kind_of
from network.files.commands import FileDraft, StagedDraft, keep_file, stage
from network.files.queries import Staged, staged
from network.files.queries.working import Claim
from network.files.rules.names import ending_of, tidy_name
from network.files.views.staging import work
from network.kernel import clock
from network.kernel.actor import Actor
from network.spaces.models import Space, SpaceAccess
from network.spaces.queries import entering
from network.storage.blobs import filled, folders
from network.storage.db import db
from tests.factories.organizations import make_organization
from tests.factories.people import make_member

TEXT = b"How to open a drop-in: tea first, papers later.\n"


def make_space(*organization_ids: UUID, kind: str = "circle") -> UUID:
    """A space for these organizations."""
    space = Space(id=uuid4(), kind=kind, opened_at=clock.now())
    db.session.add(space)
    db.session.flush()
    for organization_id in organization_ids:
        db.session.add(SpaceAccess(space_id=space.id, organization_id=organization_id))
    db.session.commit()
    return space.id


def actor_of(person_id: UUID, *organization_ids: UUID, lead: bool = False) -> Actor:
    """Somebody with the spaces of her organizations, as a request would know her."""
    mine = frozenset(organization_ids)
    return entering(Actor(person_id=person_id, organization_ids=mine, lead_of=mine if lead else frozenset()))


def make_sender(name: str = "Alder House") -> tuple[Actor, UUID, UUID]:
    """A member, her organization, and a space of it."""
    organization_id = make_organization(name)
    space_id = make_space(organization_id)
    return actor_of(make_member(organization_id), organization_id), organization_id, space_id


def send(actor: Actor, data: bytes = TEXT, name: str = "notes.txt", *, at_once: bool = True) -> Staged:
    """An upload as the page takes it; cleaned, unless it is left to the clock."""
    kind = kind_of(ending_of(name))
    assert kind is not None
    key = uuid4()
    filled(folders().staged(key), [data])
    stage(actor, StagedDraft(key, tidy_name(name, kind), kind.code, len(data), at_once))
    if at_once:
        work(Claim(key, kind.code, 1))
    return staged(actor, key)


def make_file(
    actor: Actor, space_id: UUID, data: bytes = TEXT, name: str = "notes.txt", organization_id: UUID | None = None
) -> UUID:
    """A file that is kept in a space."""
    return keep_file(actor, FileDraft(send(actor, data, name).id, space_id, organization_id))
