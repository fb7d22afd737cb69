"""What people are told about organizations: invitations by mail, and what became of a membership."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.accounts.queries.addresses import address_of as address_of_person
from network.journal.notices import Letter, Link, Notice, Shown, Told, Written, announces, shows, writes
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.words import counted, words
from network.organizations import commands, queries
from network.organizations.events import (
    InvitationMetAccount,
    InvitationRenewed,
    InvitationSent,
    LeadHandedOver,
    MemberEnded,
)
from network.settings.queries import catalogue

INVITATION, HAS_ACCOUNT = "invitation", "invitation-of-known"
LEADS, ENDED = "organization.leads", "organization.ended"


@announces(InvitationSent)
def of_an_invitation(fact: InvitationSent) -> Iterable[Letter]:
    """Whoever was invited, at the address that was given."""
    yield Letter(INVITATION, fact.invitation_id)


@announces(InvitationRenewed)
def of_a_second_link(fact: InvitationRenewed) -> Iterable[Letter]:
    """The same, at the same address."""
    yield Letter(INVITATION, fact.invitation_id)


@announces(InvitationMetAccount)
def of_an_account(fact: InvitationMetAccount) -> Iterable[Letter]:
    """Who has an account already: how to use the link."""
    yield Letter(HAS_ACCOUNT, fact.person_id, is_urgent=False)


@announces(LeadHandedOver)
def of_a_new_lead(fact: LeadHandedOver) -> Iterable[Notice]:
    """The new lead."""
    yield Notice(fact.person_id, LEADS, {"organization": fact.organization_id})


@announces(MemberEnded)
def of_an_end(fact: MemberEnded) -> Iterable[Notice]:
    """Whoever belongs to it no more."""
    yield Notice(fact.person_id, ENDED)


@shows(LEADS)
def show_lead(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """While she leads it."""
    names = {str(key): name for key, name in actor.organizations if key in actor.lead_of}
    led = [each for each in told if each.about["organization"] in names]
    return {
        each.id: Shown(
            words("You lead %(organization)s now.", organization=names[each.about["organization"]]),
            Link("organizations.show", {"organization_id": each.about["organization"]}),
        )
        for each in led
    }


@shows(ENDED)
def show_end(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """Without the name: she may not know any more what became of it."""
    return {each.id: Shown(words("You belong to one of your organizations no more.")) for each in told}


@writes(INVITATION)
def invitation(invitation_id: UUID) -> Written | None:
    """The link, made now. It names neither the organization nor who invites."""
    to = queries.address_of(invitation_id, clock.now())
    token = commands.mint_invitation(invitation_id) if to is not None else None
    if to is None or token is None:
        return None
    days = int(catalogue().get("invitation_days"))
    lines = (
        words("You are invited. Open this address on a device that only you use:"),
        counted("It works once, for one person, for %(num)s day.", "It works once, for one person, for %(num)s days.", days),
        words("If you expected nothing of the kind, do nothing."),
    )
    return Written(to, lines, Link("organizations.show_invitation", {"token": token}))


@writes(HAS_ACCOUNT)
def has_account(person_id: UUID) -> Written | None:
    """How somebody uses a link who has an account already."""
    to = address_of_person(person_id)
    if to is None:
        return None
    lines = (
        words("Somebody used an invitation with your address. You have an account already, so nothing was changed."),
        words("If it was you: sign in first, then open the link of the invitation again."),
    )
    return Written(to, lines, person_id=person_id)
