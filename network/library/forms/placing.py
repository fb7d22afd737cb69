"""What a browser may send to move a document to another shelf."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from network.library.forms.life import SeenForm


class PlaceForm(SeenForm):
    """Where it goes. `seen` is the revision of the document that was read."""

    to = SelectField(_l("Its new shelf"), validators=[InputRequired(_l("Choose a shelf."))])

    def offer(self, places: Iterable[tuple[str, str]]) -> "PlaceForm":
        """Give the spaces in which she may put it."""
        self.to.choices = [SelectChoice(code, name) for code, name in places]
        return self
