"""Two entries become one organization: what both kept and said of documents is its own, and said once."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select

from network.kernel import clock
from network.library.commands import move_documents
from network.library.models import Adoption, Confirmation, Document, DocumentVersion, Endorsement, PassageComment
from network.library.queries.merging import goes_with
from network.organizations import commands as organizations
from network.storage.db import Row, db
from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of
from tests.journal import facts


def of(table: type[Row]) -> list[UUID]:
    return sorted(db.session.scalars(select(table.organization_id)))  # type: ignore[attr-defined]


def test_what_the_other_kept_and_said_goes_over_and_is_said_once(app: Flask) -> None:
    load_default_lists()
    kept, other, third = make_organization("Wayside"), make_organization("Way Side"), make_organization("Juniper")
    today = clock.today()
    mine, made = make_document(other), make_document(third)
    version = db.session.scalars(select(DocumentVersion.id).where(DocumentVersion.document_id == made)).one()
    for each in (kept, other, third):
        db.session.add(Endorsement(version_id=version, organization_id=each, endorsed_on=today))
        db.session.add(Adoption(document_id=made, organization_id=each, adopted_on=today))
    db.session.add(Endorsement(version_id=version, organization_id=other, endorsed_on=today, ended_on=today))
    db.session.add(Confirmation(version_id=version, organization_id=other, confirmed_on=today, review_on=today))
    db.session.add(PassageComment(version_id=version, organization_id=other, text="Good.", written_at=clock.now()))
    db.session.commit()
    assert [str(each) for each in goes_with(coordinator(), other)] == ["1 document"]
    assert goes_with(lead_of(kept), other) == ()
    organizations.merge_organizations(coordinator(), kept, other)
    db.session.rollback()
    assert db.session.get_one(Document, mine).organization_id == kept
    assert of(Endorsement) == sorted([kept, kept, third])  # the one that had ended is past, and stays
    assert of(Adoption) == sorted([kept, third])
    assert of(Confirmation) == of(PassageComment) == [kept]
    assert facts("documents_moved") == [{"organization_id": str(kept), "other_id": str(other), "documents": 1}]


def test_it_is_a_command_of_coordinators(app: Flask) -> None:
    kept, other = make_organization("Wayside"), make_organization("Way Side")
    move_documents(coordinator(), kept, other)
    assert facts("documents_moved")[0]["documents"] == 0
