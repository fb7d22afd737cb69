"""What undoing an import may restore, and what it must leave because somebody has changed it since."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from network.organizations.rules.values import Change, OrganizationValues, differences


class Undo(StrEnum):
    """What becomes of one organization."""

    RESTORE = "restore"  # its values become what they were
    REMOVE = "remove"  # the import made it, and nothing hangs on it
    NOTHING = "nothing"  # it is already as it was
    LEAVE = "leave"  # changed since: it stays, and is listed


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to one organization, and how it is now. `before` is None where the import made it, `current` where it is
    gone. `is_used` says that others depend on it by now: members, pairings, contact entries, do-not-pair entries of others.
    """

    id: Hashable
    name: str
    before: OrganizationValues | None
    after: OrganizationValues
    current: OrganizationValues | None
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class Undoing:
    """The decision about one organization: `since` is what was changed after the import, where that is why it is left."""

    id: Hashable
    name: str
    undo: Undo
    values: OrganizationValues | None = None
    since: tuple[Change, ...] = ()
    is_used: bool = False


def undoing(imported: Iterable[Imported]) -> tuple[Undoing, ...]:
    """What to do about each organization, in the same order."""
    return tuple(_undoing(each) for each in imported)


def _undoing(each: Imported) -> Undoing:
    if each.current is None:
        return Undoing(each.id, each.name, Undo.NOTHING if each.before is None else Undo.LEAVE)
    if each.before is not None and not differences(each.before, each.current):
        return Undoing(each.id, each.name, Undo.NOTHING)
    since = differences(each.after, each.current)
    if since:
        return Undoing(each.id, each.name, Undo.LEAVE, since=since)
    if each.before is not None:
        return Undoing(each.id, each.name, Undo.RESTORE, values=each.before)
    if each.is_used:
        return Undoing(each.id, each.name, Undo.LEAVE, is_used=True)
    return Undoing(each.id, each.name, Undo.REMOVE)
