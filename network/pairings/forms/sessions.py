"""What a browser may send of a mentoring session."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from network.kernel.words import Words
from network.organizations.forms.entry import Boxes
from network.pairings.commands import SessionDraft
from network.pairings.queries import SessionLine, TopicsOfPair
from network.pairings.rules.durations import cents_in, minutes_in, type_cents, type_minutes
from network.pairings.rules.sessions import FARTHEST
from network.settings.rules import Catalogue, Entry
from network.web.forms import Day, Text, VersionedForm, WholeNumber, tidied, tidied_lines
from network.web.templates import say


class ReadBy:
    """A validator: the rule reads what was typed, or says how to type it."""

    def __init__(self, rule: Callable[[str], int | Words]) -> None:
        self.rule = rule

    def __call__(self, _form: Any, typed: Field) -> None:
        found = self.rule(typed.data or "")
        if isinstance(found, Words):
            raise ValidationError(say(found))


class SessionForm(VersionedForm):
    """A session: the first four answers are enough."""

    held_on = Day(_l("When did you meet?"), validators=[InputRequired(_l("Type the day."))])
    minutes = StringField(
        _l("How long?"),
        filters=[tidied],
        description=_l("Such as 90, or 1 h 30. All of it, without travel."),
        validators=[InputRequired(_l("Type how long it was, such as 1 h 30.")), Text(60), ReadBy(minutes_in)],
    )
    how = RadioField(_l("How did you meet?"), validators=[InputRequired(_l("Choose one."))])
    topics = Boxes(_l("What was it about?"))
    next_on = Day(_l("When do you meet next?"), validators=[Optional()])
    next_step = StringField(_l("What next?"), filters=[tidied], validators=[Optional(), Text(300)])
    note = TextAreaField(_l("Anything to remember?"), filters=[tidied_lines], validators=[Optional(), Text(4_000)])
    in_kind_minutes = StringField(
        _l("Other hours given"),
        filters=[tidied],
        description=_l("Preparing and writing up, by both sides, that nobody paid for."),
        validators=[Optional(), Text(60), ReadBy(minutes_in)],
    )
    travel_minutes = StringField(_l("Travel, how long"), filters=[tidied], validators=[Optional(), Text(60), ReadBy(minutes_in)])
    travel_km = WholeNumber(
        _l("Travel, kilometres"), validators=[Optional(), NumberRange(0, FARTHEST, _l("Between 0 and 5000."))]
    )
    travel_cost = StringField(
        _l("Travel, cost in dollars"), filters=[tidied], validators=[Optional(), Text(60), ReadBy(cents_in)]
    )
    funding = SelectField(_l("Paid from"), validators=[Optional()])
    is_another = BooleanField(_l("This is another session of the same day"))

    def offer(self, lists: Catalogue, topics: TopicsOfPair, before: SessionLine | None = None) -> "SessionForm":
        """Give the ways, the topics with those of the pair first, the sources; what was chosen before is among them."""
        self.how.choices = [SelectChoice(each.code, each.label) for each in _with(lists, "way", before.how if before else None)]
        first = [*topics.shared, *topics.others, *(before.topics if before else ())]
        offered = {each.code: each.label for each in lists.offered("topic")}
        own = {code: lists.label("topic", code) for code in first if code in offered or (before and code in before.topics)}
        self.topics.choices = [SelectChoice(code, label) for code, label in {**own, **offered}.items()]
        sources = _with(lists, "funding_source", before.funding if before else None)
        self.funding.choices = [SelectChoice("", "–"), *(SelectChoice(each.code, each.label) for each in sources)]
        return self

    def to_draft(self) -> SessionDraft:
        """What was typed, as one value."""
        typed: dict[str, Any] = self.data
        return SessionDraft(
            held_on=typed["held_on"],
            how=typed["how"],
            minutes=_number(minutes_in, self.minutes.data),
            topics=tuple(self.topics.data or ()),
            next_on=self.next_on.data,
            next_step=self.next_step.data or "",
            note=self.note.data or "",
            in_kind_minutes=_number(minutes_in, self.in_kind_minutes.data),
            travel_minutes=_number(minutes_in, self.travel_minutes.data),
            travel_km=self.travel_km.data or 0,
            travel_cents=_number(cents_in, self.travel_cost.data),
            funding=self.funding.data or None,
            is_another=self.is_another.data,
        )

    @property
    def has_more(self) -> bool:
        """Whether anything stands in the part for funders, which is folded away."""
        more = (self.in_kind_minutes, self.travel_minutes, self.travel_km, self.travel_cost, self.funding)
        return any(field.data or field.errors for field in more)


def session_form(lists: Catalogue, topics: TopicsOfPair, before: SessionLine, version: int) -> SessionForm:
    """The form with what was logged."""
    same = ("held_on", "how", "topics", "next_on", "next_step", "note", "funding")
    values: dict[str, Any] = {name: getattr(before, name) for name in same}
    for name in ("minutes", "in_kind_minutes", "travel_minutes"):
        values[name] = type_minutes(getattr(before, name))
    values |= {"travel_km": before.travel_km or None, "travel_cost": type_cents(before.travel_cents), "version": version}
    return SessionForm(data=values).offer(lists, topics, before)


def _with(lists: Catalogue, name: str, code: str | None) -> list[Entry]:
    return [each for each in lists.entries(name) if each.is_offered or each.code == code]


def _number(rule: Callable[[str], int | Words], typed: str | None) -> int:
    found = rule(typed) if typed else 0
    return found if isinstance(found, int) else 0
