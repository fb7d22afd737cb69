"""Several people at once, on both databases: the same content, the last of the room, one upload pressed twice, the last file."""

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from network.files import commands, jobs, queries
from network.files.commands import FileDraft
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.files.rules.states import Staging
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Refusal
from network.settings.commands import choose
from network.storage.blobs import blobs
from network.storage.db import db
from tests.factories.files import TEXT, make_file, make_sender, send

MEGABYTE = 1024**2


def at_once(app: Flask, deeds: list[Callable[[], Any]]) -> Counter[str]:
    """All deeds at the same moment, each with a connection of its own; how often each end came."""
    start, said = threading.Barrier(len(deeds)), Counter[str]()

    def run(deed: Callable[[], Any]) -> None:
        with app.app_context():
            start.wait()
            try:
                deed()
                said["done"] += 1
            except Refusal as refusal:
                said[type(refusal).__name__] += 1
            except Exception as unexpected:
                said[repr(unexpected)] += 1
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return said


def count(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def names() -> set[str]:
    return {name for name, _ in blobs().names()}


def test_the_same_content_sent_by_six_at_once_is_kept_once(app: Flask) -> None:
    senders = [make_sender(f"House {number}") for number in range(6)]
    said = at_once(app, [lambda each=each: make_file(each[0], each[2]) for each in senders])  # type: ignore[misc]
    assert said == {"done": 6}
    assert (count(StoredFile), count(StoredBytes)) == (6, 1)
    jobs.shred(SYSTEM)
    assert names() == set(db.session.scalars(select(StoredBytes.name)))
    assert count(FileTombstone) == 0


def test_the_last_file_goes_while_the_same_content_comes(app: Flask) -> None:
    """Whoever is first: no file is left without bytes, and no bytes without a file."""
    sender, _, space_id = make_sender()
    other, _, others = make_sender("Birch Peers")
    for _ in range(5):
        file_id = make_file(sender, space_id)
        going = partial(commands.remove_file, sender, file_id)
        at_once(app, [going, partial(make_file, other, others), partial(jobs.shred, SYSTEM)])
        jobs.shred(SYSTEM)
        kept = db.session.scalars(select(StoredFile)).all()
        assert len(kept) == 1
        assert queries.opened(other, kept[0].id).read() == TEXT
        assert len(names()) == 1
        commands.remove_file(other, kept[0].id)


def test_c45_the_last_of_a_day_is_taken_once(app: Flask) -> None:
    choose(SYSTEM, "file_day_mb", 1)
    sender, _, _ = make_sender()
    said = at_once(app, [lambda n=n: send(sender, bytes([97 + n]) * 700_000) for n in range(4)])  # type: ignore[misc]
    assert said == {"done": 1, "TooMuch": 3}
    assert count(StagedFile) == 1


def test_c45_the_last_of_an_organization_is_taken_once(app: Flask) -> None:
    choose(SYSTEM, "file_organization_mb", 1)
    sender, organization_id, space_id = make_sender()
    uploads = [send(sender, bytes([97 + number]) * 700_000) for number in range(3)]
    said = at_once(
        app,
        [lambda each=each: commands.keep_file(sender, FileDraft(each.id, space_id, organization_id)) for each in uploads],  # type: ignore[misc]
    )
    assert said == {"done": 1, "NoRoom": 2}


def test_a_button_pressed_twice_keeps_one_file(app: Flask) -> None:
    sender, _, space_id = make_sender()
    upload = send(sender)
    said = at_once(app, [lambda: commands.keep_file(sender, FileDraft(upload.id, space_id))] * 4)
    assert said == {"done": 1, "Conflict": 3}
    assert count(StoredFile) == 1


def test_two_schedulers_clean_an_upload_once(app: Flask) -> None:
    sender, _, _ = make_sender()
    uploads = [send(sender, f"Text {number}.\n".encode(), at_once=False) for number in range(4)]
    assert at_once(app, [lambda: jobs.work_on_uploads(SYSTEM)] * 3) == {"done": 3}
    assert {queries.staged(sender, each.id).state for each in uploads} == {Staging.READY}
    assert {row.turn for row in db.session.scalars(select(StagedFile))} == {1}
    assert len(names()) == 4


@pytest.mark.parametrize("job", [jobs.shred, jobs.sweep, jobs.scan_again, jobs.read_texts], ids=lambda job: job.__name__)
def test_each_job_can_run_twice_at_once(app: Flask, job: Any) -> None:
    sender, _, space_id = make_sender()
    commands.remove_file(sender, make_file(sender, space_id))
    kept = make_file(sender, space_id, b"Kept.\n", "b.txt")
    assert at_once(app, [lambda: job(SYSTEM)] * 3) == {"done": 3}
    assert queries.opened(sender, kept).read() == b"Kept.\n"
