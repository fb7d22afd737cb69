"""Two entries for one organization become one, and nothing is lost."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from network.kernel import clock
from network.kernel.refusals import Denied, Invalid, NotFound
from network.organizations import commands, queries
from network.organizations.models import DoNotPair, ImportBatch, ImportChange, Membership, Organization, OwnField
from network.settings.queries import catalogue
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_draft, make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, staff
from tests.factories.places import make_community
from tests.journal import everything, facts


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def pair() -> tuple[UUID, UUID]:
    """Two entries that say some things alike and some not."""
    home, far = make_community("Smithers"), make_community("Atlin", region="yukon-border")
    kept = commands.add_organization(
        coordinator(),
        make_draft(home, name="Driftwood", services=("food",), wants=("funding",), notes="First.", phone="1", capacity=0),
    )
    other = commands.add_organization(
        coordinator(),
        make_draft(
            far, name="Drift Wood Society", services=("food", "drop-in"), wants=("transport", "funding"), notes="Second.",
            phone="2", website="https://driftwood.example", capacity=2, wants_mentor=True, waiting_since=date(2025, 1, 1),
            free=((0, 600, 660),),
        ),
    )  # fmt: skip
    return kept, other


def test_a_merge_joins_lists_fills_blanks_and_keeps_what_disagrees(app: Flask) -> None:
    kept, other = pair()
    commands.merge_organizations(coordinator(), kept, other)
    row = queries.get(coordinator(), kept)
    merged = queries.draft_of(row)
    assert (merged.name, merged.phone, merged.website) == ("Driftwood", "1", "https://driftwood.example")
    assert set(merged.services) == {"food", "drop-in"}
    assert merged.wants == ("funding", "transport")
    assert merged.notes == "First.\nSecond."
    assert (merged.capacity, merged.wants_mentor, merged.waiting_since) == (2, True, date(2025, 1, 1))
    assert merged.free == ((0, 600, 660),)
    assert set(row.region_codes) == {"northwest", "yukon-border"}
    assert facts("organizations_merged") == [{"organization_id": str(kept), "other_id": str(other)}]


def test_what_disagrees_can_be_taken_from_the_other(app: Flask) -> None:
    kept, other = pair()
    commands.merge_organizations(coordinator(), kept, other, ("name", "community_id"))
    row = queries.get(coordinator(), kept)
    assert (row.name, row.folded, row.phone) == ("Drift Wood Society", "drift wood society", "1")
    assert len(queries.draft_of(row).also_serves) == 1
    assert set(row.region_codes) == {"northwest", "yukon-border"}


def test_the_other_is_gone_from_sight_and_leads_to_the_kept_one(app: Flask) -> None:
    kept, other = pair()
    third = make_organization("Third")
    commands.merge_organizations(coordinator(), other, third)
    commands.merge_organizations(coordinator(), kept, other)
    for gone in (other, third):
        with pytest.raises(NotFound):
            queries.get(coordinator(), gone)
        assert queries.merged_into(coordinator(), gone) == kept
    assert queries.merged_into(coordinator(), kept) is None
    seen = set(db.session.scalars(queries.visible_to(coordinator()).with_only_columns(Organization.id)))
    assert seen == {kept}


def test_both_histories_stay_readable(app: Flask) -> None:
    kept, other = pair()
    commands.set_capacity(coordinator(), other, 4)
    commands.merge_organizations(coordinator(), kept, other)
    told = [str(one.text) for one in queries.page(coordinator(), kept, catalogue()).history]
    assert told[0] == "Put together with a second entry, Drift Wood Society, by the network."
    assert "Can mentor 4, says the network." in told
    assert told.count("Added to the directory by the network.") == 2


def test_people_contacts_and_imports_move(app: Flask) -> None:
    kept, other = pair()
    both = make_member(kept, name="Rena")
    db.session.add(Membership(person_id=both, organization_id=other, is_lead=True, began_at=clock.now()))
    alone = make_member(other, name="Tove")
    commands.log_contact(coordinator(), other, commands.ContactDraft(date(2026, 5, 1), "phone", "Spoke."))
    batch = ImportBatch(id=uuid4(), file_name="a.csv", digest="0", table=[], begun_at=clock.now())
    db.session.add(batch)
    db.session.flush()
    db.session.add(ImportChange(batch_id=batch.id, organization_id=other, row_number=2, after={}, version_after=1))
    db.session.commit()
    token = commands.make_invitation(staff(), other, False)
    commands.merge_organizations(coordinator(), kept, other)
    page = queries.page(coordinator(), kept, catalogue())
    assert [(person.id, person.is_lead) for person in page.people] == [(both, True), (alone, False)]
    assert [line.note for line in page.contacts] == ["Spoke."]
    assert db.session.scalars(select(ImportChange.organization_id)).all() == [kept]
    invitation = queries.find_invitation(token, clock.now() + timedelta(days=1))
    assert invitation is not None
    assert invitation.organization_id == kept
    assert [(each.id, each.is_lead) for each in queries.memberships_of(both)] == [(kept, True)]


def test_bars_move_and_none_is_left_between_the_two_or_said_twice(app: Flask) -> None:
    kept, other = pair()
    far, farther = make_organization("Far"), make_organization("Farther")
    commands.add_do_not_pair(coordinator(), kept, other, "Between")
    commands.add_do_not_pair(coordinator(), kept, far, "Kept's")
    commands.add_do_not_pair(coordinator(), far, other, "Other's")
    commands.add_do_not_pair(coordinator(), other, farther, "Alone")
    commands.merge_organizations(coordinator(), kept, other)
    assert [(bar.id, bar.reason) for bar in queries.barred(kept)] == [(far, "Kept's"), (farther, "Alone")]
    assert len(db.session.scalars(select(DoNotPair)).all()) == 2


def test_the_networks_own_fields_move_where_the_kept_one_says_nothing(app: Flask) -> None:
    kept, other = pair()
    van, fax = OwnField(id=uuid4(), label="Van", position=0), OwnField(id=uuid4(), label="Fax", position=1)
    db.session.add_all([van, fax])
    db.session.commit()
    van_id, fax_id = van.id, fax.id
    home = queries.draft_of(queries.get(coordinator(), kept)).community_id
    commands.edit_organization(coordinator(), kept, make_draft(home, own={van_id: "Ours"}), 1)
    commands.edit_organization(
        coordinator(), other, make_draft(make_community("Stewart"), own={van_id: "Theirs", fax_id: "9"}), 1
    )
    commands.merge_organizations(coordinator(), kept, other)
    assert queries.draft_of(queries.get(coordinator(), kept)).own == {van_id: "Ours", fax_id: "9"}


def test_the_later_confirmation_holds(app: Flask) -> None:
    kept, other = make_organization("A", confirmed_on=date(2025, 1, 1)), make_organization("B", confirmed_on=date(2026, 1, 1))
    commands.merge_organizations(coordinator(), kept, other)
    assert queries.get(coordinator(), kept).confirmed_on == date(2026, 1, 1)


def test_only_coordinators_merge_and_never_one_with_itself(app: Flask) -> None:
    kept, other = pair()
    before = everything()
    for actor in (lead_of(kept, other), liaison_of("northwest")):
        with pytest.raises(Denied):
            commands.merge_organizations(actor, kept, other)
    with pytest.raises(Invalid, match="other_id"):
        commands.merge_organizations(coordinator(), kept, kept)
    with pytest.raises(NotFound):
        commands.merge_organizations(coordinator(), kept, uuid4())
    assert everything() == before
