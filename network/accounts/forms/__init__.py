"""What a browser may send about people and the door."""

from network.accounts.forms.factors import CodeForm, PasskeyForm, ProofForm, ResetForm
from network.accounts.forms.passwords import ChangePasswordForm
from network.accounts.forms.people import PressForm, RoleForm
from network.accounts.forms.sessions import SignInForm
from network.accounts.forms.terms import AcceptForm, PublishForm

__all__ = [
    "AcceptForm",
    "ChangePasswordForm",
    "CodeForm",
    "PasskeyForm",
    "PressForm",
    "ProofForm",
    "PublishForm",
    "ResetForm",
    "RoleForm",
    "SignInForm",
]
