"""What a browser may send to accept confidentiality terms, and to publish new ones."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import DataRequired

from network.accounts.rules.terms import LONGEST_TEXT
from network.kernel.refusals import NotFound
from network.web.forms import Form, Text, tidied_lines


class AcceptForm(Form):
    """Which text is accepted, and for which organization; a box so that nobody accepts by a slip."""

    text = HiddenField()
    organization = HiddenField()
    accepts = BooleanField(_l("I have read this, and I accept it."), validators=[DataRequired(_l("Tick the box if you accept."))])

    def named(self) -> tuple[UUID, UUID | None]:
        """The text and the organization. Raises `NotFound` for what is no id."""
        try:
            return UUID(self.text.data), UUID(self.organization.data) if self.organization.data else None
        except ValueError:
            raise NotFound("terms") from None


class PublishForm(Form):
    """A new version of a text."""

    text = TextAreaField(
        _l("Text"),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Write the text.")), Text(LONGEST_TEXT)],
        description=_l("Leave an empty line between paragraphs. Begin a heading with ## and a point with *."),
    )
