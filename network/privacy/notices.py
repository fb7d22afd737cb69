"""Who is told about personal data: who is to be erased, and administrators of what is nearly due."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.accounts.queries import administrators
from network.accounts.queries.addresses import address_of, address_of_suspended
from network.journal.notices import Letter, Link, Notice, Shown, Told, Written, announces, shows, writes
from network.kernel.actor import Actor
from network.kernel.words import words
from network.policy import Permission, can
from network.privacy.events import ErasureAsked, PrivacyRequestNearlyDue

ERASURE = "erasure"
ERASURE_ASKED, REQUEST_DUE = "privacy.erasure_asked", "privacy.request_due"


@announces(ErasureAsked)
def of_an_erasure(fact: ErasureAsked) -> Iterable[Notice | Letter]:
    """Her: by a letter, since she can't sign in, and in her inbox, in case she can."""
    yield Letter(ERASURE, fact.person_id)
    yield Notice(fact.person_id, ERASURE_ASKED, is_urgent=True)


@announces(PrivacyRequestNearlyDue)
def of_a_day_that_is_near(fact: PrivacyRequestNearlyDue) -> Iterable[Notice]:
    """All administrators: any of them may answer."""
    for each in sorted(administrators()):
        yield Notice(each, REQUEST_DUE, {"request": fact.request_id}, is_urgent=True)


@writes(ERASURE)
def write_erasure(person_id: UUID) -> Written | None:
    """Not due for who is gone already."""
    to = address_of(person_id) or address_of_suspended(person_id)
    if to is None:
        return None
    lines = (
        words("Somebody asked us to erase your account. Two people must agree, in three days at the earliest."),
        words("If you asked for it, do nothing. It can't be undone."),
        words("If you want to keep your account, sign in, or tell the person who brought you in. Do it now."),
    )
    return Written(to, lines)


@shows(ERASURE_ASKED)
def show_erasure(_actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """About herself: she may always read it."""
    said = words(
        "Somebody asked to erase your account for you. Since you can sign in, nobody will. Erase it yourself, or leave it."
    )
    return {each.id: Shown(said, Link("privacy.own_data")) for each in told}


@shows(REQUEST_DUE)
def show_due(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who keeps requests still."""
    if not can(actor, Permission.REQUESTS_KEEP):
        return {}
    said = words("A privacy request must be answered within a few days.")
    return {each.id: Shown(said, Link("privacy.show_request", {"request_id": each.about["request"]})) for each in told}
