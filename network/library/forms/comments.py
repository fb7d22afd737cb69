"""What a browser may say in comments."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Optional

from network.library.commands.comments import CommentDraft, SettlingDraft
from network.library.rules.comments import HOW_WORDS, LONGEST_COMMENT, SETTLING, How
from network.web.forms import Form, Once, Text, tidied_lines
from network.web.templates import say


class CommentForm(Form):
    """A comment, or an answer to one."""

    new_id = Once()
    text = TextAreaField(
        _l("What you want to say"),
        description=_l("Name no person who could be known by it."),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Write what you want to say.")), Text(LONGEST_COMMENT)],
        render_kw={"rows": 6},
    )

    def to_draft(self, passage: str = "") -> CommentDraft:
        """The comment as one value, on the passage with this key."""
        return CommentDraft(self.new_id.data, self.text.data, passage)


class SettleForm(Form):
    """What became of a comment."""

    new_id = Once()
    how = RadioField(_l("What became of it?"), validators=[InputRequired(_l("Choose what became of it."))])
    text = TextAreaField(
        _l("A word to whoever wrote it"),
        description=_l("Needed when you don’t take it up, or when it is only answered."),
        filters=[tidied_lines],
        validators=[Optional(), Text(LONGEST_COMMENT)],
        render_kw={"rows": 4},
    )

    def offer(self) -> "SettleForm":
        """Give the ways in which one can be settled."""
        self.how.choices = [SelectChoice(how.value, say(HOW_WORDS[how])) for how in SETTLING]
        return self

    def to_draft(self) -> SettlingDraft:
        """The decision as one value."""
        return SettlingDraft(self.new_id.data, How(self.how.data), self.text.data or "")
