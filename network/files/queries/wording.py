"""Sealed names of files, and their notes in words."""

from collections.abc import Iterable
from uuid import UUID

from network.files.rules.names import FALLBACK
from network.files.rules.wording import LEFT, REMOVED
from network.kernel.words import Words
from network.storage.secrets import Ring, Unreadable, seal, unseal


def sealed_name(name: str, table: str, row_id: UUID) -> str:
    """As it is kept."""
    return seal(Ring.ACCOUNTS, name, table=table, column="name_sealed", row_id=row_id)


def name_of(sealed: str, table: str, row_id: UUID) -> str:
    """As it was sent; a plain word where it can't be read any more."""
    try:
        return unseal(Ring.ACCOUNTS, sealed, table=table, column="name_sealed", row_id=row_id)
    except Unreadable:
        return FALLBACK


def removed_words(codes: Iterable[str]) -> tuple[Words, ...]:
    """What the cleaning took away."""
    return tuple(REMOVED[code] for code in codes if code in REMOVED)


def left_words(codes: Iterable[str]) -> tuple[Words, ...]:
    """What the cleaning could not take away."""
    return tuple(LEFT[code] for code in codes if code in LEFT)
