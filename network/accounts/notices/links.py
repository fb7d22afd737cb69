"""Links for an account, by mail."""

from collections.abc import Iterable
from uuid import UUID

from network.accounts import commands, queries
from network.accounts.events import AddressChangeAsked, RecoveryStarted
from network.accounts.rules.links import Purpose
from network.journal.notices import Letter, Link, Written, announces, writes
from network.kernel import clock
from network.kernel.words import words

RECOVERY, NEW_ADDRESS, OLD_ADDRESS = "recovery", "new-address", "old-address"


@announces(RecoveryStarted)
def of_a_recovery(fact: RecoveryStarted) -> Iterable[Letter]:
    """The link, to the account's own address."""
    yield Letter(RECOVERY, fact.link_id)


@announces(AddressChangeAsked)
def of_another_address(fact: AddressChangeAsked) -> Iterable[Letter]:
    """The link to the new address, a word to the old one."""
    yield Letter(NEW_ADDRESS, fact.link_id)
    yield Letter(OLD_ADDRESS, fact.link_id)


@writes(RECOVERY)
def recovery(link_id: UUID) -> Written | None:
    """A link with which she sets a new password, made now."""
    link = queries.link_to_post(link_id, clock.now())
    token = commands.mint_link(link_id, Purpose.RECOVERY) if link is not None else None
    if link is None or token is None:
        return None
    lines = (
        words("Open this address to choose a new password:"),
        words("It works once, for 30 minutes."),
        words("If you did not ask for it, do nothing. Your password stays as it is."),
    )
    return Written(link.address, lines, Link("accounts.recover", {"token": token}))


@writes(NEW_ADDRESS)
def new_address(link_id: UUID) -> Written | None:
    """The link that makes an address hers, made now. Not due where somebody has the address."""
    link = queries.link_to_post(link_id, clock.now())
    if link is None or queries.person_with(link.address) is not None:
        return None
    token = commands.mint_link(link_id, Purpose.ADDRESS)
    if token is None:
        return None
    lines = (
        words("Open this address to confirm that you read this mailbox:"),
        words("It works once, for two hours. From then on you sign in with this address."),
        words("If you did not ask for it, do nothing."),
    )
    return Written(link.address, lines, Link("accounts.confirm_address", {"token": token}))


@writes(OLD_ADDRESS)
def old_address(link_id: UUID) -> Written | None:
    """A word to the address that the account had when another was asked for."""
    to = queries.old_address(link_id)
    if to is None:
        return None
    lines = (
        words("Somebody who is signed in to your account asked for another address instead of this one."),
        words("If it was you, do nothing here."),
        words("If it was not you, sign in and change your password now. Then tell an administrator."),
    )
    return Written(to, lines)
