"""C22: what a form doesn't have can't be sent with it, and of what is sent twice one counts."""

from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from network.accounts.models import Person, RoleHolding
from network.kernel.actor import Role
from network.organizations.models import Membership, Organization
from network.storage.db import db
from tests.doors.pages import forms_of
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member, make_person

FORGED = {
    "role": "administrator",
    "roles": "administrator",
    "is_lead": "1",
    "is_suspended": "0",
    "is_verified": "1",
    "id": "5eed0000-0000-4000-8000-00000000dead",
    "organization_id": "5eed0000-0000-4000-8000-00000000dead",
    "org_id": "1",
    "region": "yukon-border",
    "notes": "Forged.",
    "waiting_since": "2001-01-01",
    "confirmed_on": "2001-01-01",
    "created_at": "2001-01-01T00:00",
    "merged_into_id": "5eed0000-0000-4000-8000-00000000dead",
    "capacity[]": "99",
    "capacity[$gt]": "99",
}
OWN_WORK = {"version", "changed_at", "status_on"}  # what the command itself sets


def own_form(client: Any, organization_id: UUID) -> Any:
    address = f"/organizations/{organization_id}/edit"
    page = client.get(address).get_data(as_text=True)
    return next(form for form in forms_of(page, address) if "name" in form.fields)


def kept(organization_id: UUID) -> dict[str, Any]:
    db.session.expire_all()
    row = db.session.get_one(Organization, organization_id)
    return {column.key: getattr(row, column.key) for column in Organization.__table__.columns if column.key not in OWN_WORK}


def test_fields_that_a_form_does_not_have_change_nothing(app: Flask, sign_in: Any) -> None:
    load_default_lists()
    one = make_organization(notes="Ask for the director.")
    client = sign_in(make_member(one, is_lead=True))
    form = own_form(client, one)
    unforged = {name: value for name, value in FORGED.items() if name not in form.fields}
    assert len(unforged) > 12, "a lead's form shows few of them"
    before = kept(one)
    sent = MultiDict([(name, value) for name, values in form.filled().items() for value in values] + list(unforged.items()))
    assert client.post(form.action, data=sent).status_code == 303
    assert kept(one) == before | {key: kept(one)[key] for key in form.fields if key in before}
    assert db.session.scalar(select(func.count()).select_from(RoleHolding)) == 0
    assert db.session.scalars(select(Membership.is_lead)).all() == [True]
    assert db.session.scalars(select(Person.is_suspended)).all() == [False]


def test_of_doubled_values_the_first_counts(app: Flask, sign_in: Any) -> None:
    load_default_lists()
    one = make_organization()
    client = sign_in(make_person(role=Role.COORDINATOR))
    form = own_form(client, one)
    sent = [(name, value) for name, values in form.filled().items() for value in values if name != "name"]
    doubled = MultiDict([*sent, ("name", "First House"), ("name", "Second House"), ("csrf_token", "another")])
    assert client.post(f"{form.action}?name=Third+House", data=doubled).status_code == 303
    assert kept(one)["name"] == "First House"
