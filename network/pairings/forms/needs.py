"""What a browser may say of needs: one choice for each topic, and a note."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.fields import SelectChoice

from network.pairings.commands import NeedsDraft
from network.pairings.rules.needs import LEVEL_WORDS
from network.settings.rules import Catalogue
from network.web.forms import ContestedForm, Text, tidied_lines
from network.web.templates import say

PREFIX = "topic-"
LEFT_OUT = ""


class NeedsForm(ContestedForm):
    """One field for each topic, named after its code."""

    note = TextAreaField(
        _l("Anything to add"),
        description=_l("Only your two organizations read this. Write nothing about a person."),
        filters=[tidied_lines],
        validators=[Text(2_000)],
    )

    def to_draft(self) -> NeedsDraft:
        """The topics of which something was said."""
        mine = ((name.removeprefix(PREFIX), field.data) for name, field in self._fields.items() if name.startswith(PREFIX))
        levels = {topic: int(level) for topic, level in mine if level != LEFT_OUT}
        return NeedsDraft(levels=levels, note=self.note.data or "")


def needs_form(topics: Iterable[str], lists: Catalogue, levels: Mapping[str, int], note: str) -> NeedsForm:
    """The form for these topics, filled with what was said before."""
    told = [SelectChoice(str(level), f"{level} – {say(text)}") for level, text in LEVEL_WORDS.items()]
    choices = [SelectChoice(LEFT_OUT, _l("Leave it out")), *told]
    fields = {
        PREFIX + topic: SelectField(
            lists.label("topic", topic), choices=choices, default=str(levels[topic]) if topic in levels else LEFT_OUT
        )
        for topic in topics
    }
    made: type[NeedsForm] = type("NeedsForm", (NeedsForm,), fields)
    return made(note=note)
