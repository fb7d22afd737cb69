"""What a browser may send about pairings."""

from network.pairings.forms.agreements import AgreementForm, SignForm, TextsForm, agreement_form, template_form
from network.pairings.forms.changing import ChangeForm, CheckForm, MentoringForm
from network.pairings.forms.circles import CircleForm, CircleSessionForm, HostForm, JoinForm, meeting_form
from network.pairings.forms.contacts import ContactForm, HandOverForm, ReachForm
from network.pairings.forms.exporting import PairingsExportForm
from network.pairings.forms.goals import ClosingForm, GoalForm
from network.pairings.forms.importing import LIMITS, BringingForm, CheckedForm, UndoForm, sealed, unsealed
from network.pairings.forms.narrowing import PairingsAsked
from network.pairings.forms.needs import NeedsForm, needs_form
from network.pairings.forms.plans import StepForm, TemplateForm
from network.pairings.forms.reports import OUTSIDE, FigureFileForm, FiguresAsked, ReportForm
from network.pairings.forms.sessions import SessionForm, session_form
from network.pairings.forms.watching import NoteForm, NudgeForm, pairings_in

__all__ = [
    "LIMITS",
    "OUTSIDE",
    "AgreementForm",
    "BringingForm",
    "ChangeForm",
    "CheckForm",
    "CheckedForm",
    "CircleForm",
    "CircleSessionForm",
    "ClosingForm",
    "ContactForm",
    "FigureFileForm",
    "FiguresAsked",
    "GoalForm",
    "HandOverForm",
    "HostForm",
    "JoinForm",
    "MentoringForm",
    "NeedsForm",
    "NoteForm",
    "NudgeForm",
    "PairingsAsked",
    "PairingsExportForm",
    "ReachForm",
    "ReportForm",
    "SessionForm",
    "SignForm",
    "StepForm",
    "TemplateForm",
    "TextsForm",
    "UndoForm",
    "agreement_form",
    "meeting_form",
    "needs_form",
    "pairings_in",
    "sealed",
    "session_form",
    "template_form",
    "unsealed",
]
