"""What a browser may say of goals."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from network.pairings.commands import ClosingDraft, GoalDraft
from network.pairings.rules.goals import GoalState
from network.settings.rules import Catalogue
from network.web.forms import ContestedForm, Day, Once, Text, tidied


class GoalForm(ContestedForm):
    """A goal."""

    new_id = Once()
    topic = SelectField(_l("Topic"), validators=[InputRequired(_l("Choose a topic."))])
    title = TextAreaField(
        _l("The goal in one sentence"),
        description=_l("Coordinators and liaisons read this too. Name no person and no place where people work."),
        filters=[tidied],
        validators=[DataRequired(_l("Say the goal in one sentence.")), Text(200)],
    )
    due_on = Day(_l("By when"), validators=[Optional()])

    def offer(self, lists: Catalogue, first: Iterable[str]) -> "GoalForm":
        """Give the topics of the network, those with the widest gaps first."""
        wide = tuple(first)
        rest = [entry.code for entry in lists.offered("topic") if entry.code not in wide]
        codes = dict.fromkeys(
            (*wide, *rest, *([self.topic.data] if self.topic.data in {entry.code for entry in lists.entries("topic")} else []))
        )
        self.topic.choices = [SelectChoice(code, lists.label("topic", code)) for code in codes]
        return self

    def to_draft(self) -> GoalDraft:
        """The goal as one value."""
        return GoalDraft(self.topic.data, self.title.data, self.due_on.data, self.new_id.data)


class ClosingForm(ContestedForm):
    """How a goal ended."""

    state = RadioField(
        _l("How did it end?"),
        choices=[
            SelectChoice(GoalState.REACHED.value, _l("We reached it")),
            SelectChoice(GoalState.LET_GO.value, _l("We let it go")),
        ],
        default=GoalState.REACHED.value,
        validators=[InputRequired(_l("Choose how it ended."))],
    )
    service = SelectField(
        _l("Did a service begin by it?"),
        description=_l("It goes into the directory as not yet confirmed. The organization confirms it there."),
    )
    community_id = SelectField(_l("Where it began"))

    def offer(self, lists: Catalogue, places: Iterable[tuple[UUID, str]]) -> "ClosingForm":
        """Give the services of the network, and the communities of the mentee."""
        services = [SelectChoice(entry.code, entry.label) for entry in lists.offered("service")]
        self.service.choices = [SelectChoice("", _l("No service began")), *services]
        self.community_id.choices = [SelectChoice(str(id), name) for id, name in places]
        return self

    def to_draft(self) -> ClosingDraft:
        """How it ended as one value."""
        return ClosingDraft(GoalState(self.state.data), self.service.data or "", UUID(self.community_id.data))
