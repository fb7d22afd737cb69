"""What a browser may send about rounds, plans and proposals."""

from network.mentorship.forms.choices import ChoiceForm, ScenarioForm
from network.mentorship.forms.matters import MattersForm, matters_from
from network.mentorship.forms.narrowing import PlanAsked
from network.mentorship.forms.proposals import AnswerForm, PhoneForm
from network.mentorship.forms.rounds import CapacityForm, PlainForm, RoundForm, WaitingForm

__all__ = [
    "AnswerForm",
    "CapacityForm",
    "ChoiceForm",
    "MattersForm",
    "PhoneForm",
    "PlainForm",
    "PlanAsked",
    "RoundForm",
    "ScenarioForm",
    "WaitingForm",
    "matters_from",
]
