"""C44, C19: a file is given to who may see it now, as a file and nothing else."""

import re
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, update

from network.accounts.models import SignIn
from network.cleaning.kinds import BY_CODE
from network.features import FILE_SIGHTS
from network.files import queries
from network.files.queries import FileSight
from network.files.rules.names import plain_name, tidy_name
from network.files.rules.ranges import Stretch, Unsatisfiable, stretch_of
from network.kernel import clock
from network.kernel.actor import Role
from network.organizations.models import Membership
from network.storage.db import db
from tests.cleaning import pictures
from tests.doors.matrix import bare
from tests.factories.files import make_file, make_sender
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person

BODY = bytes(range(32, 127)) * 30 + b"\n"


@pytest.fixture
def kept(app: Flask) -> tuple[Any, UUID, UUID]:
    """A sender, her organization, and a file of hers."""
    sender, organization_id, space_id = make_sender()
    return sender, organization_id, make_file(sender, space_id, BODY, "Ünïcode “plan” 2026.txt")


def test_c44_a_file_comes_as_a_file_that_is_kept_aside(kept: Any, sign_in: Any) -> None:
    sender, _, file_id = kept
    answer = sign_in(sender.person_id).get(f"/files/{file_id}/anything/at.all")
    assert answer.status_code == 200
    assert answer.get_data() == BODY
    said = answer.headers
    assert said["Content-Type"] == "text/plain; charset=utf-8"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in said["Content-Security-Policy"]
    assert said["Cache-Control"] == "no-store"
    assert said["Cross-Origin-Resource-Policy"] == "same-origin"
    assert said["Content-Length"] == str(len(BODY))
    plain, coded = re.fullmatch(
        r"attachment; filename=\"([^\"]+)\"; filename\*=UTF-8''(\S+)", said["Content-Disposition"]
    ).groups()  # type: ignore[union-attr]
    assert unquote(coded) == "Ünïcode “plan” 2026.txt"
    assert plain == "Unicode plan 2026.txt"
    assert "Content-Encoding" not in said


def test_no_address_of_a_file_names_it(kept: Any, sign_in: Any) -> None:
    """C39: names of files are sealed, and an address is kept by browsers."""
    sender, _, file_id = kept
    card = queries.described(sender, [file_id])[file_id]
    assert card.values == {"file_id": file_id, "name": "file.txt"}
    page = sign_in(sender.person_id).get("/files").get_data(as_text=True)
    assert f'href="/files/{file_id}/file.txt"' in page
    assert "Ünïcode “plan” 2026.txt" in page


def test_c19_who_may_not_see_it_gets_the_very_page_of_a_made_up_one(kept: Any, sign_in: Any) -> None:
    _, organization_id, file_id = kept
    outside = make_organization("Cedar Centre")
    strangers = {
        "member of another space": sign_in(make_member(outside)),
        "nobody's": sign_in(make_person("Nobody Yet")),
        "coordinator": sign_in(make_person(role=Role.COORDINATOR)),
        "administrator": sign_in(make_person(role=Role.ADMINISTRATOR)),
    }
    for who, client in strangers.items():
        for address in ("/files/{}/file.txt", "/files/pictures/{}"):
            real, made_up = client.get(address.format(file_id)), client.get(address.format(uuid4()))
            assert real.status_code == made_up.status_code == 404, who
            assert bare(real) == bare(made_up), who
    assert sign_in().get(f"/files/{file_id}/file.txt").status_code == 303
    assert sign_in(make_member(organization_id)).get(f"/files/{file_id}/file.txt").status_code == 200


def test_c44_rights_are_asked_at_each_request(kept: Any, sign_in: Any) -> None:
    _, organization_id, file_id = kept
    colleague = make_member(organization_id)
    client = sign_in(colleague)
    assert client.get(f"/files/{file_id}/file.txt").status_code == 200
    db.session.execute(update(Membership).where(Membership.person_id == colleague).values(ended_at=clock.now()))
    db.session.commit()
    assert client.get(f"/files/{file_id}/file.txt").status_code == 404


def test_a_file_of_a_draft_is_seen_by_who_sees_the_draft(kept: Any, sign_in: Any) -> None:
    sender, organization_id, file_id = kept
    client, colleague = sign_in(sender.person_id), sign_in(make_member(organization_id))
    queries.know_sights([FileSight(lambda actor, found: actor.person_id == sender.person_id if found == file_id else None)])
    try:
        assert client.get(f"/files/{file_id}/file.txt").status_code == 200
        assert colleague.get(f"/files/{file_id}/file.txt").status_code == 404
    finally:
        queries.know_sights(FILE_SIGHTS)


def test_stretches_of_a_file(kept: Any, sign_in: Any) -> None:
    sender, _, file_id = kept
    client, address = sign_in(sender.person_id), f"/files/{file_id}/file.txt"
    for asked, part in {
        "bytes=0-9": BODY[:10],
        "bytes=100-": BODY[100:],
        "bytes=-7": BODY[-7:],
        "bytes=5-999999": BODY[5:],
    }.items():
        answer = client.get(address, headers={"Range": asked})
        assert answer.status_code == 206, asked
        assert answer.get_data() == part
        assert answer.headers["Content-Length"] == str(len(part))
        assert answer.headers["Content-Range"].endswith(f"/{len(BODY)}")
    for asked in (
        "bytes=0-0," * 10_000,
        "bytes=0-1,3-4",
        "lines=1-2",
        "bytes=9-2",
        "bytes=a-b",
        "bytes=-",
        "",
        "bytes=" + "9" * 40,
    ):
        answer = client.get(address, headers={"Range": asked})
        assert (answer.status_code, len(answer.get_data())) == (200, len(BODY)), asked[:40]
    beyond = client.get(address, headers={"Range": f"bytes={len(BODY)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(BODY)}")


def test_going_on_needs_the_same_file(kept: Any, sign_in: Any) -> None:
    sender, _, file_id = kept
    client, address = sign_in(sender.person_id), f"/files/{file_id}/file.txt"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"Range": "bytes=1-2", "If-Range": tag}).status_code == 206
    assert client.get(address, headers={"Range": "bytes=1-2", "If-Range": '"another"'}).status_code == 200


def test_a_tag_tells_nobody_that_two_files_are_the_same(app: Flask, sign_in: Any) -> None:
    sender, _, space_id = make_sender()
    other, _, others = make_sender("Birch Peers")
    tags = [
        sign_in(who.person_id).get(f"/files/{make_file(who, space, BODY)}/a.txt").headers["ETag"]
        for who, space in ((sender, space_id), (other, others))
    ]
    assert tags[0] != tags[1]


@pytest.mark.parametrize("dest", ["script", "image", "iframe", "empty", "style"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_c44_another_site_loads_no_file_into_itself(kept: Any, sign_in: Any, site: str, dest: str) -> None:
    sender, _, file_id = kept
    client = sign_in(sender.person_id)
    asked = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": dest}
    for key in (file_id, uuid4()):
        assert client.get(f"/files/{key}/file.txt", headers=asked).status_code == 403
    assert (
        client.get(f"/files/{file_id}/file.txt", headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": dest}).status_code
        == 200
    )
    led = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": "document"}
    assert client.get(f"/files/{file_id}/file.txt", headers=led).status_code == 200


def test_a_picture_is_shown_and_nothing_else_is(app: Flask, sign_in: Any) -> None:
    sender, _, space_id = make_sender()
    picture, text = make_file(sender, space_id, pictures.png(), "a.png"), make_file(sender, space_id)
    client = sign_in(sender.person_id)
    shown = client.get(f"/files/pictures/{picture}")
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert b"Jane" not in shown.get_data()
    assert client.get(f"/files/pictures/{text}").status_code == 404


def test_asking_for_the_head_gives_no_bytes(kept: Any, sign_in: Any) -> None:
    sender, _, file_id = kept
    answer = sign_in(sender.person_id).head(f"/files/{file_id}/file.txt")
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(len(BODY)))


NAMES = {
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\boot.txt": "boot.txt",
    "/absolute.txt": "absolute.txt",
    "con.txt": "file con.txt",
    ".htaccess.txt": "htaccess.txt",
    "-rf.txt": "rf.txt",
    "%2e%2e%2fx.txt": "2e 2e 2fx.txt",
    "a\0b.txt": "a b.txt",
    "a\u202egpj.txt": "a gpj.txt",
    'x"; filename=evil.html.txt': "x filename=evil.html.txt",
    "two\nlines\r\n.txt": "two lines.txt",
    "   .txt": "file.txt",
    "plan.exe": "plan.txt",
    "noending": "noending.txt",
    "файл.txt": "файл.txt",
    "Ko\u0301.txt": "K\u00f3.txt",
    "\ud800half.txt": "half.txt",
    "‮.txt": "file.txt",
}


@pytest.mark.parametrize("raw", NAMES)
def test_a_name_is_one_line_and_no_path(raw: str) -> None:
    assert tidy_name(raw, BY_CODE["txt"]) == NAMES[raw]


@pytest.mark.parametrize("length", [255, 256, 1_000, 100_000])
def test_a_long_name_is_cut_at_whole_signs(length: int) -> None:
    for sign in ("a", "ä", "字", "👩‍🌾"):
        name = tidy_name(sign * length + ".PDF", BY_CODE["pdf"])
        assert len(name.encode()) <= 155
        assert name.endswith(".pdf")
        assert plain_name(name).isascii()


def test_ranges_are_read_strictly() -> None:
    assert stretch_of(None, 10) is None
    assert stretch_of("bytes=2-5", 10) == Stretch(2, 4)
    assert stretch_of("bytes=-30", 10) == Stretch(0, 10)
    for beyond in ("bytes=10-", "bytes=-0"):
        with pytest.raises(Unsatisfiable):
            stretch_of(beyond, 10)
    with pytest.raises(Unsatisfiable):
        stretch_of("bytes=0-", 0)


def test_a_session_that_ended_gets_no_file(kept: Any, sign_in: Any) -> None:
    sender, _, file_id = kept
    client = sign_in(sender.person_id)
    db.session.execute(delete(SignIn))
    db.session.commit()
    assert client.get(f"/files/{file_id}/file.txt").status_code == 303


def test_the_account_leads_to_her_files(app: Flask, sign_in: Any) -> None:
    assert 'href="/files"' in sign_in(make_person()).get("/account").get_data(as_text=True)
