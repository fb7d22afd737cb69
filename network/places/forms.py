"""What a browser may send about a community."""

from flask_babel import lazy_gettext as _l
from wtforms import FloatField, SelectField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined,unused-ignore]
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from network.places.commands import CommunityDraft
from network.places.models import Community
from network.places.queries import RegionView
from network.places.rules import clocks
from network.places.rules.values import ACCESS_LABELS
from network.web.forms import Form, Text, WholeNumber, tidied
from network.web.templates import say


class CommunityForm(Form):
    """A community by hand."""

    name = StringField(_l("Name"), filters=[tidied], validators=[DataRequired(_l("Type its name.")), Text(200)])
    also_known_as = StringField(
        _l("Other names"),
        filters=[tidied],
        description=_l("With commas between them."),
        validators=[Text(300)],
    )
    region_code = SelectField(_l("Region"))
    latitude = FloatField(
        _l("Degrees north"),
        description=_l("Such as 54.78. Any map tells it."),
        validators=[InputRequired(_l("Type a number, such as 54.78.")), NumberRange(-90, 90, _l("Between -90 and 90."))],
    )
    longitude = FloatField(
        _l("Degrees east"),
        description=_l("West is below zero, such as -127.17."),
        validators=[InputRequired(_l("Type a number, such as -127.17.")), NumberRange(-180, 180, _l("Between -180 and 180."))],
    )
    population = WholeNumber(
        _l("People"),
        default=0,
        description=_l("0 if it is not known."),
        validators=[Optional(), NumberRange(0, 100_000_000, _l("0 or more."))],
    )
    access = SelectField(_l("How people get there"))
    time_zone = StringField(
        _l("Clock"), default="America/Vancouver", filters=[tidied], validators=[DataRequired(_l("Name its time zone.")), Text(80)]
    )

    def offer(self, regions: tuple[RegionView, ...]) -> "CommunityForm":
        """Give the lists their choices."""
        self.region_code.choices = [SelectChoice(value=region.code, label=region.name) for region in regions]
        self.access.choices = [SelectChoice(value=str(code), label=say(label)) for code, label in ACCESS_LABELS.items()]
        return self

    def validate_time_zone(self, typed: StringField) -> None:
        """A zone that the pinned time zone data knows."""
        if not clocks.is_zone(typed.data or ""):
            raise ValidationError(_l("There is no zone of this name. Most of the province has America/Vancouver."))

    def to_draft(self) -> CommunityDraft:
        """What was typed, as one value."""
        names = tuple(part.strip() for part in (self.also_known_as.data or "").split(",") if part.strip())
        return CommunityDraft(
            name=self.name.data,
            region_code=self.region_code.data,
            latitude=self.latitude.data,
            longitude=self.longitude.data,
            time_zone=self.time_zone.data,
            access=self.access.data,
            population=self.population.data or 0,
            also_known_as=names,
        )


def filled(row: Community) -> CommunityForm:
    """The form with what is known."""
    return CommunityForm(obj=row, also_known_as=", ".join(row.also_known_as))
