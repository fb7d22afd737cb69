"""Documents for tests."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from network.kernel import clock
from network.kernel.folding import fold
from network.library.models import Document, DocumentTopic, DocumentVersion, VersionWriter
from network.library.rules.states import DocumentState, VersionState
from network.spaces.models import Space, SpaceAccess
from network.spaces.rules import Place, SpaceKind, standing_id
from network.storage.db import db

EVERYBODY = Place(SpaceKind.NETWORK)


def make_space(kind: SpaceKind = SpaceKind.NETWORK, about: str = "") -> UUID:
    """A space as it is founded by the first thing put there, found again the second time."""
    space_id = standing_id(kind, about)
    if db.session.get(Space, space_id) is None:
        row = Space(id=space_id, kind=kind, opened_at=clock.now())
        row.region_code = about if kind is SpaceKind.REGION else None
        row.about_id = UUID(about) if kind is SpaceKind.ORGANIZATION else None
        db.session.add(row)
        db.session.flush()
        if kind is SpaceKind.ORGANIZATION:
            db.session.add(SpaceAccess(space_id=space_id, organization_id=UUID(about)))
        db.session.commit()
    return space_id


def make_document(
    organization_id: UUID | None = None,
    state: VersionState = VersionState.IN_FORCE,
    place: Place = EVERYBODY,
    **more: Any,
) -> UUID:
    """A document with one text, as its way through the house leaves it, without asking who may. `more` is either row's."""
    of_text = {name: more.pop(name) for name in ("text", "summary", "size", "what_changed") if name in more}
    writer, topics = more.pop("writer_id", None), more.pop("topics", ())
    now, title = clock.now(), more.pop("title", "Outreach by boat")
    is_held = state is VersionState.IN_FORCE
    row = Document(
        id=uuid4(),
        space_id=make_space(place.kind, place.about),
        organization_id=organization_id,
        state=DocumentState(state),
        is_shared=state is not VersionState.DRAFT,
        title=title,
        folded=fold(title),
        in_force_on=clock.today() if is_held else None,
        review_on=more.pop("review_on", clock.today() + timedelta(days=365) if is_held else None),
        created_at=now,
        changed_at=now,
        created_by_id=more.pop("created_by_id", writer),
        **{"kind": "guide", **more},
    )
    db.session.add(row)
    db.session.flush()
    usual = {"text": "# Before you go\n\nTell somebody when you will be back.\n", "summary": "How to reach people by water."}
    version = DocumentVersion(
        id=uuid4(), document_id=row.id, number=1, state=state, title=title, written_at=now, saved_at=now, **{**usual, **of_text}
    )
    version.approved_at = now if is_held else None
    row.in_force_id = version.id if is_held else None
    db.session.add(version)
    db.session.flush()
    if writer is not None:
        db.session.add(VersionWriter(version_id=version.id, person_id=writer))
    db.session.add_all(DocumentTopic(document_id=row.id, code=code) for code in topics)
    db.session.commit()
    return row.id
