"""C37: the directory as a file: all of it comes back, nothing in it runs, its name tells nothing."""

import csv
import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from network.journal.models import JournalEntry
from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import Denied
from network.organizations.commands.exporting import export_organizations
from network.organizations.commands.importing import import_table
from network.sheets import read_table
from network.storage.db import db
from tests.factories.people import coordinator, lead_of, liaison_of, make_person, member_of
from tests.forms import post
from tests.organizations.importing.files import checked, lines, load_province
from tests.sample_files import sample

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    """A coordinator, with the clean list in the directory and a few awkward entries."""
    load_province()
    import_table(SYSTEM, read_table(sample("organizations.csv"), "organizations.csv"))
    awkward = lines(
        'W̱SÁNEĆ Women\'s Centre,Saanich,,"red, with a ""bell""",Sitka Outreach and Drop-in Society,Speaks softly',
        "Fir House,Hope,Trail; Golden,'=1+1,,'-2",
        header="Org,Town,Also serves,Door,Not with,Notes",
    )
    import_table(SYSTEM, read_table(awkward, "more.csv"))
    return sign_in(make_person("Maren Ostrowski", role=Role.COORDINATOR))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_comes_back_without_a_change(client: FlaskClient, kind: str) -> None:
    answer = post(client, "/organizations/export", {"kind": kind})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="export-20')
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    assert "no-store" in answer.headers["Cache-Control"]
    page = client.get(f"{checked(client, answer.data, f'export.{kind}')}/check").get_data(as_text=True)
    assert "There is nothing to import" in page
    assert "<b>62</b><span>Stay as they are</span>" in page
    assert "Not in your file" not in page


def test_no_cell_of_an_export_begins_like_a_formula(client: FlaskClient) -> None:
    text = post(client, "/organizations/export", {"kind": "csv"}).data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert {"'=1+1", "'-2"} <= set(cells)
    assert "Sitka Outreach and Drop-in Society" in cells


def test_an_export_is_noted_and_its_content_is_not(client: FlaskClient) -> None:
    post(client, "/organizations/export", {"kind": "csv"})
    facts = db.session.scalars(select(JournalEntry.facts).where(JournalEntry.event == "organizations_exported")).one()
    assert facts == {"organizations": 62, "kind": "csv"}


def test_only_coordinators_take_the_directory_away(client: FlaskClient) -> None:
    for actor in (member_of(), lead_of(), liaison_of("northwest")):
        with pytest.raises(Denied):
            export_organizations(actor, "csv")
    assert len(export_organizations(coordinator(), "csv")) == 63


def test_a_sort_of_file_that_is_not_offered_is_refused(client: FlaskClient) -> None:
    assert post(client, "/organizations/export", {"kind": "ods"}).status_code == 422
