"""F1, F11, F12: whoever is killed while a file comes or goes leaves rows and bytes that agree, and it can be done again."""

import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, select

from network.files import commands, jobs
from network.files.commands import FileDraft
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.kernel.actor import SYSTEM, Actor
from network.storage.blobs import blobs, folders
from network.storage.db import db
from tests.factories.files import TEXT, make_file, make_sender, send
from tests.files.test_keeping import old_files

OVER = 7
"""With this a process ends that was done before the step came at which it was to be killed."""


def counted(left: list[int], deed: Callable[..., Any]) -> Callable[..., Any]:
    """The deed, before which the process is ended as by a power cut when its turn has come."""

    def run(*given: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return deed(*given, **more)

    return run


def comes(sender: Actor, space_id: UUID, _file_id: UUID) -> None:
    """What a web worker does with an upload."""
    upload = send(sender, b"Killed in the middle.\n" * 9_000)
    commands.keep_file(sender, FileDraft(upload.id, space_id))


def goes(sender: Actor, _space_id: UUID, file_id: UUID) -> None:
    """What a web worker and the clock do with a file that is removed."""
    commands.remove_file(sender, file_id)
    jobs.shred(SYSTEM)


DEEDS = {"come": comes, "go": goes}


def ended_at(what: str, at: int, *about: Any) -> int:
    """How a process of its own ended that was killed before the given one of all steps that reach the disk."""
    db.session.remove()
    db.engine.dispose()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        left = [at]
        for owner, name in ((os, "fsync"), (Path, "rename"), (Path, "unlink")):
            setattr(owner, name, counted(left, getattr(owner, name)))
        event.listen(db.engine, "before_cursor_execute", counted(left, lambda *_about: None))
        event.listen(db.engine, "commit", counted(left, lambda *_about: None))
        DEEDS[what](*about)
    finally:
        os._exit(OVER)


def agree() -> None:
    """Every file has its bytes, whole; the store holds nothing that no row knows once it is swept."""
    db.session.rollback()
    kept = select(StoredFile.size, StoredBytes.name).join(StoredBytes, StoredBytes.id == StoredFile.bytes_id)
    for size, name in db.session.execute(kept).all():
        assert len(b"".join(blobs().pieces(name))) == size
    listed = {name for name, _ in blobs().names()}
    needed = set(db.session.scalars(select(StoredBytes.name)))
    assert needed <= listed, "a row has no bytes"
    old_files()
    for row in db.session.scalars(select(StagedFile)).all():
        row.staged_at, row.claimed_at = row.staged_at.replace(year=2020), None
    db.session.commit()
    jobs.sweep(SYSTEM)
    jobs.shred(SYSTEM)
    jobs.sweep(SYSTEM)
    assert {name for name, _ in blobs().names()} == set(db.session.scalars(select(StoredBytes.name)))
    assert db.session.scalars(select(FileTombstone)).all() == []
    assert not list(folders().passing())


def killed_at(what: str, at: int, sender: Actor, space_id: UUID) -> bool:
    """Whether there was such a step. Before and after it everything agrees, and it can be done again at once."""
    file_id = make_file(sender, space_id, TEXT + f"{what} {at}".encode())
    ended = ended_at(what, at, sender, space_id, file_id)
    agree()
    upload = send(sender, b"Once more.\n")
    commands.keep_file(sender, FileDraft(upload.id, space_id))
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == OVER
    return os.WIFSIGNALED(ended)


@pytest.mark.parametrize(("what", "at"), [("come", 4), ("come", 20), ("go", 9)])
def test_f11_killed_in_the_middle_rows_and_bytes_agree(app: Flask, what: str, at: int) -> None:
    sender, _, space_id = make_sender()
    assert killed_at(what, at, sender, space_id)


@pytest.mark.slow
@pytest.mark.parametrize("what", DEEDS)
def test_f11_killed_at_each_step_rows_and_bytes_agree(app: Flask, what: str) -> None:
    """Until a step is asked for that never comes."""
    sender, _, space_id = make_sender()
    at = 1
    while killed_at(what, at, sender, space_id):
        at += 1
    assert at > 10
