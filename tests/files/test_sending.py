"""C39, C45, F11: an upload comes in by pieces, is refused with a reason and what to do, and is nobody's but its sender's."""

import io
import re
import tracemalloc
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import func, select, update
from werkzeug.datastructures import MultiDict

from network.cleaning.apart import Cleaned
from network.files import commands, jobs, queries
from network.files.commands import FileDraft
from network.files.forms import SendFileForm
from network.files.models import StagedFile, StoredBytes
from network.files.rules.states import Staging
from network.files.views import staging
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Invalid, NotFound
from network.settings.commands import choose
from network.storage.blobs import blobs, folders
from network.storage.db import db
from tests.cleaning import documents, pictures
from tests.factories.files import TEXT, make_sender, send
from tests.factories.people import make_person
from tests.forms import post, token_on


def sent(client: Any, data: bytes = TEXT, name: str = "notes.txt", **more: Any) -> Any:
    """The form, sent as a browser without a script does."""
    head = f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token_on(client, "/files/send")}\r\n'
    head += f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: x/y\r\n\r\n'
    body = head.encode() + data + b"\r\n--b--\r\n"
    return client.post("/files/send", data=body, content_type="multipart/form-data; boundary=b", **more)


def only() -> StagedFile:
    return db.session.scalars(select(StagedFile)).one()


def test_a_file_is_sent_and_its_page_says_what_was_taken_out(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    answer = sent(client, documents.docx(), "Plan.docx")
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Your file is clean" in page
    assert "names of authors" in page
    assert "Plan.docx" in page
    assert not list(folders().passing()), "what was sent is gone, what is kept lies in the store"


def test_it_is_seen_by_nobody_else(app: Flask, sign_in: Any) -> None:
    client, other = sign_in(make_person()), sign_in(make_person("Another"))
    address = sent(client).headers["Location"]
    assert client.get(address).status_code == 200
    assert other.get(address).status_code == 404
    assert post(other, f"{address}/agree", {"agreed": "1"}, page="/files/send").status_code == 404
    assert post(other, f"{address}/discard", page="/files/send").status_code == 404


def test_what_could_not_be_taken_out_is_asked_first(app: Flask, sign_in: Any) -> None:
    sender, _, space_id = make_sender()
    client = sign_in(sender.person_id)
    address = sent(client, documents.docx(tracked=True), "Plan.docx").headers["Location"]
    page = client.get(address).get_data(as_text=True)
    assert "Words that were deleted can still be read" in page
    with pytest.raises(Invalid, match="could not be removed"):
        commands.keep_file(sender, FileDraft(only().id, space_id))
    assert post(client, f"{address}/agree", page=address).status_code == 422
    assert post(client, f"{address}/agree", {"agreed": "1"}, page=address).status_code == 303
    db.session.expire_all()
    file_id = commands.keep_file(sender, FileDraft(only().id, space_id))
    assert "deleted" in str(queries.described(sender, [file_id])[file_id].left[0])


def test_it_can_be_put_away(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    address = sent(client).headers["Location"]
    assert post(client, f"{address}/discard", page=address).status_code == 303
    assert client.get(address).status_code == 404
    jobs.shred(SYSTEM)
    assert list(blobs().names()) == []
    assert only().name_sealed == ""


REFUSED = {
    "empty": (b"", "a.txt", "is empty"),
    "no ending": (TEXT, "notes", "We take PDF"),
    "program": (b"MZ", "a.pdf.exe", "We take PDF"),
    "page": (b"<html>", "a.jpg.html", "Save it as PDF"),
    "php": (b"<?php", "x.PHP", "We take PDF"),
    "svg": (b"<svg/>", "a.svg", "Save it as PNG"),
    "old word": (b"\xd0\xcf\x11\xe0", "a.doc", "Save it as DOCX"),
    "phone picture": (b"x", "a.HEIC", "Save it as JPEG"),
    "packed": (documents.zipped({"a": "a"}), "a.zip", "Send the files one by one"),
    "film": (b"x", "a.mp4", "no film or sound"),
    "lie": (b"<svg/>", "a.png", "is not what its name says"),
    "page called pdf": (b"<html>", "a.html.pdf", "is not what its name says"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_c39_a_refusal_says_what_is_wrong_and_what_to_do(app: Flask, sign_in: Any, why: str) -> None:
    data, name, said = REFUSED[why]
    answer = sent(sign_in(make_person()), data, name)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert db.session.scalars(select(StagedFile)).all() == []
    assert list(blobs().names()) == []
    assert not list(folders().passing())


def test_what_the_cleaner_refuses_is_told_on_its_page(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    page = client.get(sent(client, pictures.huge_png(), "a.png").headers["Location"]).get_data(as_text=True)
    assert "more points than we take" in page
    assert "take this file" in page


def test_without_a_file_it_says_so(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    for data in ({}, {"file": (io.BytesIO(b""), "")}):
        answer = post(client, "/files/send", data, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "Choose a file." in answer.get_data(as_text=True)


class Body(io.RawIOBase):
    """A form that is made while it is read: what is before the file, so many bytes of it, what is behind it."""

    def __init__(self, head: bytes, size: int) -> None:
        self.left = [head, size, b"\r\n--b--\r\n"]
        self.length = len(head) + size + 9

    def readable(self) -> bool:
        return True

    at = 0

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = self.length if whence else offset
        return self.at

    def readinto(self, buffer: Any) -> int:
        while self.left:
            part = self.left[0]
            piece = b"a" * min(part, len(buffer)) if isinstance(part, int) else part[: len(buffer)]
            self.left[0] = part - len(piece) if isinstance(part, int) else part[len(piece) :]
            if not self.left[0]:
                self.left.pop(0)
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
        return 0


def test_a_file_is_never_whole_in_memory(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    head = f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token_on(client, "/files/send")}\r\n'
    head += '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    body = Body(head.encode(), 9 * 1024**2)
    more = {"content_type": "multipart/form-data; boundary=b", "content_length": body.length}
    tracemalloc.start()
    try:
        answer = client.post("/files/send", input_stream=body, **more)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status_code == 303
    assert only().size == 9 * 1024**2
    assert peak < 3 * 1024**2


# --- the limits ---


def limits(**megabytes: int) -> None:
    for name, value in megabytes.items():
        choose(SYSTEM, f"file_{name}mb", value)


def test_c45_the_largest_file_is_taken_and_one_byte_more_is_not(app: Flask, sign_in: Any) -> None:
    limits(**{"": 1})
    client = sign_in(make_person())
    assert sent(client, b"a" * 1024**2).status_code == 303
    answer = sent(client, b"a" * (1024**2 + 1))
    assert answer.status_code == 413
    assert "We take up to 1 MB" in answer.get_data(as_text=True)


def test_c45_a_body_larger_than_any_is_refused_unread(app: Flask, sign_in: Any) -> None:
    answer = sent(sign_in(make_person()), b"a" * 13 * 1024**2)
    assert answer.status_code == 413
    assert db.session.scalars(select(StagedFile)).all() == []
    assert not list(folders().passing())


def test_c45_a_person_sends_so_much_a_day(app: Flask, sign_in: Any) -> None:
    limits(day_=1)
    client = sign_in(make_person())
    assert sent(client, b"a" * 700_000).status_code == 303
    answer = sent(client, b"b" * 700_000)
    assert answer.status_code == 429
    assert "Send this file tomorrow" in answer.get_data(as_text=True)
    assert sent(sign_in(make_person("Another")), b"b" * 700_000).status_code == 303
    for row in db.session.scalars(select(StagedFile)):
        row.staged_at = row.staged_at.replace(year=row.staged_at.year - 1)
    db.session.commit()
    assert sent(client, b"b" * 700_000).status_code == 303


def test_c45_putting_away_gives_no_day_back(app: Flask, sign_in: Any) -> None:
    limits(day_=1)
    client = sign_in(make_person())
    address = sent(client, b"a" * 700_000).headers["Location"]
    post(client, f"{address}/discard", page=address)
    assert sent(client, b"b" * 700_000).status_code == 429


def test_c45_an_organization_and_the_whole_have_an_end(app: Flask, sign_in: Any) -> None:
    sender, organization_id, space_id = make_sender()
    limits(organization_=1)
    one, other = send(sender, b"a" * 700_000), send(sender, b"b" * 700_000, "b.txt")
    file_id = commands.keep_file(sender, FileDraft(one.id, space_id, organization_id))
    with pytest.raises(Invalid, match="Your organization keeps as much"):
        commands.keep_file(sender, FileDraft(other.id, space_id, organization_id))
    commands.remove_file(sender, file_id)
    commands.keep_file(sender, FileDraft(other.id, space_id, organization_id))
    limits(total_=1)
    answer = sent(sign_in(make_person()), b"c" * 700_000)
    assert answer.status_code == 507
    assert "no room left for files" in answer.get_data(as_text=True)


def test_c45_some_of_the_disk_stays_free(app: Flask, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.files.queries.room.free", lambda: 501 * 1024**2)
    client = sign_in(make_person())
    assert sent(client, b"a" * 100).status_code == 303
    monkeypatch.setattr("network.files.queries.room.free", lambda: 500 * 1024**2)
    assert sent(client, b"b" * 100).status_code == 507


# --- beside a form of another room ---


def part(client: Any, data: bytes = TEXT, name: str = "notes.txt", field: str = "file") -> Any:
    """What a script sends when a file is chosen."""
    token = token_on(client, "/files/send")
    return client.post(
        f"/files/send?field={field}",
        data={"csrf_token": token, field: (io.BytesIO(data), name)},
        content_type="multipart/form-data",
        headers={"HX-Request": "true"},
    )


def test_a_script_gets_the_part_below_its_field(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    answer = part(client, field="document")
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    assert f'name="document-staged" value="{only().id}"' in html
    assert "<html" not in html
    refused = part(client, b"<svg/>", "a.png")
    assert refused.status_code == 422
    assert "is not what its name says" in refused.get_data(as_text=True)
    odd = part(client, field="file").get_data(as_text=True)
    assert 'name="file-staged"' in odd


def test_a_large_file_is_cleaned_by_the_clock_and_its_page_shows_how_far(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    address = sent(client, b"a b c\n" * 400_000, "long.txt").headers["Location"]
    waiting = client.get(address)
    assert "waits for its cleaning" in waiting.get_data(as_text=True)
    assert "0 of 4 steps" in waiting.get_data(as_text=True)
    assert waiting.headers["Refresh"] == staging.CALM
    asking = {"headers": {"HX-Request": "true"}}
    assert "0 of 4 steps" in client.get(f"{address}?whole=1", **asking).get_data(as_text=True)
    assert "hx-get" in client.get(address, **asking).get_data(as_text=True)
    jobs.work_on_uploads(SYSTEM)
    assert "Your file is clean" in client.get(address).get_data(as_text=True)
    done = client.get(f"{address}?whole=1", **asking)
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, address)
    assert "hx-get" not in client.get(address, **asking).get_data(as_text=True)


def test_what_takes_too_long_for_who_waits_is_left_to_the_clock(
    app: Flask, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds = []

    def clean(_source: Any, _result: Any, _kind: Any, given: Any) -> Cleaned:
        bounds.append(given)
        return Cleaned("too_much")

    client = sign_in(make_person())
    monkeypatch.setattr("network.cleaning.apart.clean", clean)
    address = sent(client).headers["Location"]
    assert "waits for its cleaning" in client.get(address).get_data(as_text=True)
    jobs.work_on_uploads(SYSTEM)
    assert "too much time or memory" in client.get(address).get_data(as_text=True)
    assert [each.longest for each in bounds] == [staging.QUICK.longest, staging.BOUNDS.longest]


def field_of(app: Flask, sender: Any, data: dict[str, Any]) -> Any:
    """A form of some room, as its view has it."""
    context = app.test_request_context(method="POST", data=data, content_type="multipart/form-data")
    context.push()
    g.actor = sender
    return SendFileForm(meta={"csrf": False}), context


def test_a_form_of_any_room_receives_a_file_and_asks_only_for_what_is_missing(app: Flask) -> None:
    sender, _, space_id = make_sender()
    form, context = field_of(app, sender, {"file": (io.BytesIO(documents.docx(tracked=True)), "Plan.docx")})
    assert form.attempt(lambda: staging.received(sender, form.file)) is None
    assert "Some things could not be removed" in form.file.errors[0]
    assert form.file.staged.state is Staging.ASKS
    context.pop()
    again, context = field_of(app, sender, {"file-staged": str(only().id), "file-agreed": "1"})
    staged_id = again.attempt(lambda: staging.received(sender, again.file))
    context.pop()
    assert commands.keep_file(sender, FileDraft(staged_id, space_id))


def test_a_form_that_names_what_is_not_hers_is_told_to_send_it_again(app: Flask) -> None:
    sender, _, _ = make_sender()
    other, _, _ = make_sender("Birch Peers")
    theirs = send(other)
    for named in (str(theirs.id), "nonsense", ""):
        form, context = field_of(app, sender, {"file-staged": named})
        assert form.attempt(lambda form=form: staging.received(sender, form.file)) is None
        assert form.file.errors
        context.pop()
    with pytest.raises(NotFound):
        queries.staged(sender, theirs.id)


# --- forms that are no forms ---


ODD = {
    "no boundary": (b"x", "multipart/form-data"),
    "a boundary of 200 signs": (b"--" + b"b" * 200 + b"\r\n", "multipart/form-data; boundary=" + "b" * 200),
    "an empty body": (b"", "multipart/form-data; boundary=b"),
    "no end": (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc',
        "multipart/form-data; boundary=b",
    ),
    "line ends, then much": (b"--b\r\n" + b"\r" * 1_000_000, "multipart/form-data; boundary=b"),
    "many parts": (
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 100_000 + b"--b--",
        "multipart/form-data; boundary=b",
    ),
    "many files": (
        b'--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\nx\r\n' * 5_500 + b"--b--",
        "multipart/form-data; boundary=b",
    ),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_form_that_is_none_is_refused_and_leaves_nothing(app: Flask, sign_in: Any, odd: str) -> None:
    data, kind = ODD[odd]
    answer = sign_in(make_person()).post("/files/send", data=data, content_type=kind)
    assert answer.status_code in (400, 413, 415, 422)
    assert db.session.scalars(select(StagedFile)).all() == []
    assert not list(folders().passing())


def test_of_two_files_of_one_name_the_first_counts(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    data = MultiDict(
        [
            ("csrf_token", token_on(client, "/files/send")),
            ("file", (io.BytesIO(b"first"), "a.txt")),
            ("file", (io.BytesIO(b"second"), "b.txt")),
        ]
    )
    assert client.post("/files/send", data=data, content_type="multipart/form-data").status_code == 303
    assert db.session.scalar(select(StoredBytes.size)) == 5
    assert not list(folders().passing())


def test_another_site_can_send_nothing(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    forged = client.post("/files/send", data={"file": (io.BytesIO(TEXT), "a.txt")}, content_type="multipart/form-data")
    assert forged.status_code == 422
    elsewhere = sent(client, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    assert db.session.scalar(select(func.count()).select_from(StagedFile)) == 0


def test_names_of_files_are_shown_as_text(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_person())
    page = client.get(sent(client, name="<img src=x onerror=alert(1)>.txt").headers["Location"]).get_data(as_text=True)
    assert "<img src=x" not in page
    assert re.search(r"img src=x onerror=alert\(1\)", page)


def test_logged_out_in_the_middle_nothing_is_kept(app: Flask, sign_in: Any) -> None:
    """The body comes in first; who sent it is asked then, and she is nobody by now."""
    client = sign_in(make_person())
    token = token_on(client, "/files/send")
    post(client, "/sign-out", page="/files/send")
    late = client.post(
        "/files/send", data={"csrf_token": token, "file": (io.BytesIO(TEXT), "a.txt")}, content_type="multipart/form-data"
    )
    assert late.status_code in (303, 404, 422)
    assert db.session.scalar(select(func.count()).select_from(StagedFile)) == 0
    assert not list(folders().passing())


def test_work_that_was_given_up_is_taken_on_and_in_the_end_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sender, _, _ = make_sender()
    upload = send(sender, at_once=False)
    claims = []
    for _ in range(4):
        claims.append(commands.claim_staged())
        db.session.execute(update(StagedFile).values(claimed_at=only().claimed_at.replace(year=2020)))  # type: ignore[union-attr]
        db.session.commit()
    assert [claim.turn for claim in claims if claim] == [1, 2, 3, 4]
    jobs.work_on_uploads(SYSTEM)
    assert "could not finish" in str(queries.staged(sender, upload.id).refusal)


def test_an_upload_put_away_while_it_is_cleaned_leaves_nothing(app: Flask) -> None:
    sender, _, _ = make_sender()
    upload = send(sender, at_once=False)
    claim = commands.claim_staged()
    assert claim is not None
    outcome = staging.outcome_of(claim)
    commands.discard(sender, upload.id)
    assert commands.finish_staged(claim, outcome) is False
    jobs.shred(SYSTEM)
    assert list(blobs().names()) == []


def test_f18_a_store_that_is_down_costs_nothing_but_time(app: Flask, monkeypatch: pytest.MonkeyPatch, sign_in: Any) -> None:
    def down(*_about: Any) -> Any:
        raise staging.Unreachable

    sender, _, space_id = make_sender()
    file_id = commands.keep_file(sender, FileDraft(send(sender).id, space_id))
    with monkeypatch.context() as patch:
        patch.setattr(type(blobs()), "put", down)
        patch.setattr(type(blobs()), "pieces", down)
        upload = send(sender, b"Another.\n")
        assert upload.state is Staging.WAITING
        jobs.work_on_uploads(SYSTEM)
        assert queries.staged(sender, upload.id).state is Staging.WAITING
        client = sign_in(sender.person_id)
        assert client.get(f"/files/{file_id}/a.txt").status_code == 503
        assert client.get("/files").status_code == 200
    jobs.work_on_uploads(SYSTEM)
    assert queries.staged(sender, upload.id).state is Staging.READY
