"""C39, F2, F11, F18: bytes come whole or not at all, on this machine and in a bucket, under names that are no paths."""

import os
import ssl
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from moto.server import ThreadedMotoServer

from network.config.files import Bucket, FileSettings, file_problems, read_files
from network.storage.blobs import Gone, Incoming, Store, Unreachable, new_name, start_blobs
from network.storage.blobs import incoming as incoming_module
from network.storage.blobs.incoming import IN_MEMORY, Folders, filled, own_folder
from network.storage.blobs.local import LocalStore
from network.storage.blobs.remote import RemoteStore
from tests.mail.certificates import HOST, make_certificate

DATA = bytes(range(256)) * 1_000
DAY = "Thu, 26 Nov 2026 20:00:00 GMT"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """An S3-compatible server in this process."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    urlopen(Request(f"{address}/kept-files", method="PUT"), timeout=10).close()
    yield address
    server.stop()


@pytest.fixture(params=["local", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Both stores keep the same promises."""
    if request.param == "local":
        return LocalStore(tmp_path / "kept")
    return RemoteStore(Bucket("kept-files", "key", "secret", endpoint=request.getfixturevalue("endpoint"), may_be_plain=True))


def put(store: Store, folder: Path, data: bytes = DATA) -> str:
    name = new_name()
    store.put(name, filled(own_folder(folder / "coming") / name, [data]))
    return name


def test_bytes_come_back_whole_and_in_stretches(store: Store, tmp_path: Path) -> None:
    name = put(store, tmp_path)
    assert b"".join(store.pieces(name)) == DATA
    assert b"".join(store.pieces(name, 10, 20)) == DATA[10:30]
    assert b"".join(store.pieces(name, len(DATA) - 5)) == DATA[-5:]
    assert b"".join(store.pieces(name, 7, 0)) == b""
    assert name in {each for each, _ in store.names()}
    assert not list((tmp_path / "coming").iterdir()), "the source was taken over"


def test_what_is_deleted_is_gone_and_can_be_deleted_twice(store: Store, tmp_path: Path) -> None:
    name = put(store, tmp_path)
    store.delete(name)
    store.delete(name)
    with pytest.raises(Gone):
        store.pieces(name)
    assert name not in {each for each, _ in store.names()}


def test_who_reads_reads_on_while_it_is_deleted(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "kept")
    name = put(store, tmp_path)
    pieces = store.pieces(name)
    first = next(pieces)
    store.delete(name)
    assert first + b"".join(pieces) == DATA


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 31, "A" * 32, "", "a" * 32 + "/x", "a/" + "b" * 30])
def test_no_name_is_a_path(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        store.pieces(name)
    with pytest.raises(ValueError, match="not a name"):
        store.delete(name)


def test_f18_a_bucket_that_does_not_answer_is_told_apart(tmp_path: Path) -> None:
    dead = RemoteStore(Bucket("kept-files", "key", "secret", endpoint="http://127.0.0.1:9", may_be_plain=True))
    source = filled(tmp_path / "source", [DATA])
    for deed in (
        lambda: dead.put("a" * 32, source),
        lambda: dead.pieces("a" * 32),
        lambda: dead.delete("a" * 32),
        lambda: list(dead.names()),
    ):
        with pytest.raises(Unreachable):
            deed()
    assert source.read_bytes() == DATA, "what was not taken is still here"


@contextmanager
def answering(lead: str = "", certificate: Path | None = None) -> Iterator[tuple[str, list[str | None]]]:
    """A server that leads elsewhere, or that has a file: its address, and what each who came showed to be let in."""
    came: list[str | None] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.headers["Authorization"])
            self.send_response(307 if lead else 200)
            for name, value in {"Location": lead, "Content-Length": "0", "ETag": '"1"', "Last-Modified": DAY}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *_given: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((HOST, 0), Answer)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{'http' if certificate is None else 'https'}://{HOST}:{server.server_port}", came
    finally:
        server.shutdown()
        server.server_close()


def test_a_bucket_whose_certificate_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    with answering(certificate=make_certificate(tmp_path, "nobody")) as (address, came):
        with pytest.raises(Unreachable):
            RemoteStore(Bucket("kept-files", "key", "secret", endpoint=address)).pieces(new_name())
        assert came == []


def test_where_a_bucket_leads_elsewhere_the_credentials_stay_behind() -> None:
    with answering() as (elsewhere, came), answering(lead=elsewhere) as (address, first):
        with suppress(Unreachable):
            RemoteStore(Bucket("kept-files", "key", "secret", endpoint=address, may_be_plain=True)).pieces(new_name())
        assert [bool(shown) for shown in first] == [True]
        assert set(came) <= {None}


def test_a_bucket_that_is_not_there_is_no_lost_file(endpoint: str) -> None:
    elsewhere = RemoteStore(Bucket("no-such-bucket", "key", "secret", endpoint=endpoint, may_be_plain=True))
    with pytest.raises(Unreachable):
        list(elsewhere.names())


def test_no_secret_is_told(endpoint: str) -> None:
    bucket = Bucket("kept-files", "key", "canary-secret", endpoint=endpoint, may_be_plain=True)
    assert "canary" not in repr(bucket) + RemoteStore(bucket).said() + repr(FileSettings(bucket))


def test_one_setting_chooses_the_store(tmp_path: Path) -> None:
    app = Flask("x")
    start_blobs(app, FileSettings(), tmp_path)
    assert isinstance(app.extensions["blobs"], LocalStore)
    start_blobs(app, FileSettings(Bucket("kept-files", "key", "secret")), tmp_path)
    assert isinstance(app.extensions["blobs"], RemoteStore)
    assert not list(tmp_path.iterdir()), "nothing is made before the first file"


def test_f2_bytes_are_on_the_disk_before_they_have_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file's bytes, then its name, then the folder that lists it."""
    told: list[str] = []
    sync, rename = os.fsync, Path.rename

    def fsync(number: int) -> None:
        told.append("folder" if stat.S_ISDIR(os.fstat(number).st_mode) else "file")
        sync(number)

    def renamed(self: Path, target: Any) -> Any:
        told.append("name")
        return rename(self, target)

    store = LocalStore(tmp_path / "kept")
    put(store, tmp_path)
    monkeypatch.setattr(incoming_module.os, "fsync", fsync)
    monkeypatch.setattr(Path, "rename", renamed)
    put(store, tmp_path)
    assert told[-3:] == ["file", "name", "folder"]


def incoming(folder: Path) -> Incoming:
    return Incoming(Folders(folder / "files"))


def test_a_small_part_never_touches_the_disk(tmp_path: Path) -> None:
    with incoming(tmp_path) as part:
        part.write(b"x" * IN_MEMORY)
        assert not (tmp_path / "files").exists()
        assert part.size == IN_MEMORY


def test_a_large_part_lies_on_the_disk_in_pieces_and_goes_with_its_form(tmp_path: Path) -> None:
    part = incoming(tmp_path)
    for _ in range(20):
        part.write(b"y" * IN_MEMORY)
    found = list((tmp_path / "files" / "coming").iterdir())
    assert len(found) == 1
    assert stat.S_IMODE(found[0].stat().st_mode) == 0o600
    part.seek(0)
    assert len(part.read()) == 20 * IN_MEMORY
    part.close()
    assert not found[0].exists()


@pytest.mark.parametrize("size", [10, IN_MEMORY * 3])
def test_what_was_taken_is_whole_and_known_by_its_digest(size: int, tmp_path: Path) -> None:
    part = incoming(tmp_path)
    part.write(b"z" * size)
    digest = part.sha256()
    place = own_folder(tmp_path / "files" / "staged") / "a"
    part.settle(place)
    part.close()
    assert place.read_bytes() == b"z" * size
    assert len(digest) == 64
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_two_make_the_same_folder_at_once(tmp_path: Path) -> None:
    store, names = LocalStore(tmp_path / "kept"), [f"{number:032x}" for number in range(24)]
    threads = [threading.Thread(target=store.put, args=(name, filled(tmp_path / name, [DATA]))) for name in names]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(name for name, _ in store.names()) == names


GOOD = {"FILES_STORE": "s3://kept-files", "FILES_S3_KEY": "key", "FILES_S3_ENDPOINT": "https://s3.example"}
WRONG = {
    "another scheme": ({"FILES_STORE": "ftp://kept-files"}, "s3://BUCKET"),
    "plain": ({"FILES_S3_ENDPOINT": "http://s3.example"}, "https://"),
    "no key": ({"FILES_S3_KEY": ""}, "FILES_S3_KEY"),
    "no store": ({"FILES_STORE": ""}, "FILES_STORE"),
    "a scanner without a port": ({"CLAMD": "scanner"}, "CLAMD"),
    "no number": ({"LARGEST_BODY_MB": "many"}, "LARGEST_BODY_MB"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_start_refuses_settings_that_contradict(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "files-secret").write_text("s")
    (tmp_path / "files-secret").chmod(0o600)
    assert list(file_problems(GOOD, tmp_path)) == []
    changed, said = WRONG[wrong]
    assert any(said in sentence for sentence in file_problems(GOOD | changed, tmp_path))


def test_the_secret_of_a_bucket_lies_beside_the_keys_for_its_owner_alone(tmp_path: Path) -> None:
    assert any("has no secret" in sentence for sentence in file_problems(GOOD, tmp_path))
    secret = tmp_path / "files-secret"
    secret.write_text("canary\n")
    secret.chmod(0o644)
    assert any("chmod 600" in sentence for sentence in file_problems(GOOD, tmp_path))
    secret.chmod(0o600)
    found = read_files(GOOD, tmp_path).bucket
    assert found is not None
    assert (found.name, found.secret, found.may_be_plain) == ("kept-files", "canary", False)
