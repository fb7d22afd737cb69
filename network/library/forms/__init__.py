"""What a browser may send about documents."""

from network.library.forms.life import ApproveForm, ConfirmForm, ConsultForm, SeenForm, WhyForm, WithdrawForm
from network.library.forms.narrowing import ShelfAsked
from network.library.forms.writing import AboutForm, BeginForm, FromForm, TextForm

__all__ = [
    "AboutForm",
    "ApproveForm",
    "BeginForm",
    "ConfirmForm",
    "ConsultForm",
    "FromForm",
    "SeenForm",
    "ShelfAsked",
    "TextForm",
    "WhyForm",
    "WithdrawForm",
]
