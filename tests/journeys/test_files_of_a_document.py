"""Files of a document from the first upload to the day on which nothing of them is left: through the pages."""

import io
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from network.files import jobs
from network.files.models import StagedFile, StoredBytes, StoredFile
from network.kernel.actor import SYSTEM
from network.library.models import VersionFile
from network.library.rules.states import VersionState
from network.settings.models import Setting
from network.settings.queries import forget
from network.storage.blobs import blobs
from network.storage.db import db
from tests.cleaning import documents
from tests.cleaning.documents import pdf
from tests.factories.attaching import make_attached
from tests.factories.files import send as upload
from tests.factories.library import make_document
from tests.factories.library_actors import acting_member, again
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.factories.sharing import text_of
from tests.forms import post, post_files, value_on
from tests.journeys.test_life_of_a_document import page, save, step
from tests.statements import statements

SignIn = Callable[..., FlaskClient]
TIDES = b"Tides for the north coast.\n"


@pytest.fixture(autouse=True)
def lists(app: Flask) -> None:
    load_default_lists()


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


def send(client: FlaskClient, url: str, data: bytes | None = TIDES, name: str = "tides.txt", **more: str) -> Any:
    """Add a file as a browser without scripts does. `more` may name an upload instead."""
    typed: dict[str, Any] = {"new_id": value_on(page(client, f"{url}/files"), "new_id"), **more}
    if data is not None:
        typed["file"] = (io.BytesIO(data), name)
    return post(client, f"{url}/files", typed, content_type="multipart/form-data")


def shown(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def file_on(client: FlaskClient, url: str, name: str) -> str:
    """The address of a file on a page, by its name."""
    found = re.search(rf'<a href="(/files/[^"]+)" download>.*?</svg> {re.escape(name)}</a>', page(client, url))
    assert found, name
    return found[1]


def acts_on(client: FlaskClient, url: str) -> list[str]:
    """Where the buttons of the files of a draft lead."""
    return re.findall(rf'action="({re.escape(url)}/files/[^"]+)"', page(client, f"{url}/files"))


def left_over() -> tuple[int, int, int, int]:
    jobs.shred(SYSTEM)
    db.session.rollback()
    tables = (StoredFile, VersionFile, StoredBytes)
    return *(db.session.scalar(select(func.count()).select_from(each)) or 0 for each in tables), len(list(blobs().names()))  # type: ignore[return-value]


def test_from_the_upload_to_the_last_version(house: UUID, sign_in: SignIn) -> None:
    reader = sign_in(make_member(make_organization("Juniper Peers"), name="Reader"))
    writer, lead = sign_in(make_member(house, name="Writer")), sign_in(make_member(house, is_lead=True, name="Lead"))
    url = f"/library/{make_document(house, VersionState.DRAFT, text='')}"
    assert save(writer, url, "Mind the tides.") == 303
    assert "This version carries no file yet" in page(writer, f"{url}/files")
    assert send(writer, url).status_code == 303
    assert send(writer, url, pdf(), "Map of the coast.pdf").status_code == 303
    listed = page(writer, f"{url}/files")
    assert "Taken out: " in listed
    assert "TXT, 27 Bytes" in listed
    (up,) = [each for each in acts_on(writer, url) if each.endswith("/up")]
    assert post(writer, up, page=f"{url}/files").status_code == 303
    assert page(writer, url).index("Map of the coast.pdf") < page(writer, url).index("tides.txt")
    address = file_on(writer, url, "tides.txt")
    assert writer.get(address).get_data() == TIDES
    assert reader.get(address).status_code == reader.get(url).status_code == 404

    assert step(writer, url, "ask-review") == 303
    assert writer.get(f"{url}/files").status_code == 409
    assert reader.get(address).get_data() == TIDES
    assert reader.get(f"{url}/files").status_code == 403
    assert step(lead, url, "approve") == 303

    assert post(writer, f"{url}/begin-version", {"from_number": "1"}, page=url).status_code == 303
    assert "An earlier version carries it too" in page(writer, f"{url}/files")
    off = [each for each in acts_on(writer, url) if each.endswith("/remove")]
    answer = post(writer, off[1], page=f"{url}/files", follow_redirects=True)
    assert "Taken off this version. Earlier ones keep it." in shown(answer)
    assert send(writer, url, b"Ferries.\n", "ferries.txt").status_code == 303
    new = file_on(writer, f"{url}/versions/2", "ferries.txt")
    assert reader.get(new).status_code == 404
    assert reader.get(address).get_data() == TIDES
    assert save(writer, url, "Mind the ferries.") == 303
    for asked in (page(writer, f"{url}/versions"), page(writer, f"{url}/compare?from=1&to=2")):
        assert "File added: <ins>ferries.txt</ins>" in asked
        assert "File taken off: <del>tides.txt</del>" in asked
    assert "ferries.txt" not in page(reader, f"{url}/versions")
    assert left_over()[:3] == (3, 4, 3)

    assert "ferries.txt" in page(writer, f"{url}/drop")
    assert "Map of the coast" not in page(writer, f"{url}/drop")
    assert step(writer, url, "drop") == 303
    assert writer.get(new).status_code == 404
    assert left_over() == (2, 3, 2, 2)
    assert "Map of the coast.pdf" in page(reader, url)


def test_pressed_twice_it_is_one_file(house: UUID, sign_in: SignIn) -> None:
    writer = sign_in(make_member(house))
    url = f"/library/{make_document(house, VersionState.DRAFT)}"
    new_id = value_on(page(writer, f"{url}/files"), "new_id")
    for _ in range(2):
        assert send(writer, url, new_id=new_id).status_code == 303
    sent = db.session.scalars(select(StagedFile.id)).one()
    assert send(writer, url, None, new_id=new_id, **{"file-staged": str(sent)}).status_code == 303
    assert left_over()[:3] == (1, 1, 1)


def test_a_refusal_is_said_beside_the_field_and_nothing_is_lost(house: UUID, sign_in: SignIn) -> None:
    writer = sign_in(make_member(house))
    url = f"/library/{make_document(house, VersionState.DRAFT)}"
    for data, name, said in (
        (None, "", "Choose a file."),
        (b"MZ\0", "tool.exe", "We don’t take files of this kind."),
        (b"no pdf", "plan.pdf", "What is in this file is not what its name says."),
        (b"", "empty.txt", "This file is empty."),
    ):
        answer = send(writer, url, data, name)
        assert (answer.status_code, said in shown(answer)) == (422, True), name
    assert left_over() == (0, 0, 0, 0)


def test_what_waits_or_finds_no_room_is_there_the_second_time(house: UUID, sign_in: SignIn) -> None:
    person = make_member(house)
    writer, sender = sign_in(person), again(acting_member(person, house))
    document_id = make_document(house, VersionState.DRAFT)
    url, version = f"/library/{document_id}", text_of(document_id).id
    held = str(upload(sender, name="large.txt", at_once=False).id)  # as a script sends what the clock cleans
    answer = send(writer, url, None, **{"file-staged": held})
    assert answer.status_code == 422
    assert "This file is still being cleaned" in shown(answer)
    assert value_on(shown(answer), "file-staged") == held
    jobs.work_on_uploads(SYSTEM)
    for _ in range(2):
        make_attached(version, "other.txt", size=512 * 1024)
    db.session.add(Setting(key="file_organization_mb", value=1))
    db.session.commit()
    forget()
    answer = send(writer, url, None, **{"file-staged": held})
    assert answer.status_code == 422
    assert "Your organization keeps as much as it may: 1 MB." in shown(answer)
    assert value_on(shown(answer), "file-staged") == held
    db.session.execute(Setting.__table__.delete())  # type: ignore[attr-defined]
    db.session.commit()
    forget()
    assert send(writer, url, None, **{"file-staged": held}).status_code == 303
    assert "large.txt" in page(writer, f"{url}/files")


def test_an_adaptation_takes_files_along_if_it_is_ticked(house: UUID, sign_in: SignIn) -> None:
    peers = make_organization("Juniper Peers")
    lead = sign_in(make_member(peers, is_lead=True))
    document_id = make_document(house)
    make_attached(text_of(document_id).id)
    form = page(lead, f"/library/{document_id}/adapt")
    assert "tides.txt" in form
    typed = {"number": "1", "title": "Ours", "place": f"organization:{peers}", "why": "One bus a week."}
    place = re.search(r'<option value="([^"]*organization[^"]*)"', form)
    assert place
    typed["place"] = place[1]
    for ticked, files in (("y", 2), ("", 2)):
        more = {"with_files": ticked} if ticked else {}
        typed["new_id"] = value_on(page(lead, f"/library/{document_id}/adapt"), "new_id")
        assert post(lead, f"/library/{document_id}/adapt", {**typed, **more}).status_code == 303
        assert left_over()[0] == files


@pytest.mark.quick_on("sqlite", "a page asks in the same statements on both")
@pytest.mark.parametrize("place", ["", "/versions", "/compare", "/files", "/drop"])
def test_a_page_asks_as_often_of_many_files_as_of_one(house: UUID, sign_in: SignIn, place: str) -> None:
    writer = sign_in(make_member(house))
    counts = []
    for number in (1, 20):
        document_id = make_document(house)
        for each in range(number):
            make_attached(text_of(document_id).id, f"{each}.txt")
        url = f"/library/{document_id}"
        assert post(writer, f"{url}/begin-version", {"from_number": "1"}, page=url).status_code == 303
        for each in range(number):
            make_attached(text_of(document_id).id, f"new {each}.txt")
        page(writer, url + place)
        with statements() as asked:
            text = page(writer, url + place)
        assert (".txt" in text) is True
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 28, counts


def test_several_files_at_once_each_have_their_own_end(house: UUID, sign_in: SignIn) -> None:
    """What can be taken is added, what can't says why, what waits is added with the next press; twice it is once."""
    writer = sign_in(make_member(house))
    document_id = make_document(house, VersionState.DRAFT)
    url = f"/library/{document_id}"
    sent = [
        (TIDES, "tides.txt"),
        (b"MZ", "tool.exe"),
        (b"Ferries.\n", "ferries.txt"),
        (b"<svg/>", "map.png"),
        (b"a b\n" * 600_000, "long.txt"),
    ]
    form = {
        "several": [(io.BytesIO(data), name) for data, name in sent],
        "new_id": value_on(page(writer, f"{url}/files"), "new_id"),
    }
    answer = post_files(writer, f"{url}/files", form)
    assert answer.status_code == 422
    said = shown(answer)
    for expected in (
        "2 files are added",
        "<b>tool.exe</b>: We don’t take",
        "<b>map.png</b>: What is in",
        "<b>long.txt</b>: This file is still",
    ):
        assert expected in said, expected
    assert "ferries.txt" in page(writer, f"{url}/files")
    held = value_on(said, "several-staged")
    jobs.work_on_uploads(SYSTEM)
    again = {"several": "", "several-staged": held, "new_id": value_on(said, "new_id")}
    assert post(writer, f"{url}/files", again).status_code == 303
    assert post(writer, f"{url}/files", again).status_code == 303, "pressed twice"
    for stream, _ in form["several"]:
        stream.seek(0)
    twice = post_files(writer, f"{url}/files", {**form, "several": form["several"][:1]})
    assert twice.status_code == 303
    assert left_over()[:3] == (3, 3, 3)
    nothing = post(writer, f"{url}/files", {"several": "", "new_id": form["new_id"]})
    assert (nothing.status_code, "Choose a file." in shown(nothing)) == (422, True)


def test_several_that_leave_traces_are_asked_one_by_one(house: UUID, sign_in: SignIn) -> None:
    writer = sign_in(make_member(house))
    url = f"/library/{make_document(house, VersionState.DRAFT)}"
    plans = [(io.BytesIO(documents.docx(tracked=True)), "Plan.docx"), (io.BytesIO(documents.odt(tracked=True)), "Other.odt")]
    said = shown(post_files(writer, f"{url}/files", {"several": plans}))
    held = re.findall(r'name="several-staged" value="([^"]+)"', said)
    assert len(held) == len(set(re.findall(r'id="several-agreed-([^"]+)"', said))) == 2
    form = {"several": "", "several-staged": held, "several-agreed": held[:1], "new_id": value_on(said, "new_id")}
    answer = post(writer, f"{url}/files", form)
    assert answer.status_code == 422
    assert "1 file is added" in shown(answer)
    assert re.findall(r'name="several-staged" value="([^"]+)"', shown(answer)) == held[1:]
