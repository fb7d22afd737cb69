"""How much room there is, for one person and day, one organization and everybody."""

from dataclasses import dataclass

from network.kernel.refusals import NoRoom, TooLarge, TooMuch
from network.kernel.words import words

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Room:
    """What may be kept, in bytes: of one file, of one person within a day, of one organization, in all; `floor` stays free."""

    file: int
    person_day: int
    organization: int
    total: int
    floor: int


@dataclass(frozen=True, slots=True)
class Used:
    """What is there already, in bytes; `free`: on the disk, None where it has no end."""

    person_day: int = 0
    total: int = 0
    free: int | None = None


def insist_size(size: int, room: Room) -> None:
    """Raise for a file that nobody could send."""
    if size > room.file:
        raise TooLarge(
            "file",
            words(
                "This file has %(size)s MB. We take up to %(most)s MB. Make it smaller, or send it in parts.",
                size=shown(size),
                most=room.file // MEGABYTE,
            ),
        )


def insist_room(size: int, room: Room, used: Used) -> None:
    """Raise where one more file of this size is too much."""
    insist_size(size, room)
    if used.person_day + size > room.person_day:
        raise TooMuch(
            "file",
            words(
                "You sent as much within a day as one person may: %(most)s MB. Send this file tomorrow.",
                most=room.person_day // MEGABYTE,
            ),
        )
    if used.total + size > room.total or (used.free is not None and used.free - size < room.floor):
        raise NoRoom("file", words("There is no room left for files. Tell your coordinator. Nothing was kept."))


def insist_room_of_organization(size: int, room: Room, used: int) -> None:
    """Raise where its organization has no room left."""
    if used + size > room.organization:
        raise NoRoom(
            "file",
            words(
                "Your organization keeps as much as it may: %(most)s MB. Remove a file, then send this one again.",
                most=room.organization // MEGABYTE,
            ),
        )


def shown(size: int) -> str:
    """Megabytes, with one figure behind the point."""
    return f"{size / MEGABYTE:.1f}"
