"""What a browser may send of contacts."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from network.pairings.commands import ContactDraft
from network.pairings.queries import Contact
from network.pairings.queries.plans import OnePerson
from network.web.forms import ContestedForm, Once, Text, tidied, tidied_lines


class ReachForm(ContestedForm):
    """How to reach a contact, and her part."""

    reach = TextAreaField(
        _l("How and when to reach her safely"),
        description=_l(
            "Such as: text first, mornings only, leave no message. Kept sealed; the two organizations and coordinators read it."
        ),
        filters=[tidied_lines],
        validators=[Text(500)],
    )
    is_deputy = BooleanField(_l("She is a deputy: for when the first contact is away"))


class ContactForm(ReachForm):
    """Somebody to turn to."""

    new_id = Once()
    person_id = SelectField(_l("Somebody with an account"), default="")
    name = StringField(
        _l("Or a name, for who has no account"),
        description=_l("A first name is enough."),
        filters=[tidied],
        validators=[Text(120)],
    )

    def offer(self, people: Iterable[OnePerson]) -> "ContactForm":
        """Give the people of the side."""
        self.person_id.choices = [
            SelectChoice("", _l("Nobody chosen")),
            *(SelectChoice(str(each.id), each.name) for each in people),
        ]
        return self

    def to_draft(self) -> ContactDraft:
        """The contact as one value."""
        chosen = self.person_id.data
        return ContactDraft(
            person_id=UUID(chosen) if chosen else None,
            name=self.name.data or "",
            reach=self.reach.data or "",
            is_deputy=bool(self.is_deputy.data),
            id=self.new_id.data,
        )


class HandOverForm(ContestedForm):
    """To whom a contact hands over."""

    to_id = SelectField(_l("Who takes over"), validators=[InputRequired(_l("Choose who takes over."))])

    def offer(self, others: Iterable[Contact]) -> "HandOverForm":
        """Give the other contacts of the side."""
        self.to_id.choices = [SelectChoice(str(each.id), each.name) for each in others]
        return self

    @property
    def chosen(self) -> UUID:
        """The other contact."""
        return UUID(self.to_id.data)
