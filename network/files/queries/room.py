"""How much room for files there is, and how much of it is taken."""

import shutil
from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select

from network.files.models import StagedFile, StoredBytes, StoredFile
from network.files.rules.quotas import MEGABYTE, Room, Used
from network.kernel import clock
from network.settings.queries import catalogue
from network.storage.db import db

BESIDE = 512 * 1024
"""Bytes of a request that are not the file."""


def room() -> Room:
    """What the installation chose. No file is larger than a request may be."""
    chosen, body = catalogue(), int(current_app.config["MAX_CONTENT_LENGTH"])
    return Room(
        file=min(int(chosen.get("file_mb")) * MEGABYTE, body - BESIDE),
        person_day=int(chosen.get("file_day_mb")) * MEGABYTE,
        organization=int(chosen.get("file_organization_mb")) * MEGABYTE,
        total=int(chosen.get("file_total_mb")) * MEGABYTE,
        floor=int(chosen.get("file_free_mb")) * MEGABYTE,
    )


def used_by(person_id: UUID) -> Used:
    """What she sent within a day, what there is in all, and what is free. Two statements."""
    since = clock.now() - timedelta(days=1)
    sent = select(func.coalesce(func.sum(StagedFile.size), 0)).where(
        StagedFile.person_id == person_id, StagedFile.staged_at > since
    )
    total = select(func.coalesce(func.sum(StoredBytes.size), 0))
    return Used(int(db.session.scalar(sent) or 0), int(db.session.scalar(total) or 0), free())


def used_by_organization(organization_id: UUID) -> int:
    """Bytes that are kept for it: each file counts whole, whoever else has the same."""
    asked = select(func.coalesce(func.sum(StoredFile.size), 0))
    kept = StoredFile.bytes_id.is_not(None)
    return int(db.session.scalar(asked.where(StoredFile.organization_id == organization_id, kept)) or 0)


def free() -> int:
    """Bytes that are free on the disk where uploads come in."""
    return shutil.disk_usage(current_app.config["PEER"].instance).free
