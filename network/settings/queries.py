"""What has been chosen: one small question a request, the rest kept in memory by revision."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from network.settings.models import ListEntry, Setting
from network.settings.rules import Catalogue, Entry
from network.storage.db import db
from network.storage.reading import first, once


@dataclass(slots=True)
class _Kept:
    """The last catalogue read, by database address, so that tests and checkouts never share one."""

    by_database: dict[str, Catalogue]


_kept = _Kept({})


_REVISION = select(Setting.value).where(Setting.key == "revision")


def catalogue() -> Catalogue:
    """All lists and settings. One statement a transaction when nothing changed since the last time, three when it did."""
    return once("catalogue", _read)


def _read() -> Catalogue:
    address = str(db.engine.url.database)
    found = first(_REVISION)
    revision = found[0] if found else 0
    known = _kept.by_database.get(address)
    if known is not None and known.revision == revision:
        return known
    lists: dict[str, list[Entry]] = {}
    for row in db.session.scalars(select(ListEntry).order_by(ListEntry.list, ListEntry.position, ListEntry.code)):
        lists.setdefault(row.list, []).append(Entry(row.code, row.label, tuple(row.aliases), row.is_offered))
    choices = {key: value for key, value in db.session.execute(select(Setting.key, Setting.value)).tuples() if key != "revision"}
    fresh = Catalogue(revision, {name: tuple(entries) for name, entries in lists.items()}, choices)
    _kept.by_database[address] = fresh
    return fresh


def sides() -> Mapping[str, str]:
    """What this network calls the two sides: `mentor` and `mentee`, and both with a capital."""
    known = catalogue()
    said = {side: str(known.get(f"{side}_word")) for side in ("mentor", "mentee")}
    return {**said, **{side.capitalize(): word[:1].upper() + word[1:] for side, word in said.items()}}


def forget() -> None:
    """Drop what is kept in memory: for tests that change the database behind it."""
    _kept.by_database.clear()
