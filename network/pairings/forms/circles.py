"""What a browser may send of circles."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from network.organizations.forms.entry import Boxes
from network.pairings.commands import CircleSessionDraft
from network.pairings.forms.sessions import ReadBy
from network.pairings.queries import LoggedMeeting
from network.pairings.rules.durations import minutes_in, type_minutes
from network.settings.rules import Catalogue
from network.web.forms import ContestedForm, Day, Once, Text, VersionedForm, tidied, tidied_lines

Named = Iterable[tuple[UUID, str]]


class CircleForm(ContestedForm):
    """A new circle."""

    new_id = Once()
    name = StringField(
        _l("What is it called?"),
        filters=[tidied],
        description=_l("Such as: Coast circle, winter."),
        validators=[InputRequired(_l("Type a name.")), Text(120)],
    )
    host_id = SelectField(_l("Who hosts it?"), validators=[InputRequired(_l("Choose the host."))])

    def offer(self, hosts: Named) -> "CircleForm":
        """Give who may host."""
        self.host_id.choices = _choices(hosts)
        return self


class HostForm(ContestedForm):
    """Who hosts it from now on."""

    host_id = SelectField(_l("Who hosts it from now on?"), validators=[InputRequired(_l("Choose the host."))])

    def offer(self, hosts: Named) -> "HostForm":
        """Give who may host."""
        self.host_id.choices = _choices(hosts)
        return self


class JoinForm(ContestedForm):
    """Who joins."""

    organization_id = SelectField(_l("Which organization?"), validators=[InputRequired(_l("Choose an organization."))])

    def offer(self, organizations: Named) -> "JoinForm":
        """Give who may join."""
        self.organization_id.choices = _choices(organizations)
        return self


class CircleSessionForm(VersionedForm):
    """A meeting of a circle."""

    held_on = Day(_l("When did you meet?"), validators=[InputRequired(_l("Type the day."))])
    minutes = StringField(
        _l("How long?"),
        filters=[tidied],
        description=_l("Such as 90, or 1 h 30. All of it, without travel."),
        validators=[InputRequired(_l("Type how long it was, such as 1 h 30.")), Text(60), ReadBy(minutes_in)],
    )
    how = RadioField(_l("How did you meet?"), validators=[InputRequired(_l("Choose one."))])
    attended = Boxes(_l("Which organizations came?"))
    topics = Boxes(_l("What was it about?"))
    next_on = Day(_l("When do you meet next?"), validators=[Optional()])
    note = TextAreaField(_l("Anything to remember?"), filters=[tidied_lines], validators=[Optional(), Text(4_000)])
    is_another = BooleanField(_l("This is another meeting of the same day"))

    def offer(self, lists: Catalogue, organizations: Named, before: LoggedMeeting | None = None) -> "CircleSessionForm":
        """Give the ways, the topics, and who may have come; what was chosen before is among them."""
        self.how.choices = _still(lists, "way", (before.how,) if before else ())
        self.topics.choices = _still(lists, "topic", before.topics if before else ())
        self.attended.choices = [SelectChoice(str(id), name) for id, name in organizations]
        return self

    def to_draft(self) -> CircleSessionDraft:
        """What was typed, as one value."""
        typed: dict[str, Any] = self.data
        minutes = minutes_in(self.minutes.data or "")
        return CircleSessionDraft(
            held_on=typed["held_on"],
            how=typed["how"],
            minutes=minutes if isinstance(minutes, int) else 0,
            attended=tuple(UUID(each) for each in self.attended.data or ()),
            topics=tuple(self.topics.data or ()),
            next_on=self.next_on.data,
            note=self.note.data or "",
            is_another=bool(self.is_another.data),
        )


def meeting_form(lists: Catalogue, organizations: Named, before: LoggedMeeting) -> CircleSessionForm:
    """The form with what was logged."""
    values: dict[str, Any] = {name: getattr(before, name) for name in ("held_on", "how", "next_on", "topics", "note", "version")}
    values |= {"minutes": type_minutes(before.minutes), "attended": [str(id) for id in before.attended]}
    return CircleSessionForm(data=values).offer(lists, organizations, before)


def _still(lists: Catalogue, name: str, chosen: Collection[str]) -> list[SelectChoice]:
    offered = (each for each in lists.entries(name) if each.is_offered or each.code in chosen)
    return [SelectChoice(each.code, each.label) for each in offered]


def _choices(named: Named) -> list[SelectChoice]:
    return [SelectChoice("", "–"), *(SelectChoice(str(id), name) for id, name in named)]
