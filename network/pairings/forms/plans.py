"""What a browser may send of a plan."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from network.kernel import clock
from network.pairings.commands import StepDraft
from network.pairings.queries import GoalView, Inside
from network.pairings.queries.plans import OnePerson
from network.pairings.rules.plans.steps import Who
from network.pairings.rules.plans.templates import TEMPLATES
from network.web.forms import ContestedForm, Day, Once, Text, tidied
from network.web.templates import say

NONE = ""


def _goals(goals: Iterable[GoalView], kept: str) -> list[SelectChoice]:
    mine = [SelectChoice(str(goal.id), goal.title) for goal in goals if goal.is_open or str(goal.id) == kept]
    return [SelectChoice(NONE, _l("No goal in particular")), *mine]


class StepForm(ContestedForm):
    """A step of the plan."""

    new_id = Once()
    text = TextAreaField(
        _l("What is to be done"), filters=[tidied], validators=[DataRequired(_l("Say what is to be done.")), Text(200)]
    )
    who = RadioField(_l("Who does it"), default=Who.BOTH.value, validators=[InputRequired(_l("Choose who does it."))])
    person_id = SelectField(_l("Somebody in particular"), default=NONE)
    due_on = Day(_l("By when"), validators=[Optional()])
    goal_id = SelectField(_l("For which goal"), default=NONE)

    def offer(self, pairing: Inside, people: Iterable[OnePerson], goals: Iterable[GoalView]) -> "StepForm":
        """Give the two sides, their people, and the goals."""
        self.who.choices = [
            SelectChoice(Who.BOTH.value, _l("Both")),
            SelectChoice(Who.MENTOR.value, pairing.mentor),
            SelectChoice(Who.MENTEE.value, pairing.mentee),
        ]
        named = [SelectChoice(str(each.id), f"{each.name}, {pairing.name(each.side)}") for each in people]
        self.person_id.choices = [SelectChoice(NONE, _l("Nobody in particular")), *named]
        self.goal_id.choices = _goals(goals, self.goal_id.data or "")
        return self

    def to_draft(self) -> StepDraft:
        """The step as one value."""
        return StepDraft(
            text=self.text.data or "",
            who=Who(self.who.data),
            person_id=_id(self.person_id.data),
            due_on=self.due_on.data,
            goal_id=_id(self.goal_id.data),
            id=self.new_id.data,
        )


class TemplateForm(ContestedForm):
    """A plan to begin with."""

    template = RadioField(_l("Which plan"), validators=[InputRequired(_l("Choose a plan."))])
    starts_on = Day(
        _l("From which day"), default=clock.today, validators=[InputRequired(_l("Choose a day, such as 2026-11-23."))]
    )
    goal_id = SelectField(_l("For which goal"), default=NONE)

    def offer(self, goals: Iterable[GoalView]) -> "TemplateForm":
        """Give the plans and the goals."""
        self.template.choices = [SelectChoice(code, say(template.title)) for code, template in TEMPLATES.items()]
        self.goal_id.choices = _goals(goals, "")
        return self

    @property
    def chosen(self) -> tuple[str, date, UUID | None]:
        """The plan, the day it begins, and the goal."""
        return self.template.data, self.starts_on.data or clock.today(), _id(self.goal_id.data)


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
