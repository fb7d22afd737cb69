"""What a browser may send about people and the door."""

from network.accounts.forms.people import PressForm, RoleForm
from network.accounts.forms.sessions import SignInForm

__all__ = ["PressForm", "RoleForm", "SignInForm"]
