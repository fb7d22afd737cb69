"""C39 to C46: each file of the corpus goes through every page that takes files. A clear answer, and nothing left behind."""

import io
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import func, select

from network.cleaning.kinds import BY_CODE
from network.files import jobs
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile, StoredFileText
from network.files.rules.names import ending_of, tidy_name
from network.kernel.actor import SYSTEM
from network.library.models import Document, DocumentVersion, VersionFile
from network.library.queries.attached import files_in_order
from network.library.rules.states import VersionState
from network.scanning import Clamd
from network.settings.commands import choose
from network.storage.blobs import blobs, folders
from network.storage.db import db
from tests.cleaning.documents import docx_parts, unzipped, zipped
from tests.cleaning.test_what_is_taken_out import every_byte
from tests.factories.library import make_document
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.people import make_member
from tests.files.corpus import CORPUS, HEAVY, REFUSALS, TAKEN
from tests.forms import post, post_files, token_on, value_on
from tests.library.test_many import keep
from tests.scanning.fake import EICAR, FakeClamd, honest

SignIn = Callable[..., FlaskClient]
SLOW = pytest.mark.slow
QUICKLY = ("svg", "zip called docx", "billion laughs", "half a picture", "macros", "climbs", "xlsx called docx", "encrypted pdf")
"""What goes through every page in the quick run; the slow run sends all of it."""


@pytest.fixture
def house(app: Flask) -> UUID:
    load_default_lists()
    choose(SYSTEM, "file_day_mb", 1_000)
    return make_organization("Wayside House")


@pytest.fixture
def client(house: UUID, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_member(house, is_lead=True))


def body_of(token: str, name: str, data: bytes, **fields: str) -> bytes:
    """A form as a browser writes it: in the name of a file only what would end it is written otherwise."""
    head = "".join(f'--b\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{said}\r\n' for each, said in fields.items())
    head += f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
    shown = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head += f'--b\r\nContent-Disposition: form-data; name="file"; filename="{shown}"\r\nContent-Type: image/png\r\n\r\n'
    return head.encode() + data + b"\r\n--b--\r\n"


def sent(client: FlaskClient, url: str, name: str, data: bytes, **fields: str) -> Any:
    """The form with its file, and a kind that is a lie more often than not."""
    body = body_of(token_on(client, url), name, data, **fields)
    return client.post(url, data=body, content_type="multipart/form-data; boundary=b")


def worked() -> None:
    """The clock has passed: what was large is cleaned too."""
    jobs.work_on_uploads(SYSTEM)
    db.session.rollback()


def rows(*tables: Any) -> list[int]:
    db.session.rollback()
    return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def assert_nothing_is_left() -> None:
    """A day later: no upload, no file, no words, no bytes, nothing on its way."""
    db.session.rollback()
    for row in db.session.scalars(select(StagedFile)):
        row.staged_at, row.claimed_at = row.staged_at.replace(year=2020), None
    db.session.commit()
    assert not list(folders().passing()), "temporary files"
    jobs.sweep(SYSTEM)
    jobs.shred(SYSTEM)
    assert rows(StagedFile, StoredFile, StoredBytes, StoredFileText, FileTombstone) == [0, 0, 0, 0, 0]
    assert list(blobs().names()) == []


def said_in(page: str, said: str) -> bool:
    """Whether its reader is told this, as text."""
    return str(escape(said)) in page


@pytest.mark.parametrize("what", REFUSALS)
def test_c39_each_refusal_is_told_on_the_page_and_leaves_nothing(client: FlaskClient, what: str) -> None:
    upload = REFUSALS[what]
    answer = sent(client, "/files/send", upload.name, upload.make())
    if answer.status_code == 303:
        worked()
        page = client.get(answer.headers["Location"])
        assert "We can’t take this file" in page.text, what
    else:
        page = answer
        assert answer.status_code == 422, what
        assert 'class="error"' in page.text, what
    assert said_in(page.text, upload.said), what
    assert rows(StoredFile, StoredBytes) == [0, 0]
    assert list(blobs().names()) == []
    assert_nothing_is_left()


@pytest.mark.parametrize("what", TAKEN)
def test_c40_c41_c44_what_is_taken_is_clean_and_comes_as_a_file(house: UUID, client: FlaskClient, what: str) -> None:
    """It is sent, put to a draft, fetched by a colleague, and deleted: by pages alone."""
    upload = TAKEN[what]
    made = make_document(house, VersionState.DRAFT)
    first = sent(client, "/files/send", upload.name, upload.make())
    assert first.status_code == 303, what
    staged_id = first.headers["Location"].rpartition("/")[2]
    worked()
    files = f"/library/{made}/files"
    new_id = value_on(client.get(files).text, "new_id")
    kept = post(client, files, {"file-staged": staged_id, "file-agreed": "1", "new_id": new_id}, page=files)
    assert kept.status_code == 303, what
    card = client.get(files).text
    assert "<img src=x onerror" not in card
    fetched = client.get(f"/files/{new_id}/file")
    assert fetched.status_code == 200
    head = fetched.headers
    assert head["Content-Disposition"].startswith("attachment;"), what
    assert "\n" not in head["Content-Disposition"]
    assert "sandbox" in head["Content-Security-Policy"]
    assert (head["X-Content-Type-Options"], head["Cache-Control"]) == ("nosniff", "no-store")
    kind = BY_CODE[next(code for code, each in BY_CODE.items() if ending_of(upload.name) in each.endings)]
    assert head["Content-Type"].startswith(kind.media_type)
    assert tidy_name(upload.name, kind) in card.replace("&lt;", "<").replace("&gt;", ">")
    whole = every_byte(fetched.get_data())
    assert [each for each in upload.gone if each in whole] == [], what
    post(client, f"{files}/{new_id}/remove", page=files)
    assert client.get(f"/files/{new_id}/file").status_code == 404
    assert_nothing_is_left()


# --- the other pages that take files ---


def quick_and_slow(names: Any) -> list[Any]:
    """All of them; what is not among the few is for the slow run."""
    return [each if each in QUICKLY else pytest.param(each, marks=SLOW) for each in names]


@pytest.mark.parametrize("what", quick_and_slow(REFUSALS))
def test_c39_a_draft_refuses_it_beside_the_field_and_carries_nothing(house: UUID, client: FlaskClient, what: str) -> None:
    upload, made = REFUSALS[what], make_document(house, VersionState.DRAFT)
    files = f"/library/{made}/files"
    new_id = value_on(client.get(files).text, "new_id")
    page = sent(client, files, upload.name, upload.make(), new_id=new_id)
    assert page.status_code == 422, what
    assert 'class="error"' in page.text
    if "still being cleaned" in page.text:
        staged_id = value_on(page.text, "file-staged")
        worked()
        page = post(client, files, {"file-staged": staged_id, "new_id": new_id}, page=files)
        assert page.status_code == 422, what
    assert said_in(page.text, upload.said), what
    version = db.session.scalars(select(DocumentVersion.id).where(DocumentVersion.document_id == made)).one()
    assert files_in_order(version) == []
    assert rows(VersionFile, StoredFile) == [0, 0]
    assert_nothing_is_left()


@pytest.fixture
def batches() -> list[list[str]]:
    """The refusals in parts of what one form takes, without those that have one name each."""
    names = [each for each in REFUSALS if each not in HEAVY]
    return [names[at : at + 30] for at in range(0, len(names), 30)]


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=SLOW)], ids=["some", "all"])
def test_c39_many_at_once_say_it_in_each_row_and_bring_nothing_in(
    client: FlaskClient, batches: list[list[str]], is_whole: bool
) -> None:
    for names in batches if is_whole else [list(QUICKLY)]:
        papers, lines, said = [], [], []
        for number, what in enumerate(names):
            ending = REFUSALS[what].name.strip().rpartition(".")[2] or "none"
            name = f"f{number}.{ending}".encode("ascii", "ignore").decode().replace("\x00", "")
            papers.append((io.BytesIO(REFUSALS[what].make()), name))
            lines.append(f"Title {number},{name}")
            said.append(REFUSALS[what].said if ending in name else "")
        form = {"papers": papers, "space": "network", "kind": "guide"}
        form["sheet"] = (io.BytesIO(("Title,File\n" + "\n".join(lines)).encode()), "list.csv")
        page = post_files(client, "/library/many", form)
        assert page.status_code == 200, page.text[page.text.index("<main") :][:3000]
        if "still being cleaned" in page.text:
            worked()
            page = keep(client, page)
        for what, each in zip(names, said, strict=True):
            assert said_in(page.text, each), what
        assert "Bring in" not in page.text.split("<main", 1)[1].split("<form", 1)[1]
        assert keep(client, page).status_code == 409
        assert rows(Document, VersionFile, StoredFile) == [0, 0, 0]
    assert_nothing_is_left()


@pytest.mark.parametrize("ending", ["docx", "odt"])
@pytest.mark.parametrize("what", quick_and_slow([each for each in CORPUS if "name" not in each or "its name" in each]))
def test_c42_a_word_file_is_read_for_its_words_or_refused_in_words(
    house: UUID, client: FlaskClient, what: str, ending: str
) -> None:
    """Whatever it holds, it is in no store, and nothing is saved before somebody saves it."""
    made = make_document(house, VersionState.DRAFT, text="Saved before.")
    stored = rows(Document, DocumentVersion)
    data = {"paper": (io.BytesIO(CORPUS[what].make()), f"a.{ending}")}
    page = post_files(client, f"/library/{made}/paper", data, f"/library/{made}/edit")
    assert page.status_code in (200, 422), what
    assert ('class="error"' in page.text) is (page.status_code == 422), what
    if page.status_code == 200:
        assert CORPUS[what].make()[:2] == b"PK", what
        assert "Nothing is saved yet" in page.text
        assert "Jane Realname" not in page.text
    assert "Saved before." in page.text
    assert rows(Document, DocumentVersion) == stored
    assert db.session.scalars(select(DocumentVersion.text)).one() == "Saved before."
    assert_nothing_is_left()


# --- viruses, where somebody looks for them ---


@pytest.fixture
def scanner(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClamd]:
    with FakeClamd() as fake:
        fake.answer = lambda heard: honest(heard if heard[:2] != b"PK" else b"".join(unzipped(heard).values()))
        monkeypatch.setitem(app.extensions, "scanner", Clamd(fake.address, 0.5))
        yield fake


INFECTED = {"plain": ("a.txt", EICAR), "in a docx": ("a.docx", zipped(docx_parts() | {"word/media/a.emf": EICAR}))}


@pytest.mark.parametrize("what", INFECTED)
def test_c43_a_virus_is_told_on_every_page(house: UUID, client: FlaskClient, scanner: FakeClamd, what: str) -> None:
    name, data = INFECTED[what]
    said = "A virus was found in this file. It was deleted."
    assert said in client.get(sent(client, "/files/send", name, data).headers["Location"]).text
    files = f"/library/{make_document(house, VersionState.DRAFT)}/files"
    assert said in sent(client, files, name, data, new_id=value_on(client.get(files).text, "new_id")).text
    form = {"papers": [(io.BytesIO(data), name)], "space": "network", "kind": "guide"}
    form["sheet"] = (io.BytesIO(f"Title,File\nTides,{name}\n".encode()), "list.csv")  # type: ignore[assignment]
    page = post_files(client, "/library/many", form)
    assert said in page.text
    assert keep(client, page).status_code == 409
    assert_nothing_is_left()


@pytest.mark.parametrize("said", [None, b"stream: O", b"INSTREAM size limit exceeded. ERROR\0", b""], ids=repr)
def test_c43_f19_while_nobody_can_look_the_file_waits_and_its_page_says_so(
    house: UUID, client: FlaskClient, scanner: FakeClamd, said: bytes | None
) -> None:
    scanner.answer = lambda _heard: said
    files = f"/library/{make_document(house, VersionState.DRAFT)}/files"
    new_id = value_on(client.get(files).text, "new_id")
    assert sent(client, files, "a.txt", b"Tea first.\n", new_id=new_id).status_code == 303
    assert "virus" in client.get(files).text
    refused = client.get(f"/files/{new_id}/file.txt")
    assert refused.status_code == 409
    assert b"Tea first" not in refused.data
    scanner.answer = honest
    for _ in range(20):  # it looks up from what it was asked last when that was waited for
        jobs.scan_again(SYSTEM)
        if (had := client.get(f"/files/{new_id}/file.txt")).status_code == 200:
            break
    assert had.data == b"Tea first.\n"
