"""C39, C47: what is kept of a file, who may keep and remove it, and that its bytes come and go with its row."""

import os
import stat
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.features import FILE_SIGHTS
from network.files import commands, jobs, queries
from network.files.commands import FileDraft
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.files.queries import FileSight
from network.files.queries.cards import FileCard
from network.files.rules.states import FileState, Scan, Staging
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.policy import Permission, can
from network.spaces.models import SpaceAccess
from network.storage.blobs import blobs, folders
from network.storage.db import db
from tests.canaries import holds
from tests.factories.files import TEXT, actor_of, make_file, make_sender, make_space, send
from tests.factories.organizations import make_organization
from tests.factories.people import make_member, make_person
from tests.journal import facts
from tests.statements import statements


def on_disk() -> list[str]:
    """The names of all bytes that are there."""
    return sorted(name for name, _ in blobs().names())


def test_a_file_is_kept_and_read_again(app: Flask) -> None:
    sender, organization_id, space_id = make_sender()
    file_id = make_file(sender, space_id, name="Plan.txt", organization_id=organization_id)
    found = queries.opened(sender, file_id)
    assert found.read() == TEXT
    card = queries.described(sender, [file_id])[file_id]
    assert (card.name, card.size, card.kind, card.state, card.is_open) == ("Plan.txt", len(TEXT), "txt", FileState.KEPT, True)
    assert facts("file_kept") == [
        {
            "file_id": str(file_id),
            "space_id": str(space_id),
            "organization_id": str(organization_id),
            "kind": "txt",
            "size": len(TEXT),
        }
    ]


def test_c39_bytes_lie_under_random_names_for_their_owner_alone(app: Flask) -> None:
    sender, _, space_id = make_sender()
    make_file(sender, space_id, name="canary-name-of-alder.txt")
    root = folders().root
    assert not [each for each in root.rglob("*") if "canary" in each.name]
    for each in (root, *root.rglob("*")):
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each
    assert not [each for each in root.rglob("*") if each.is_file() and each.parent.name in ("coming", "staged")]


def test_c47_no_name_of_a_file_is_in_the_database(app: Flask) -> None:
    sender, _, space_id = make_sender()
    make_file(sender, space_id, name="canary-name-of-alder.txt")
    waiting = send(sender, name="canary-staged-of-alder.txt")
    assert waiting.name == "canary-staged-of-alder.txt"
    assert holds(app, "canary-name-of-alder", "canary-staged-of-alder") == []


def test_what_is_kept_is_her_own_upload_and_only_once(app: Flask) -> None:
    sender, _, space_id = make_sender()
    other, _, others_space = make_sender("Birch Peers")
    upload = send(sender)
    with pytest.raises(NotFound):
        commands.keep_file(other, FileDraft(upload.id, others_space))
    with pytest.raises(Denied):
        commands.keep_file(sender, FileDraft(upload.id, others_space))
    commands.keep_file(sender, FileDraft(upload.id, space_id))
    with pytest.raises(Conflict):
        commands.keep_file(sender, FileDraft(upload.id, space_id))
    with pytest.raises(NotFound):
        commands.keep_file(sender, FileDraft(uuid4(), space_id))
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1


def test_a_refused_command_around_it_leaves_the_upload_as_it_was(app: Flask) -> None:
    sender, organization_id, _ = make_sender()
    upload = send(sender)
    with pytest.raises(Denied):
        commands.keep_file(sender, FileDraft(upload.id, uuid4(), organization_id))
    assert queries.staged(sender, upload.id).state is Staging.READY
    assert db.session.scalars(select(StoredFile)).all() == []


def test_what_is_not_ready_can_not_be_kept(app: Flask) -> None:
    sender, _, space_id = make_sender()
    upload = send(sender, at_once=False)
    with pytest.raises(Invalid, match="still being cleaned"):
        commands.keep_file(sender, FileDraft(upload.id, space_id))
    jobs.work_on_uploads(SYSTEM)
    assert queries.staged(sender, upload.id).state is Staging.READY
    commands.keep_file(sender, FileDraft(upload.id, space_id))
    assert not list(folders().passing())


def test_of_one_content_there_is_one_copy_until_the_last_file_goes(app: Flask) -> None:
    sender, _, space_id = make_sender()
    other, _, others_space = make_sender("Birch Peers")
    mine, theirs = make_file(sender, space_id), make_file(other, others_space, name="other.txt")
    assert db.session.scalar(select(func.count()).select_from(StoredBytes)) == 1
    jobs.shred(SYSTEM)
    assert len(on_disk()) == 1
    commands.remove_file(sender, mine)
    jobs.shred(SYSTEM)
    assert queries.opened(other, theirs).read() == TEXT
    commands.remove_file(other, theirs)
    assert db.session.scalars(select(StoredBytes)).all() == []
    assert len(on_disk()) == 1, "the bytes go after the row, never before"
    jobs.shred(SYSTEM)
    jobs.shred(SYSTEM)
    assert on_disk() == []
    assert db.session.scalars(select(FileTombstone)).all() == []
    assert len(facts("file_removed")) == 2


def test_a_stranger_learns_nothing_of_what_others_keep(app: Flask) -> None:
    """Whoever sends what is there already gets the very same answers, sizes and quotas as the first."""
    sender, _, space_id = make_sender()
    make_file(sender, space_id)
    other, _, _ = make_sender("Birch Peers")
    first, again = send(sender, b"Never seen before.\n"), send(other)
    assert (first.state, first.removed, first.left) == (again.state, again.removed, again.left)
    sizes = db.session.execute(select(StagedFile.size).where(StagedFile.person_id == other.person_id)).scalars().all()
    assert sizes == [len(TEXT)]


def kinds(space_id: Any, organization_id: Any, sender: Any) -> dict[str, Any]:
    outside = make_organization("Cedar Centre")
    return {
        "sender": sender,
        "member of the space": actor_of(make_member(organization_id), organization_id),
        "sender who left": actor_of(sender.person_id),
        "member of another space": actor_of(make_member(outside), outside),
        "nobody": actor_of(make_person()),
        "stranger": actor_of(None),  # type: ignore[arg-type]
    }


def test_the_scope_and_the_policy_agree(app: Flask) -> None:
    sender, organization_id, space_id = make_sender()
    make_file(sender, space_id)
    elsewhere = make_space(make_organization("Elm Shelter"))
    row = db.session.scalars(select(StoredFile)).one()
    db.session.add(StoredFile(**{**plain(row), "id": uuid4(), "space_id": elsewhere, "uploaded_by_id": uuid4()}))
    db.session.commit()
    everything = db.session.scalars(select(StoredFile)).all()
    for who, actor in kinds(space_id, organization_id, sender).items():
        seen = {each.id for each in db.session.scalars(queries.visible_to(actor))}
        assert seen == {each.id for each in everything if can(actor, Permission.FILE_VIEW, each)}, who


def plain(row: StoredFile) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in StoredFile.__table__.columns}


def test_a_file_is_only_as_visible_as_what_it_hangs_on(app: Flask) -> None:
    sender, organization_id, space_id = make_sender()
    colleague = actor_of(make_member(organization_id), organization_id)
    draft, free = make_file(sender, space_id), make_file(sender, space_id, name="free.txt")
    queries.know_sights([FileSight(lambda actor, file_id: actor.person_id == sender.person_id if file_id == draft else None)])
    try:
        assert set(queries.described(colleague, [draft, free])) == {free}
        assert set(queries.described(sender, [draft, free])) == {draft, free}
        with pytest.raises(NotFound):
            queries.opened(colleague, draft)
        with pytest.raises(NotFound):
            commands.remove_file(colleague, draft)
        second = FileSight(lambda _actor, _id: None, lambda _actor, ids: dict.fromkeys(set(ids) & {draft}, True))
        queries.know_sights([FileSight(lambda _actor, file_id: False if file_id == draft else None), second])
        assert set(queries.described(colleague, [draft, free])) == {draft, free}, "seen with one of the things it hangs on"
    finally:
        queries.know_sights(FILE_SIGHTS)


def test_files_are_described_in_one_statement(app: Flask) -> None:
    sender, _, space_id = make_sender()
    ids = [make_file(sender, space_id, f"Text {number}.\n".encode(), f"{number}.txt") for number in range(5)]
    db.session.expunge_all()
    queries.know_sights([])  # each room that answers for its files asks one more
    try:
        with statements() as said:
            cards: dict[Any, FileCard] = queries.described(sender, ids)
    finally:
        queries.know_sights(FILE_SIGHTS)
    assert len(cards) == 5
    assert len([each for each in said if each != "begin"]) == 1


def test_who_may_remove_a_file(app: Flask) -> None:
    sender, organization_id, space_id = make_sender()
    outside, beside = make_organization("Cedar Centre"), make_organization("Birch House")
    db.session.add(SpaceAccess(space_id=space_id, organization_id=beside))
    db.session.commit()
    mine, ours = make_file(sender, space_id), make_file(sender, space_id, organization_id=organization_id)
    for file_id in (mine, ours):
        with pytest.raises(NotFound):
            commands.remove_file(actor_of(make_member(outside), outside), file_id)
        with pytest.raises(Denied):
            commands.remove_file(actor_of(make_member(beside), beside), file_id)
    with pytest.raises(Denied):
        commands.remove_file(actor_of(make_member(organization_id), organization_id), mine)
    commands.remove_file(actor_of(make_member(organization_id), organization_id), ours)
    commands.remove_file(sender, mine)
    with pytest.raises(NotFound):
        queries.opened(sender, ours)


def test_who_left_sees_nothing_that_she_sent_there(app: Flask) -> None:
    sender, _, space_id = make_sender()
    file_id = make_file(sender, space_id)
    assert sender.person_id is not None
    gone = actor_of(sender.person_id)
    with pytest.raises(NotFound):
        queries.opened(gone, file_id)
    with pytest.raises(NotFound):
        commands.remove_file(gone, file_id)


def test_uploads_that_nobody_keeps_are_gone_after_a_day(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sender, _, _ = make_sender()
    kept_waiting, done = send(sender, at_once=False), send(sender)
    jobs.sweep(SYSTEM)
    assert queries.staged(sender, kept_waiting.id)
    assert len(on_disk()) == 1
    age(StagedFile, "staged_at")
    old_files()
    jobs.sweep(SYSTEM)
    jobs.shred(SYSTEM)
    assert db.session.scalars(select(StagedFile)).all() == []
    jobs.sweep(SYSTEM)
    assert on_disk() == []
    assert list(folders().passing()) == []
    assert done.state is Staging.READY


def age(table: Any, column: str) -> None:
    """Everything of the table happened two days ago."""
    for row in db.session.scalars(select(table)):
        setattr(row, column, getattr(row, column) - timedelta(days=2))
    db.session.commit()


def old_files(seconds: int = 172_800) -> None:
    """Every file on the disk is two days old, or as old as is said."""
    for each in folders().root.rglob("*"):
        if each.is_file():
            os.utime(each, (time.time() - seconds, time.time() - seconds))


def test_f11_unknown_files_are_swept_and_lost_ones_are_told(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    sender, _, space_id = make_sender()
    file_id = make_file(sender, space_id)
    stray = folders().new()
    stray.write_bytes(b"half an upload")
    stray.chmod(0o600)
    blobs().put("ab" * 16, _made(b"an object that no row knows"))
    jobs.sweep(SYSTEM)
    jobs.shred(SYSTEM)
    assert len(on_disk()) == 2, "what is young may be on its way"
    old_files()
    jobs.sweep(SYSTEM)
    jobs.shred(SYSTEM)
    assert len(on_disk()) == 1
    assert not stray.exists()
    assert queries.opened(sender, file_id).read() == TEXT
    blobs().delete(on_disk()[0])
    age(StoredBytes, "made_at")
    jobs.sweep(SYSTEM)
    assert "have lost their bytes" in caplog.text
    assert db.session.scalars(select(StoredBytes.is_missing)).all() == [True]
    with pytest.raises(Conflict):
        queries.opened(sender, file_id).read()
    again = send(sender)  # the same content comes again: the lost file is whole again
    assert again.state is Staging.READY
    assert queries.opened(sender, file_id).read() == TEXT


def _made(data: bytes) -> Any:
    place = folders().new()
    place.write_bytes(data)
    return place


def test_an_erased_person_leaves_no_upload(app: Flask) -> None:
    sender, _, space_id = make_sender()
    send(sender, b"Not kept.\n")
    file_id = make_file(sender, space_id)
    commands.forget_uploads(SYSTEM, sender.person_id)  # type: ignore[arg-type]
    jobs.shred(SYSTEM)
    assert len(on_disk()) == 1
    assert queries.opened(actor_of(sender.person_id, *sender.organization_ids), file_id).read() == TEXT  # type: ignore[arg-type]
    assert db.session.scalar(select(func.count()).select_from(StagedFile)) == 0


def test_what_an_erased_person_was_sending_is_gone_within_the_hour(app: Flask) -> None:
    sender, _, _ = make_sender()
    send(sender, at_once=False)
    commands.forget_uploads(SYSTEM, sender.person_id)  # type: ignore[arg-type]
    jobs.sweep(SYSTEM)
    assert len(list(folders().passing())) == 1, "a row follows its file at once, but not in the same moment"
    old_files(700)
    jobs.sweep(SYSTEM)
    assert list(folders().passing()) == []


def test_words_of_files_are_read_once_and_told_in_their_order(app: Flask) -> None:
    sender, _, space_id = make_sender()
    first = make_file(sender, space_id, b"Alpha\n")
    second = make_file(sender, space_id, b"Beta\n", "b.txt")
    jobs.read_texts(SYSTEM)
    jobs.read_texts(SYSTEM)
    found = queries.texts_changed(None, 10)
    assert [(each.file_id, each.text) for each in found] == [(first, "Alpha"), (second, "Beta")]
    assert queries.texts_changed(found[0].mark, 10) == found[1:]
    assert queries.texts_changed(found[1].mark, 10) == []
    commands.remove_file(sender, first)
    assert [each.text for each in queries.texts_changed(None, 10)] == ["Beta"]


def test_a_file_is_not_scanned_where_nobody_scans(app: Flask) -> None:
    sender, _, space_id = make_sender()
    make_file(sender, space_id)
    assert db.session.scalars(select(StoredFile.scan_code)).all() == [Scan.NOT_SCANNED]
