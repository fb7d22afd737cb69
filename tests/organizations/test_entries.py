"""Adding an organization and correcting its entry."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.kernel import clock
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.organizations import commands, queries
from network.organizations.models import OwnField
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_draft, make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, member_of
from tests.factories.places import make_community
from tests.journal import everything, facts


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


def full(home: UUID, far: UUID, **more: Any) -> commands.OrganizationDraft:
    """An entry with something in every field."""
    values: dict[str, Any] = {
        "also_serves": (far,),
        "territories": "Gitxsan",
        "about": "A house by the river.",
        "services": ("drop-in", "food"),
        "populations": ("women",),
        "work_settings": ("online",),
        "capacity": 2,
        "teaches": ("funding",),
        "wants_mentor": True,
        "waiting_since": date(2025, 8, 15),
        "wants": ("transport", "evaluation"),
        "free": ((2, 780, 900), (4, 600, 720)),
        "contact_email": "office@driftwood.example",
        "phone": "250 555 0142",
        "reach_note": "Leave the caller's name only.",
        "website": "https://driftwood.example",
        "notes": "Ask for the director.",
    }
    return make_draft(home, **{**values, **more})


def test_a_coordinator_adds_an_organization_with_every_field(app: Flask) -> None:
    home, far = make_community("Smithers"), make_community("Atlin", region="yukon-border")
    field = OwnField(id=uuid4(), label="Van", position=0)
    db.session.add(field)
    db.session.commit()
    draft = full(home, far, own={field.id: "Every second Friday"})
    made = commands.add_organization(coordinator(), draft)
    row = queries.get(coordinator(), made)
    assert queries.draft_of(row) == draft
    assert set(row.region_codes) == {"northwest", "yukon-border"}
    assert (row.version, row.confirmed_on, row.status_on) == (1, clock.today(), clock.today())
    assert facts("organization_added") == [{"organization_id": str(made)}]


def test_regions_beyond_those_of_the_communities_are_kept_apart(app: Flask) -> None:
    home, far = make_community("Smithers"), make_community("Atlin", region="yukon-border")
    make_community("Delta", region="fraser")
    made = commands.add_organization(coordinator(), full(home, far, regions=("fraser",)))
    row = queries.get(coordinator(), made)
    assert set(row.region_codes) == {"northwest", "yukon-border", "fraser"}
    assert queries.draft_of(row).regions == ("fraser",)


@pytest.mark.parametrize("actor", [member_of(UUID(int=1)), lead_of(UUID(int=1)), liaison_of("northwest")])
def test_only_coordinators_add_organizations(app: Flask, actor: Any) -> None:
    home = make_community("Smithers")
    before = everything()
    with pytest.raises(Denied):
        commands.add_organization(actor, make_draft(home))
    assert everything() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "no-such-kind"),
        ("mandate", "no-such-mandate"),
        ("status", ""),
        ("languages", ("klingon",)),
        ("ways", ("pigeon",)),
        ("teaches", ("astrology",)),
        ("wants", ("astrology",)),
        ("services", ("drop-in", "no")),
        ("capacity", 21),
        ("capacity", -1),
        ("waiting_since", date(2999, 1, 1)),
        ("waiting_since", date(1900, 1, 1)),
        ("regions", ("atlantis",)),
        ("community_id", UUID(int=5)),
        ("also_serves", (UUID(int=5),)),
        ("own", {UUID(int=5): "text"}),
        ("free", ((7, 0, 60),)),
        ("free", ((0, 60, 60),)),
        ("free", ((0, 0, 1441),)),
        ("name", "  "),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_leaves_nothing(app: Flask, field: str, value: Any) -> None:
    home = make_community("Smithers")
    before = everything()
    with pytest.raises(Invalid) as refused:
        commands.add_organization(coordinator(), replace(make_draft(home), **{field: value}))
    assert refused.value.field == field
    assert everything() == before


def test_the_same_name_in_the_same_community_is_refused(app: Flask) -> None:
    home = make_community("Smithers")
    commands.add_organization(coordinator(), make_draft(home, name="Maison d'Érable"))
    with pytest.raises(Invalid) as refused:
        commands.add_organization(coordinator(), make_draft(home, name="MAISON DERABLE"))
    assert refused.value.field == "name"
    commands.add_organization(coordinator(), make_draft(make_community("Terrace"), name="Maison d'Érable"))


def test_an_edit_changes_what_it_says_and_records_which_fields(app: Flask) -> None:
    home, far = make_community("Smithers"), make_community("Atlin")
    made = commands.add_organization(coordinator(), full(home, far))
    changed = full(home, far, name="Driftwood House", services=("food", "drop-in"), wants=("evaluation", "transport"))
    commands.edit_organization(lead_of(made), made, changed, 1)
    row = queries.get(coordinator(), made)
    assert queries.draft_of(row).wants == ("evaluation", "transport")
    assert (row.name, row.folded, row.version) == ("Driftwood House", "driftwood house", 2)
    assert facts("organization_edited") == [{"organization_id": str(made), "fields": ["name", "wants"], "version": 2}]


def test_an_edit_of_an_old_version_is_a_conflict_and_changes_nothing(app: Flask) -> None:
    home = make_community("Smithers")
    made = commands.add_organization(coordinator(), make_draft(home))
    commands.edit_organization(coordinator(), made, make_draft(home, name="First"), 1)
    before = everything()
    with pytest.raises(Conflict):
        commands.edit_organization(coordinator(), made, make_draft(home, name="Second"), 1)
    assert queries.get(coordinator(), made).name == "First"
    assert everything() == before


def test_who_may_edit(app: Flask) -> None:
    home = make_community("Smithers")
    made = commands.add_organization(coordinator(), make_draft(home))
    for version, actor in enumerate((coordinator(), lead_of(made), liaison_of("northwest")), start=1):
        commands.edit_organization(actor, made, make_draft(home), version)
    for actor in (member_of(made), lead_of(make_organization("Another")), liaison_of("fraser")):
        with pytest.raises(Denied):
            commands.edit_organization(actor, made, make_draft(home), 4)
    with pytest.raises(NotFound):
        commands.edit_organization(member_of(), made, make_draft(home), 4)


def test_a_lead_neither_reads_away_the_notes_nor_moves_up_the_waiting_list(app: Flask) -> None:
    home = make_community("Smithers")
    since = date(2026, 5, 1)
    draft = make_draft(home, notes="Ask for the director.", wants_mentor=True, waiting_since=since)
    made = commands.add_organization(coordinator(), draft)
    forged = make_draft(home, notes="", wants_mentor=True, waiting_since=date(2001, 1, 1))
    commands.edit_organization(lead_of(made), made, forged, 1)
    row = queries.get(coordinator(), made)
    assert (row.notes, row.waiting_since) == ("Ask for the director.", since)
    commands.edit_organization(liaison_of("northwest"), made, forged, 2)
    assert (row.notes, row.waiting_since) == ("Ask for the director.", date(2001, 1, 1))


def test_a_new_status_is_dated_and_an_old_one_keeps_its_date(app: Flask) -> None:
    home = make_community("Smithers")
    made = make_organization(community_id=home, status_on=date(2020, 1, 1))
    commands.edit_organization(coordinator(), made, make_draft(home), 1)
    assert queries.get(coordinator(), made).status_on == date(2020, 1, 1)
    commands.edit_organization(coordinator(), made, make_draft(home, status="paused"), 2)
    assert queries.get(coordinator(), made).status_on == clock.today()


def test_confirming_says_who_and_when(app: Flask) -> None:
    made = make_organization(confirmed_on=None)
    for actor in (lead_of(made), liaison_of("northwest"), coordinator()):
        commands.confirm_organization(actor, made)
        row = queries.get(actor, made)
        assert (row.confirmed_on, row.confirmed_by_id) == (clock.today(), actor.person_id)
    assert facts("organization_confirmed") == [{"organization_id": str(made)}] * 3
    with pytest.raises(Denied):
        commands.confirm_organization(member_of(made), made)


def test_status_capacity_and_waiting_are_set_alone(app: Flask) -> None:
    made = make_organization(capacity=1, about="As it was")
    commands.set_status(coordinator(), made, "paused")
    commands.set_capacity(lead_of(made), made, 3)
    commands.set_waiting(coordinator(), made, True, date(2025, 8, 15))
    row = queries.get(coordinator(), made)
    assert (row.status, row.capacity, row.wants_mentor, row.waiting_since) == ("paused", 3, True, date(2025, 8, 15))
    assert (row.about, row.version) == ("As it was", 4)
    assert facts("organization_status_set") == [{"organization_id": str(made), "status": "paused"}]
    assert facts("organization_capacity_set") == [{"organization_id": str(made), "capacity": 3}]
    waiting = {"organization_id": str(made), "wants_mentor": True, "waiting_since": "2025-08-15"}
    assert facts("organization_waiting_set") == [waiting]
    commands.set_waiting(coordinator(), made, False, date(2025, 8, 15))
    assert queries.get(coordinator(), made).waiting_since is None


def test_a_lead_waits_from_today_whatever_she_says(app: Flask) -> None:
    made = make_organization()
    commands.set_waiting(lead_of(made), made, True, date(2001, 1, 1))
    assert queries.get(coordinator(), made).waiting_since == clock.today()


def test_the_small_acts_refuse_what_the_form_would(app: Flask) -> None:
    made = make_organization()
    before = everything()
    with pytest.raises(Invalid, match="capacity"):
        commands.set_capacity(coordinator(), made, 21)
    with pytest.raises(Invalid, match="status"):
        commands.set_status(coordinator(), made, "gone")
    with pytest.raises(Invalid, match="waiting_since"):
        commands.set_waiting(coordinator(), made, True, clock.today() + timedelta(days=3))
    for act in (
        lambda actor: commands.set_capacity(actor, made, 2),
        lambda actor: commands.set_status(actor, made, "closed"),
        lambda actor: commands.set_waiting(actor, made, True, None),
    ):
        with pytest.raises(Denied):
            act(member_of(made))
    assert everything() == before
