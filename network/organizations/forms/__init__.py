"""What a browser may send about organizations."""

from network.organizations.forms.contacts import ContactForm
from network.organizations.forms.directory import DirectoryAsked, Offered
from network.organizations.forms.entry import EntryForm, Offers, entry_form
from network.organizations.forms.pairs import BarForm, MergeForm, PreferenceForm
from network.organizations.forms.people import AgainForm, HandOverForm, InviteForm, InviteStaffForm, JoinForm, NewcomerForm
from network.organizations.forms.services import services_form

__all__ = [
    "AgainForm",
    "BarForm",
    "ContactForm",
    "DirectoryAsked",
    "EntryForm",
    "HandOverForm",
    "InviteForm",
    "InviteStaffForm",
    "JoinForm",
    "MergeForm",
    "NewcomerForm",
    "Offered",
    "Offers",
    "PreferenceForm",
    "entry_form",
    "services_form",
]
