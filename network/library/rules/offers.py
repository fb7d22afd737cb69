"""How an offer of changes stands."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from network.kernel.refusals import Conflict
from network.kernel.words import Words, words

LONGEST_MESSAGE = 4_000


class OfferState(StrEnum):
    """From the offer to its answer."""

    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


OFFER_WORDS: Mapping[OfferState, Words] = MappingProxyType(
    {
        OfferState.OFFERED: words("Offered"),
        OfferState.TAKEN: words("Taken up"),
        OfferState.DECLINED: words("Declined"),
        OfferState.WITHDRAWN: words("Taken back"),
    }
)


def insist_open_offer(state: str) -> None:
    """Raises Conflict for one that was answered or taken back."""
    if state != OfferState.OFFERED:
        raise Conflict(words("This offer was answered or taken back meanwhile. Look at it again."))


def insist_no_open_offer(count: int) -> None:
    """Raises Conflict: one is answered before the next is made."""
    if count:
        raise Conflict(words("An offer waits for its answer already. Take it back before you make another."))


def insist_free_desk(is_worked_on: bool) -> None:
    """Raises Conflict where another text of the document is worked on."""
    if is_worked_on:
        raise Conflict(words("Another text of this document is being worked on. Finish or drop it first, then take this up."))


def credit(name: str) -> Words:
    """Where a text came from that was taken up from an offer: the organization by name, none for what the network keeps."""
    if name:
        return words("Taken up from an adaptation by %(name)s.", name=name)
    return words("Taken up from an adaptation.")
