"""What can be done to the installation's choices."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid, NotFound
from network.kernel.words import words
from network.policy import Permission, authorize
from network.settings.events import ListEntryChanged, ListsLoaded, SettingChanged
from network.settings.models import ListEntry, Setting
from network.settings.rules import DEFAULTS, LIST_NAMES, Entry, is_site
from network.storage.db import db


@command
def load_lists(actor: Actor, lists: Mapping[str, Sequence[Entry]]) -> None:
    """Write the default lists. Entries that exist keep the words somebody gave them."""
    authorize(actor, Permission.LIST_EDIT)
    known = {(row.list, row.code) for row in db.session.scalars(select(ListEntry))}
    for name, entries in lists.items():
        for position, entry in enumerate(entries):
            if (name, entry.code) not in known:
                db.session.add(
                    ListEntry(list=name, code=entry.code, label=entry.label, aliases=list(entry.aliases), position=position)
                )
    _revise()
    record(actor, ListsLoaded(lists=tuple(lists)))


@command
def add_entry(actor: Actor, list_name: str, code: str, label: str, aliases: Sequence[str] = ()) -> None:
    """Add an entry at the end of a list."""
    authorize(actor, Permission.LIST_EDIT)
    rows = db.session.scalars(select(ListEntry).where(ListEntry.list == list_name)).all()
    if list_name not in LIST_NAMES:
        raise NotFound(list_name)
    if any(row.code == code or row.label.casefold() == label.casefold() for row in rows):
        raise Invalid("label", words("The list has this entry already."))
    position = max((row.position for row in rows), default=-1) + 1
    db.session.add(ListEntry(list=list_name, code=code, label=label, aliases=list(aliases), position=position))
    _revise()
    record(actor, ListEntryChanged(list=list_name, code=code))


@command
def change_entry(actor: Actor, list_name: str, code: str, entry: Entry) -> None:
    """Rename an entry, change its other words, withdraw it or offer it again. The code stays."""
    authorize(actor, Permission.LIST_EDIT)
    row = db.session.scalar(select(ListEntry).where(ListEntry.list == list_name, ListEntry.code == code))
    if row is None:
        raise NotFound(code)
    row.label, row.aliases, row.is_offered = entry.label, list(entry.aliases), entry.is_offered
    _revise()
    record(actor, ListEntryChanged(list=list_name, code=code))


@command
def choose(actor: Actor, key: str, value: Any) -> None:
    """Set one choice."""
    authorize(actor, Permission.SETTING_EDIT)
    if key not in DEFAULTS:
        raise NotFound(key)
    if type(value) is not type(DEFAULTS[key]):
        raise Invalid(key, words("This needs another kind of value."))
    if key == "quick_exit_url" and not is_site(value):
        raise Invalid("value", words("Type a whole address that begins with https://, of a site that anybody might read."))
    db.session.merge(Setting(key=key, value=value))
    _revise()
    record(actor, SettingChanged(key=key))


def _revise() -> None:
    row = db.session.get(Setting, "revision")
    if row is None:
        db.session.add(Setting(key="revision", value=1))
    else:
        row.value = row.value + 1
