"""What a browser may send about people and the door."""

from network.accounts.forms.factors import CodeForm, KeptForm, PasskeyForm, ProofForm, RenameForm, ResetForm
from network.accounts.forms.passwords import AddressForm, ChangePasswordForm, NewPasswordForm, SheetForm
from network.accounts.forms.people import PressForm, RoleForm
from network.accounts.forms.sessions import SignInForm
from network.accounts.forms.terms import AcceptForm, PublishForm

__all__ = [
    "AcceptForm",
    "AddressForm",
    "ChangePasswordForm",
    "CodeForm",
    "KeptForm",
    "NewPasswordForm",
    "PasskeyForm",
    "PressForm",
    "ProofForm",
    "PublishForm",
    "RenameForm",
    "ResetForm",
    "RoleForm",
    "SheetForm",
    "SignInForm",
]
