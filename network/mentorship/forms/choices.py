"""What a coordinator decides about a pair, as one pressed button; and the name of a scenario."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length, Optional

from network.kernel.refusals import NotFound
from network.mentorship.commands import PairDraft
from network.web.forms import Form, Text, tidied

ACTS = ("lock", "move", "lock_second", "move_second", "forbid", "free")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was pressed (one of ACTS), and for which pair."""

    act: str
    pair: PairDraft


class ChoiceForm(Form):
    """Buttons named after the act, each carrying its pair as "mentor.mentee"; one reason for whichever is pressed."""

    lock = StringField(validators=[Optional(), Length(max=80)])
    move = StringField(validators=[Optional(), Length(max=80)])
    lock_second = StringField(validators=[Optional(), Length(max=80)])
    move_second = StringField(validators=[Optional(), Length(max=80)])
    forbid = StringField(validators=[Optional(), Length(max=80)])
    free = StringField(validators=[Optional(), Length(max=80)])
    reason = StringField(_l("Why"), filters=[tidied], validators=[Text(2_000)])

    def decision(self) -> Decision:
        """The pressed button. Raises NotFound for one that names no pair."""
        for act in ACTS:
            if value := self[act].data:
                mentor, _, mentee = value.partition(".")
                try:
                    pair = PairDraft(UUID(mentor), UUID(mentee), self.reason.data or "", act.endswith("_second"))
                    return Decision(act.removesuffix("_second"), pair)
                except ValueError:
                    break
        raise NotFound("pair")


class ScenarioForm(Form):
    """A name for the plan at hand."""

    name = StringField(
        _l("Name of the scenario"),
        filters=[tidied],
        validators=[DataRequired(_l("Give the plan a name, such as what you changed.")), Text(80)],
    )
