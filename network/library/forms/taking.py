"""What a browser may send to take documents away, and to bring the text of a file in."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import FileField, RadioField, SelectChoice, SelectField

from network.library.queries import Narrowing
from network.library.rules.taking import Taking
from network.settings.rules import Catalogue
from network.web.forms import Form

ALL = ""


class TakeForm(Form):
    """Which documents, and as what."""

    topic = SelectField(_l("Topic"), default=ALL)
    space = SelectField(_l("Shelf"), default=ALL)
    kind = RadioField(
        _l("As"),
        choices=[
            SelectChoice(Taking.PAGE.value, _l("One page. It opens in any browser, without a connection.")),
            SelectChoice(Taking.ARCHIVE.value, _l("An archive: that page, each document for a word processor, and their files.")),
        ],
        default=Taking.PAGE.value,
    )

    def offer(self, lists: Catalogue, spaces: Iterable[tuple[UUID, str]]) -> "TakeForm":
        """Give the lists of the house, and the shelves on which there is something for her."""
        self.topic.choices = [SelectChoice(ALL, _l("All topics")), *(SelectChoice(*each) for each in lists.pairs("topic"))]
        self.space.choices = [SelectChoice(ALL, _l("All shelves")), *(SelectChoice(str(id), name) for id, name in spaces)]
        return self

    @property
    def narrowing(self) -> Narrowing:
        """The documents that fit."""
        return Narrowing(topic=self.topic.data or "", space_id=UUID(self.space.data) if self.space.data else None)

    @property
    def taking(self) -> Taking:
        return Taking(self.kind.data)


class PaperForm(Form):
    """A word processor's file, whose text is to become the draft's."""

    paper = FileField(_l("Word or LibreOffice file"), description=_l("DOCX or ODT. Its text is put in; the file is not kept."))
