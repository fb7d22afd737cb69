"""What can be seen of organizations."""

from network.organizations.queries.contacts import ContactLine, contacts
from network.organizations.queries.directory import Choice, Counts, Filters, Line, Shown, choices, counts, directory, stale_before
from network.organizations.queries.entry import OrganizationDraft, differing, draft_of, own_fields
from network.organizations.queries.history import Happening, history
from network.organizations.queries.invitations import (
    OpenInvitation,
    address_of,
    email_index,
    find_invitation,
    lapsed_invitation,
    open_invitations,
)
from network.organizations.queries.memberships import Belonging, memberships_of, successors, words_of, words_of_organization
from network.organizations.queries.page import Barred, OrganizationPage, PersonLine, Place, barred, page
from network.organizations.queries.places import PlaceChoice, place_choices
from network.organizations.queries.preferences import preferred
from network.organizations.queries.services import ServiceLine, services
from network.organizations.queries.sight import get, get_for_change, get_own, merged_into, visible_to
from network.organizations.queries.wording import LABELS, Told, day_of, say_day, say_span, told

__all__ = [
    "LABELS",
    "Barred",
    "Belonging",
    "Choice",
    "ContactLine",
    "Counts",
    "Filters",
    "Happening",
    "Line",
    "OpenInvitation",
    "OrganizationDraft",
    "OrganizationPage",
    "PersonLine",
    "Place",
    "PlaceChoice",
    "ServiceLine",
    "Shown",
    "Told",
    "address_of",
    "barred",
    "choices",
    "contacts",
    "counts",
    "day_of",
    "differing",
    "directory",
    "draft_of",
    "email_index",
    "find_invitation",
    "get",
    "get_for_change",
    "get_own",
    "history",
    "lapsed_invitation",
    "memberships_of",
    "merged_into",
    "open_invitations",
    "own_fields",
    "page",
    "place_choices",
    "preferred",
    "say_day",
    "say_span",
    "services",
    "stale_before",
    "successors",
    "told",
    "visible_to",
    "words_of",
    "words_of_organization",
]
