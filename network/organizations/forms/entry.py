"""The long form of an organization's entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from network.organizations.commands.writing import MOST_MENTORED
from network.organizations.forms.addresses import AddressForm
from network.organizations.queries import OrganizationDraft, PlaceChoice
from network.organizations.queries.entry import LISTS, PLAIN
from network.organizations.rules.names import Names
from network.organizations.rules.values import Span
from network.places.queries import RegionView
from network.places.rules.clocks import WEEKDAYS
from network.settings.rules import Catalogue, Entry
from network.web.forms import Day, Hour, Text, WholeNumber, tidied, tidied_lines
from network.web.templates import say

EMAIL = r"^[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]+$"
WEB = r"^https?://[^@\s/\\]+\.[^@\s/\\]+(/\S*)?$"
SPARE_TIMES = 3
SPARE_WANTS = 2
FEWEST_WANTS = 5
A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Offers:
    """What the form's lists are made of."""

    lists: Catalogue
    regions: tuple[RegionView, ...]
    places: tuple[PlaceChoice, ...]
    own: tuple[tuple[UUID, str], ...]


class Boxes(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, a box each."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _weekdays() -> list[tuple[str, str]]:
    return [("", gettext("Day")), *((str(number), say(name)) for number, name in enumerate(WEEKDAYS))]


class FreeTimeForm(PlainForm):  # type: ignore[misc]
    """One line of the week: a day, from, to. An empty one says nothing."""

    weekday = SelectField(_l("Day"), choices=_weekdays)
    starts = Hour(_l("From"), validators=[Optional()])
    ends = Hour(_l("To"), validators=[Optional()])

    @property
    def is_empty(self) -> bool:
        return not (self.weekday.data or any(self._typed()))

    def validate(self, extra_validators: Any = None) -> bool:
        """All three or none, and the end after the start."""
        fine: bool = super().validate(extra_validators)
        if not fine or self.is_empty:
            return fine
        if not (self.weekday.data and all(self._typed())):
            self.weekday.errors = [gettext("Choose a day, and type from when to when. Leave all three empty for none.")]
            return False
        if self.span()[1] >= self.span()[2]:
            self.weekday.errors = [gettext("The time must end after it starts, on the same day.")]
            return False
        return True

    def span(self) -> Span:
        """Midnight as an end is the end of the day."""
        return int(self.weekday.data), _minutes(self.starts.data), _minutes(self.ends.data) or A_DAY

    def _typed(self) -> list[str]:
        return [field.raw_data[0].strip() if field.raw_data else "" for field in (self.starts, self.ends)]


class OwnValueForm(PlainForm):  # type: ignore[misc]
    """What the organization has in one of the network's own fields."""

    own_id = HiddenField()
    text = StringField(filters=[tidied], validators=[Text(500)])


class EntryForm(AddressForm):
    """An organization's entry. Communities are typed by name; `offer` gives the lists."""

    version = WholeNumber(widget=HiddenInput(), default=0)
    name = StringField(_l("Name"), filters=[tidied], validators=[DataRequired(_l("Type its name.")), Text(200)])
    kind = SelectField(_l("Kind"), validators=[InputRequired(_l("Choose a kind."))])
    mandate = SelectField(_l("Mandate"), validators=[InputRequired(_l("Choose a mandate."))])
    status = SelectField(_l("Status"), validators=[InputRequired(_l("Choose a status."))])
    about = TextAreaField(
        _l("About"),
        filters=[tidied_lines],
        validators=[Text(2_000)],
        description=_l("Two or three sentences. No street address."),
    )
    community_id = StringField(
        _l("Home community"), filters=[tidied], validators=[DataRequired(_l("Type the community it is based in.")), Text(200)]
    )
    also_serves = TextAreaField(
        _l("Also serves"), filters=[tidied_lines], validators=[Text(6_000)], description=_l("Other communities, one to a line.")
    )
    regions = Boxes(_l("Other regions served"), description=_l("Those of the communities above are known already."))
    territories = StringField(
        _l("Territories"), filters=[tidied], validators=[Text(300)], description=_l("Whose land it works on.")
    )
    capacity = WholeNumber(
        _l("How many it can mentor"),
        default=0,
        validators=[NumberRange(0, MOST_MENTORED, _l("Type a number from 0 to 20."))],
        description=_l("At one time. 0 if it doesn't mentor now."),
    )
    teaches = Boxes(_l("Can teach"))
    wants_mentor = BooleanField(_l("It wants a mentor"))
    waiting_since = Day(
        _l("Waiting since"), validators=[Optional()], description=_l("Left empty, it is the day on which you save this.")
    )
    wants = FieldList(SelectField(), max_entries=40, label=_l("Wants to learn"))
    languages = Boxes(_l("Languages"))
    ways = Boxes(_l("Meets by"))
    free = FieldList(FormField(FreeTimeForm), max_entries=40, label=_l("Times when it can meet"))
    services = Boxes(_l("Services"))
    populations = Boxes(_l("People served"))
    work_settings = Boxes(_l("Where people work"))
    contact_email = StringField(
        _l("E-mail"),
        filters=[tidied],
        validators=[Optional(), Text(254), Regexp(EMAIL, message=_l("Type one address, such as office@place.example."))],
    )
    phone = StringField(_l("Phone"), filters=[tidied], validators=[Text(60)], description=_l("A public number only."))
    reach_note = StringField(
        _l("Messages"), filters=[tidied], validators=[Text(300)], description=_l("How it is safe to call, write or leave word.")
    )
    website = StringField(
        _l("Website"),
        filters=[tidied],
        validators=[Optional(), Text(300), Regexp(WEB, message=_l("Type an address that begins with https://."))],
    )
    notes = TextAreaField(_l("Notes"), filters=[tidied_lines], validators=[Text(4_000)])
    own = FieldList(FormField(OwnValueForm), max_entries=200, label=_l("The network's own fields"))

    def offer(self, offers: Offers) -> "EntryForm":
        """Give the lists their choices; what is chosen already stays, even where the list offers it no more."""
        self.offers = offers
        for field, name, words in (
            (self.kind, "org_kind", gettext("Choose a kind")),
            (self.mandate, "org_mandate", gettext("Choose a mandate")),
            (self.status, "org_status", gettext("Choose a status")),
        ):
            field.choices = [SelectChoice("", words), *_choices(offers.lists.entries(name), {field.data})]
        for name in ("services", "populations", "work_settings", "languages", "ways", "teaches"):
            self[name].choices = _choices(offers.lists.entries(LISTS[name]), set(self[name].data or ()))
        self.regions.choices = [SelectChoice(region.code, region.name) for region in offers.regions]
        topics = offers.lists.entries("topic")
        for entry in self.wants:
            entry.choices = [SelectChoice("", gettext("No topic")), *_choices(topics, {entry.data})]
        self.places: Names[UUID] = Names((place.id, place.label, place.other_names) for place in offers.places)
        return self

    def validate_community_id(self, typed: StringField) -> None:
        """One community by any of its names."""
        self._place(typed.data or "")

    def validate_also_serves(self, typed: TextAreaField) -> None:
        """Each line one community."""
        for line in _lines(typed.data):
            self._place(line)

    def validate_own(self, typed: FieldList) -> None:
        """Fields that exist."""
        known = {str(id) for id, _ in self.offers.own}
        if any(line.form.own_id.data not in known for line in typed):
            raise ValidationError(gettext("The network's own fields changed meanwhile. Open this page again."))

    def _place(self, text: str) -> UUID:
        found = self.places.find_all(text)
        if len(found) == 1:
            return found[0]
        near = found or self.places.near(text[:200])
        names = gettext(" or ").join(self.places.label(id) for id in near)
        if near:
            raise ValidationError(
                gettext("“%(typed)s” is not on the list. Did you mean %(names)s?", typed=text[:60], names=names)
            )
        raise ValidationError(
            gettext("“%(typed)s” is not on the list of places. A coordinator can add it there.", typed=text[:60])
        )

    def to_draft(self) -> OrganizationDraft:
        """What was typed, as one value. Only for a form that is valid."""
        values: dict[str, Any] = {name: self[name].data for name in (*PLAIN, *LISTS) if name not in ("community_id", "wants")}
        values["capacity"] = self.capacity.data or 0
        values["wants"] = tuple(dict.fromkeys(code for code in self.wants.data if code))
        values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return OrganizationDraft(
            **values,
            community_id=self._place(self.community_id.data),
            also_serves=tuple(dict.fromkeys(self._place(line) for line in _lines(self.also_serves.data))),
            regions=tuple(self.regions.data or ()),
            free=tuple(sorted({line.form.span() for line in self.free if not line.form.is_empty})),
            own={UUID(line.form.own_id.data): line.form.text.data or "" for line in self.own},
        )


def entry_form(offers: Offers, draft: OrganizationDraft | None = None, version: int = 0) -> EntryForm:
    """The form with what is known; empty for a new organization."""
    labels = {place.id: place.label for place in offers.places}
    values: dict[str, Any] = {name: getattr(draft, name) for name in (*PLAIN, *LISTS)} if draft else {"status": "active"}
    wants = tuple(draft.wants) if draft else ()
    values["wants"] = [*wants, *[""] * max(SPARE_WANTS, FEWEST_WANTS - len(wants))]
    values["free"] = [_line(span) for span in draft.free] if draft else []
    values["free"] += [{}] * SPARE_TIMES
    values["own"] = [{"own_id": str(id), "text": draft.own.get(id, "") if draft else ""} for id, _ in offers.own]
    if draft:
        values["community_id"] = labels.get(draft.community_id, "")
        values["also_serves"] = "\n".join(labels[id] for id in draft.also_serves if id in labels)
        values["regions"] = list(draft.regions)
    form = EntryForm(data={**values, "version": version}).offer(offers)
    if draft:
        texts = (draft.name, draft.about, draft.territories, draft.reach_note, draft.notes, *draft.own.values())
        form.kept_texts = frozenset(texts)
    return form


def _line(span: Span) -> Mapping[str, Any]:
    weekday, starts, ends = span
    return {"weekday": str(weekday), "starts": time(starts // 60, starts % 60), "ends": time(ends // 60 % 24, ends % 60)}


def _lines(text: str | None) -> Iterable[str]:
    return (line for line in (text or "").replace(";", "\n").split("\n") if line.strip())


def _minutes(at: time | None) -> int:
    return 0 if at is None else at.hour * 60 + at.minute


def _choices(entries: Iterable[Entry], chosen: set[Any]) -> list[SelectChoice]:
    return [SelectChoice(entry.code, entry.label) for entry in entries if entry.is_offered or entry.code in chosen]
