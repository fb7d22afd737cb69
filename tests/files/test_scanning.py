"""C43: where somebody looks for viruses, only what was found clean can be had; its sender is told, and it is tried again."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from network.files import commands, jobs, queries
from network.files.commands import FileDraft
from network.files.models import StoredFile, StoredFileText
from network.files.notices import show_files
from network.files.rules.states import FileState, Scan, Staging
from network.journal.notices import Told
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Conflict, Denied, NotFound
from network.scanning import Clamd
from network.storage.blobs import blobs
from network.storage.db import db
from tests.cleaning import documents
from tests.factories.files import TEXT, make_file, make_sender, send
from tests.journal import facts
from tests.scanning.fake import CLEAN, EICAR, FakeClamd, honest


@pytest.fixture
def scanner(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClamd]:
    """A scanner that answers honestly, until a test tells it otherwise."""
    with FakeClamd() as fake:
        monkeypatch.setitem(app.extensions, "scanner", Clamd(fake.address, 1.0))
        yield fake


def test_what_is_clean_is_kept_and_can_be_had(scanner: FakeClamd) -> None:
    sender, _, space_id = make_sender()
    file_id = make_file(sender, space_id)
    assert queries.opened(sender, file_id).read() == TEXT
    assert queries.described(sender, [file_id])[file_id].state is FileState.KEPT


@pytest.mark.parametrize(
    "data",
    [
        ("eicar.txt", EICAR),
        ("eicar.docx", documents.zipped(documents.docx_parts() | {"word/media/eicar.emf": EICAR})),
    ],
    ids=["plain", "in a docx"],
)
def test_an_infected_file_is_refused_and_nothing_of_it_is_kept(scanner: FakeClamd, data: tuple[str, bytes]) -> None:
    scanner.answer = lambda heard: honest(heard if heard[:2] != b"PK" else b"".join(documents.unzipped(heard).values()))
    sender, _, _ = make_sender()
    found = send(sender, data[1], data[0])
    assert found.state is Staging.REFUSED
    assert "A virus was found" in str(found.refusal)
    assert list(blobs().names()) == []


BAD: dict[str, Callable[[bytes], bytes | None]] = {
    "no answer": lambda _data: None,
    "half an answer": lambda _data: b"stream: O",
    "a limit": lambda _data: b"INSTREAM size limit exceeded. ERROR\0",
    "a closed line": lambda _data: b"",
}


@pytest.mark.parametrize("bad", BAD)
def test_what_nobody_looked_through_waits_and_its_sender_is_told(scanner: FakeClamd, bad: str, sign_in: Any) -> None:
    scanner.answer = BAD[bad]
    sender, _, space_id = make_sender()
    file_id = make_file(sender, space_id)
    card = queries.described(sender, [file_id])[file_id]
    assert (card.state, card.is_open) == (FileState.QUARANTINE, False)
    with pytest.raises(Conflict, match="looked for viruses"):
        queries.opened(sender, file_id)
    client = sign_in(sender.person_id)
    answer = client.get(f"/files/{file_id}/file.txt")
    assert answer.status_code == 409
    assert "looked for viruses" in answer.get_data(as_text=True)
    assert TEXT not in answer.get_data()
    assert "Waits for the search for viruses" in client.get("/files").get_data(as_text=True)
    jobs.read_texts(SYSTEM)
    assert db.session.scalars(select(StoredFileText)).all() == [], "its words are not told either"


def test_it_is_tried_again_and_then_can_be_had(scanner: FakeClamd) -> None:
    scanner.answer = lambda _data: b""
    sender, _, space_id = make_sender()
    file_id = make_file(sender, space_id)
    jobs.scan_again(SYSTEM)
    assert facts("file_cleared") == []
    scanner.answer = honest
    jobs.scan_again(SYSTEM)
    jobs.scan_again(SYSTEM)
    assert queries.opened(sender, file_id).read() == TEXT
    assert facts("file_cleared") == [{"file_id": str(file_id)}]
    told = Told(file_id, "files.cleared", {"file": str(file_id)})
    assert "notes.txt" in str(show_files(sender, [told])[file_id].said)


def test_found_infected_later_its_bytes_go_and_its_sender_is_told(scanner: FakeClamd) -> None:
    scanner.answer = lambda _data: b""
    sender, _, space_id = make_sender()
    file_id = make_file(sender, space_id, EICAR, "virus.txt")
    scanner.answer = honest
    jobs.scan_again(SYSTEM)
    jobs.shred(SYSTEM)
    assert list(blobs().names()) == []
    assert queries.described(sender, [file_id])[file_id].state is FileState.REFUSED
    with pytest.raises(Conflict, match="A virus was found"):
        queries.opened(sender, file_id)
    assert facts("file_found_infected") == [{"file_id": str(file_id)}]
    commands.remove_file(sender, file_id)


def test_a_scanner_that_comes_later_holds_back_what_it_has_not_seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sender, _, space_id = make_sender()
    file_id, waiting = make_file(sender, space_id), send(sender, b"Another.\n", "b.txt")
    assert queries.opened(sender, file_id).read() == TEXT
    with FakeClamd() as fake:
        monkeypatch.setitem(app.extensions, "scanner", Clamd(fake.address, 1.0))
        with pytest.raises(Conflict):
            queries.opened(sender, file_id)
        second = commands.keep_file(sender, FileDraft(waiting.id, space_id))
        with pytest.raises(Conflict):
            queries.opened(sender, second)
        jobs.scan_again(SYSTEM)
        assert queries.opened(sender, file_id).read() == TEXT
        assert queries.opened(sender, second).read() == b"Another.\n"
    assert {row.scan_code for row in db.session.scalars(select(StoredFile))} == {Scan.CLEAN}


def test_only_the_clock_judges_and_only_once(app: Flask) -> None:
    sender, _, space_id = make_sender()
    file_id = make_file(sender, space_id)
    with pytest.raises(Denied):
        commands.keep_verdict(sender, file_id, Scan.CLEAN)
    commands.keep_verdict(SYSTEM, file_id, Scan.CLEAN)
    with pytest.raises(NotFound):
        commands.keep_verdict(SYSTEM, file_id, Scan.INFECTED)


def test_the_fake_says_what_a_real_one_says() -> None:
    assert honest(b"tea") == CLEAN
    assert honest(b"--" + EICAR) != CLEAN
