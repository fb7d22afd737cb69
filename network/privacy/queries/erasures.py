"""Who was erased, as a list that is kept outside the database too: digests under a key, never an id."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from network.accounts.models import Person
from network.accounts.queries import names_of
from network.config import Settings
from network.kernel import clock
from network.kernel.words import Words, words
from network.privacy.models import Erasure
from network.privacy.queries.facts import privacy_facts
from network.privacy.rules.erasing import complete_at, joined, read_list
from network.storage.db import db
from network.storage.secrets import Ring, blind_index, files

FILE = "erasures"


def completion(now: datetime) -> datetime:
    """When an erasure of this moment would be complete."""
    return complete_at(now, privacy_facts().backup_days)


def digest_of(person_id: UUID) -> str:
    """What the list holds in place of a person's id; it needs the key of the accounts."""
    return blind_index(Ring.ACCOUNTS, str(person_id), domain="erased person")


def list_file() -> Path:
    """Where the list lies. It must not be restored with a back-up, so operators keep a copy apart."""
    settings: Settings = current_app.config["PEER"]
    return settings.instance / FILE


def erase_list(file: Path | None = None) -> dict[str, date]:
    """The list as the file and the database know it together."""
    on_file = read_list(files.kept(file or list_file()))
    rows = db.session.execute(select(Erasure.person_id, Erasure.complete_at)).tuples()
    return joined((on_file, {digest_of(id): at.date() for id, at in rows}), clock.today())


def come_back(file: Path | None = None) -> tuple[UUID, ...]:
    """The people who were erased once and are here again: a back-up was restored."""
    listed = erase_list(file)
    if not listed:
        return ()
    here = db.session.scalars(select(Person.id).where(Person.erased_at.is_(None)))
    return tuple(id for id in here if digest_of(id) in listed)


def unapplied(settings: Settings) -> Iterator[str]:
    """What a start refuses after a restore that brought erased people back."""
    if come_back():
        yield "People whose accounts were erased are back. Run: flask --app wsgi network erasures apply"


def said_erasure(about: Mapping[str, Any]) -> Words:
    """An erasure that somebody asked for, in words."""
    person_id = UUID(about["person_id"])
    return words("Erase the account of %(name)s, who can't sign in", name=names_of({person_id}).get(person_id, ""))
