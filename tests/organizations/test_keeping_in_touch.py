"""Who must not be paired, and what was said to whom."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from network.kernel import clock
from network.kernel.refusals import Denied, Invalid, NotFound
from network.organizations import commands, queries
from network.organizations.models import DoNotPair
from network.settings.queries import catalogue
from network.storage.db import db
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import coordinator, lead_of, liaison_of, make_person, member_of
from tests.journal import everything, facts


def test_a_bar_is_the_same_from_both_sides_and_kept_once(app: Flask) -> None:
    one, other = make_organization("One"), make_organization("Other")
    commands.add_do_not_pair(coordinator(), one, other, "Two sisters lead them.")
    commands.add_do_not_pair(coordinator(), other, one, "They fell out.")
    assert len(db.session.scalars(select(DoNotPair)).all()) == 1
    assert [(bar.id, bar.reason) for bar in queries.barred(one)] == [(other, "They fell out.")]
    assert [(bar.id, bar.reason) for bar in queries.barred(other)] == [(one, "They fell out.")]
    assert len(facts("do_not_pair_added")) == 2
    commands.remove_do_not_pair(coordinator(), other, one)
    assert queries.barred(one) == queries.barred(other) == ()
    assert facts("do_not_pair_removed") == [{"organization_id": str(other), "other_id": str(one)}]


def test_only_coordinators_keep_and_see_bars(app: Flask) -> None:
    load_default_lists()
    one, other = make_organization("One"), make_organization("Other")
    before = everything()
    for actor in (lead_of(one), member_of(one), liaison_of("northwest")):
        with pytest.raises(Denied):
            commands.add_do_not_pair(actor, one, other, "")
        with pytest.raises(Denied):
            commands.remove_do_not_pair(actor, one, other)
    assert everything() == before
    commands.add_do_not_pair(coordinator(), one, other, "A secret")
    for actor in (lead_of(one), member_of(one), liaison_of("northwest")):
        page = queries.page(actor, one, catalogue())
        assert page.do_not_pair == ()
        assert "Other" not in str(page.history)
    page = queries.page(coordinator(), other, catalogue())
    assert [bar.name for bar in page.do_not_pair] == ["One"]
    assert "Not to be paired with One" in str(page.history[0].text)


def test_a_bar_against_itself_or_nobody_is_refused(app: Flask) -> None:
    one = make_organization("One")
    before = everything()
    with pytest.raises(Invalid, match="other_id"):
        commands.add_do_not_pair(coordinator(), one, one, "")
    with pytest.raises(NotFound):
        commands.add_do_not_pair(coordinator(), one, uuid4(), "")
    with pytest.raises(NotFound):
        commands.remove_do_not_pair(coordinator(), one, uuid4())
    assert everything() == before


def test_contacts_are_noted_newest_first(app: Flask) -> None:
    load_default_lists()
    one = make_organization("One")
    writer = make_person("Maren Ostby")
    by = coordinator()
    by = type(by)(person_id=writer, name="Maren", roles=by.roles)
    commands.log_contact(by, one, commands.ContactDraft(date(2026, 5, 1), "phone", "Left word."))
    commands.log_contact(
        liaison_of("northwest"), one, commands.ContactDraft(date(2026, 6, 1), "video", "Spoke.", "Send it", date(2026, 6, 8))
    )
    page = queries.page(coordinator(), one, catalogue())
    assert [(line.contacted_on, line.how, line.by) for line in page.contacts] == [
        (date(2026, 6, 1), "video", ""),
        (date(2026, 5, 1), "phone", "Maren Ostby"),
    ]
    assert [fact["organization_id"] for fact in facts("contact_logged")] == [str(one)] * 2
    assert "Left word" not in str(facts("contact_logged"))


def test_members_neither_write_nor_read_the_contact_log(app: Flask) -> None:
    load_default_lists()
    one = make_organization("One")
    commands.log_contact(coordinator(), one, commands.ContactDraft(date(2026, 5, 1), "phone", "Left word."))
    before = everything()
    for actor in (lead_of(one), member_of(one), liaison_of("fraser")):
        with pytest.raises(Denied):
            commands.log_contact(actor, one, commands.ContactDraft(date(2026, 5, 1), "phone"))
        assert queries.page(actor, one, catalogue()).contacts == ()
    assert everything() == before


def test_a_contact_that_cannot_have_been_is_refused(app: Flask) -> None:
    load_default_lists()
    one = make_organization("One")
    before = everything()
    with pytest.raises(Invalid, match="contacted_on"):
        commands.log_contact(coordinator(), one, commands.ContactDraft(clock.today() + timedelta(days=2), "phone"))
    with pytest.raises(Invalid, match="how"):
        commands.log_contact(coordinator(), one, commands.ContactDraft(clock.today(), "pigeon"))
    assert everything() == before
