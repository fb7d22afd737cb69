"""What can be done with organizations."""

from network.organizations.commands.bars import add_do_not_pair, remove_do_not_pair
from network.organizations.commands.contacts import ContactDraft, log_contact
from network.organizations.commands.entries import OrganizationDraft, add_organization, edit_organization
from network.organizations.commands.merging import merge_organizations
from network.organizations.commands.people import (
    accept_invitation,
    add_member,
    end_membership,
    join_by_invitation,
    make_invitation,
)
from network.organizations.commands.standing import confirm_organization, set_capacity, set_status, set_waiting
from network.organizations.commands.writing import Writer

__all__ = [
    "ContactDraft",
    "OrganizationDraft",
    "Writer",
    "accept_invitation",
    "add_do_not_pair",
    "add_member",
    "add_organization",
    "confirm_organization",
    "edit_organization",
    "end_membership",
    "join_by_invitation",
    "log_contact",
    "make_invitation",
    "merge_organizations",
    "remove_do_not_pair",
    "set_capacity",
    "set_status",
    "set_waiting",
]
