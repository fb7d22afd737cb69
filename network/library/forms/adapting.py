"""What a browser may say of adaptations."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from network.kernel.words import Words, words
from network.library.commands.adapting import AdaptationDraft, ReasonDraft
from network.library.forms.reading import TextRead
from network.library.rules.adapting import LONGEST_REASON
from network.spaces.queries import SpaceLine
from network.spaces.rules import Place, SpaceKind, place_of
from network.web.forms import Form, Once, Text, tidied, tidied_lines
from network.web.templates import say

_PLACES: Mapping[SpaceKind, Words] = MappingProxyType(
    {
        SpaceKind.NETWORK: words("Everybody in the network"),
        SpaceKind.REGION: words("Everybody in this region: %(names)s"),
        SpaceKind.ORGANIZATION: words("%(names)s alone"),
        SpaceKind.PAIRING: words("The pairing of %(names)s"),
        SpaceKind.CIRCLE: words("The circle of %(names)s"),
        SpaceKind.COORDINATORS: words("Coordinators alone"),
    }
)


def named(line: SpaceLine) -> Words:
    """A space in words."""
    return Words(_PLACES[line.place.kind].msgid, {"names": line.names} if line.names else {})


class AdaptForm(Form):
    """An adaptation as it begins."""

    new_id = Once()
    number = TextRead()
    title = StringField(
        _l("Title"),
        filters=[tidied],
        validators=[DataRequired(_l("Give it a title.")), Text(200)],
    )
    place = SelectField(
        _l("Who will read it"),
        description=_l("Until you put it before them, its keepers alone read it."),
        validators=[InputRequired(_l("Choose who will read it."))],
    )
    why = TextAreaField(
        _l("Why this place needs its own"),
        description=_l("Say what is different there: how far it is, how many live there, one bus a week."),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Say why. It is the first thing that readers will ask.")), Text(LONGEST_REASON)],
        render_kw={"rows": 5},
    )
    with_files = BooleanField(_l("Take its files along"), default=True)

    def offer(self, places: Iterable[SpaceLine]) -> "AdaptForm":
        """Give the places where it may go, one's own organization first."""
        lines = sorted(places, key=lambda line: line.place.kind is not SpaceKind.ORGANIZATION)
        self.place.choices = [SelectChoice(str(line.place), say(named(line))) for line in lines]
        return self

    def to_draft(self) -> AdaptationDraft:
        """The beginning as one value."""
        place = place_of(self.place.data) or Place(SpaceKind.NETWORK)
        return AdaptationDraft(
            self.new_id.data, self.number.data or 0, place, self.title.data, self.why.data, self.with_files.data
        )


class ReasonForm(Form):
    """A change, and why it was made."""

    new_id = Once()
    what = StringField(_l("What is different"), filters=[tidied], validators=[Text(300)])
    why = TextAreaField(
        _l("Why"),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Say why.")), Text(LONGEST_REASON)],
        render_kw={"rows": 4},
    )

    def to_draft(self) -> ReasonDraft:
        """The reason as one value."""
        return ReasonDraft(self.new_id.data, self.what.data or "", self.why.data)


class LookedForm(Form):
    """What was made of the parent's newer text."""

    number = TextRead()
    note = StringField(
        _l("What you made of it"),
        description=_l("One line, such as: taken over, or: does not fit a place with one bus a week."),
        filters=[tidied],
        validators=[DataRequired(_l("Say in one line what you made of it.")), Text(300)],
    )

    @property
    def read(self) -> int:
        """The text that was looked at; 0, which none has, where it can't be read."""
        return self.number.data or 0
