"""A server of its own, for tests that end it: `python -m tests.files.served serve|settle INSTANCE PORT [ENDPOINT]`.

With an endpoint its files lie in a bucket there. `settle` is the clock's work two days later, and says as JSON what is left.
"""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from network.config import Settings
from network.config.files import Bucket, FileSettings
from network.files import jobs
from network.files.models import FileTombstone, StagedFile, StoredBytes, StoredFile
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.serve import Server, options, prepare
from network.storage.blobs import blobs, folders
from network.storage.db import db

BUCKET = "files-of-a-killed-server"


def made(instance: Path, port: int, endpoint: str) -> tuple[Settings, Flask]:
    settings = Settings.from_environment({"DEMONSTRATION": "1", "INSTANCE": str(instance), "PORT": str(port)})
    if endpoint:
        bucket = Bucket(BUCKET, "key", "secret", endpoint=endpoint, may_be_plain=True)
        settings = replace(settings, files=FileSettings(bucket=bucket))
    return settings, prepare(settings)


def settled() -> dict[str, Any]:
    """What there was at the end, and what is left when all that is due has been done."""
    kept = select(StoredFile.id, StoredFile.size, StoredBytes.name).join(StoredBytes, StoredBytes.id == StoredFile.bytes_id)
    found = db.session.execute(kept).tuples().all()
    whole = [str(file_id) for file_id, size, name in found if len(b"".join(blobs().pieces(name))) == size]
    staged = {str(row.id): row.state for row in db.session.scalars(select(StagedFile))}
    db.session.rollback()
    now = clock.now
    clock.now = lambda: now() + timedelta(days=2)  # type: ignore[assignment]
    for job in (jobs.sweep, jobs.shred, jobs.sweep, jobs.shred):
        job(SYSTEM)
    return {
        "files": [str(file_id) for file_id, _, _ in found],
        "whole": whole,
        "staged": staged,
        "listed": sorted(name for name, _ in blobs().names()),
        "needed": sorted(db.session.scalars(select(StoredBytes.name))),
        "left": [db.session.scalar(select(func.count()).select_from(table)) for table in (StagedFile, FileTombstone)],
        "passing": [str(place) for place, _ in folders().passing()],
    }


def main(mode: str, instance: str, port: str, endpoint: str = "") -> None:
    settings, app = made(Path(instance), int(port), endpoint)
    if mode == "serve":
        Server(app, options(settings, "127.0.0.1")).run()
        return
    with app.app_context():
        print(json.dumps(settled()))


if __name__ == "__main__":
    main(*sys.argv[1:])
