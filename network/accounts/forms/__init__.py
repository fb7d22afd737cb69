"""What a browser may send about people and the door."""

from network.accounts.forms.people import PressForm, RoleForm
from network.accounts.forms.sessions import SignInForm
from network.accounts.forms.terms import AcceptForm, PublishForm

__all__ = ["AcceptForm", "PressForm", "PublishForm", "RoleForm", "SignInForm"]
