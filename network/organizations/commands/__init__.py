"""What can be done with organizations."""

from network.organizations.commands.bars import add_do_not_pair, remove_do_not_pair
from network.organizations.commands.contacts import ContactDraft, log_contact
from network.organizations.commands.entries import OrganizationDraft, add_organization, edit_organization
from network.organizations.commands.invitations import (
    InvitationDraft,
    accept_invitation,
    join_by_invitation,
    mail_invitation,
    make_first_invitation,
    make_invitation,
    make_staff_invitation,
    mint_invitation,
    renew_invitation,
    withdraw_invitation,
    withdraw_staff_invitation,
)
from network.organizations.commands.memberships import add_member, end_membership, hand_over, leave_organization
from network.organizations.commands.merging import merge_organizations
from network.organizations.commands.preferences import add_preference, remove_preference
from network.organizations.commands.services import list_begun_service, tell_services
from network.organizations.commands.standing import confirm_organization, set_capacity, set_status, set_waiting
from network.organizations.commands.writing import Writer

__all__ = [
    "ContactDraft",
    "InvitationDraft",
    "OrganizationDraft",
    "Writer",
    "accept_invitation",
    "add_do_not_pair",
    "add_member",
    "add_organization",
    "add_preference",
    "confirm_organization",
    "edit_organization",
    "end_membership",
    "hand_over",
    "join_by_invitation",
    "leave_organization",
    "list_begun_service",
    "log_contact",
    "mail_invitation",
    "make_first_invitation",
    "make_invitation",
    "make_staff_invitation",
    "merge_organizations",
    "mint_invitation",
    "remove_do_not_pair",
    "remove_preference",
    "renew_invitation",
    "set_capacity",
    "set_status",
    "set_waiting",
    "tell_services",
    "withdraw_invitation",
    "withdraw_staff_invitation",
]
