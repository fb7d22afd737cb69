"""F13, F18: files in a bucket behave as those in the folder; an operator finds what a store has lost or changed."""

from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from moto.server import ThreadedMotoServer
from sqlalchemy import select

from network import start
from network.cli import network
from network.config.files import Bucket
from network.files import commands, jobs, queries
from network.files.models import StoredBytes
from network.kernel.actor import SYSTEM
from network.scanning import Clamd
from network.storage.blobs import blobs, folders
from network.storage.blobs.remote import RemoteStore
from network.storage.db import db
from tests.cleaning import documents
from tests.factories.files import TEXT, make_file, make_sender
from tests.files.test_keeping import age

NAME = "files-of-a-test"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """An S3-compatible server in this process."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    urlopen(Request(f"http://{host}:{port}/{NAME}", method="PUT"), timeout=10).close()
    yield f"http://{host}:{port}"
    server.stop()


def test_a_file_in_a_bucket_is_taken_given_and_shredded(
    app: Flask, endpoint: str, monkeypatch: pytest.MonkeyPatch, sign_in: Any
) -> None:
    store = RemoteStore(Bucket(NAME, "key", "secret", endpoint=endpoint, may_be_plain=True))
    monkeypatch.setitem(app.extensions, "blobs", store)
    sender, _, space_id = make_sender()
    file_id = make_file(sender, space_id, documents.docx(), "Plan.docx")
    client = sign_in(sender.person_id)
    whole = client.get(f"/files/{file_id}/file.docx").get_data()
    assert documents.unzipped(whole)
    part = client.get(f"/files/{file_id}/file.docx", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.get_data()) == (206, whole[10:20])
    jobs.read_texts(SYSTEM)
    assert documents.SAID in queries.texts_changed(None, 1)[0].text
    assert not (folders().root / "kept").exists(), "nothing of it lies here"
    assert not list(folders().passing())
    commands.remove_file(sender, file_id)
    jobs.shred(SYSTEM)
    jobs.sweep(SYSTEM)
    assert list(store.names()) == []


@pytest.fixture
def run(app: Flask) -> Any:
    """`run("files", "verify")`: the result of a command."""
    app.cli.add_command(network)
    return lambda *arguments: app.test_cli_runner().invoke(args=["network", *arguments])


def test_an_operator_finds_what_is_gone_and_what_was_changed(app: Flask, run: Any) -> None:
    sender, _, space_id = make_sender()
    for number in range(3):
        make_file(sender, space_id, TEXT + str(number).encode(), f"{number}.txt")
    assert "3 files are as they were kept, 0 are not." in run("files", "verify").output
    names = list(db.session.scalars(select(StoredBytes.name).order_by(StoredBytes.made_at, StoredBytes.id)))
    blobs().delete(names[0])
    place = folders().root / "kept" / names[1][:2] / names[1]
    place.write_bytes(place.read_bytes()[:-1] + b"X")
    done = run("files", "verify")
    assert done.exit_code == 1
    assert f"{names[0]}: missing" in done.output
    assert f"{names[1]}: changed" in done.output
    assert "1 files are as they were kept, 2 are not." in done.output


def test_doctor_tells_of_lost_files_and_of_a_silent_scanner(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sender, _, space_id = make_sender()
    make_file(sender, space_id)
    assert "1 in " in next(fact.said for fact in start.facts() if fact.name == "Files")
    assert not [said for said in start.shortages() if "file" in said.lower() and "bytes in the store" in said]
    blobs().delete(db.session.scalars(select(StoredBytes.name)).one())
    age(StoredBytes, "made_at")
    jobs.sweep(SYSTEM)
    monkeypatch.setitem(app.extensions, "scanner", Clamd("127.0.0.1:1", 1.0))
    said = " ".join(start.shortages())
    assert "1 files have no bytes in the store" in said
    assert "does not answer. Files wait" in said
