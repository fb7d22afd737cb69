"""What a browser may send of a document's words, and of what holds for all its versions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from network.library.commands import AboutDraft, DocumentDraft, TextDraft
from network.library.rules.clashing import MOST_PRINTS
from network.library.rules.documents import (
    LEAVING,
    LIVED_EXPERIENCE,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    Leaving,
    LivedExperience,
)
from network.library.rules.reviewing import FEWEST_MONTHS, MOST_MONTHS
from network.library.rules.states import SIZES, ChangeSize
from network.library.rules.writing import LONGEST_CHANGED, LONGEST_CREDIT, LONGEST_TITLE, laid_out
from network.settings.rules import Catalogue
from network.spaces.rules import place_of
from network.web.forms import Form, Once, Text, WholeNumber, tidied, tidied_lines
from network.web.templates import say

NETWORK = "network"


def markdown_lines(value: Any) -> Any:
    """A filter for text in which the beginning of a line counts."""
    return laid_out(value) if isinstance(value, str) else value


def _title() -> StringField:
    return StringField(_l("Title"), filters=[tidied], validators=[DataRequired(_l("Give it a title.")), Text(LONGEST_TITLE)])


def _summary() -> TextAreaField:
    return TextAreaField(
        _l("Summary"),
        description=_l("Two sentences in plain words: what this is, and whom it helps."),
        filters=[tidied_lines],
        validators=[Text(LONGEST_SUMMARY)],
    )


class AboutForm(Form):
    """What holds for all versions."""

    seen = HiddenField(validators=[Regexp(r"\d{1,9}\Z")], default="0")
    kind = SelectField(_l("Kind"), validators=[InputRequired(_l("Choose a kind."))])
    topics = SelectMultipleField(
        _l("Topics"), description=_l("Up to eight."), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    language = SelectField(_l("Language"), default="en")
    steward_id = SelectField(
        _l("Who keeps it true"),
        description=_l("She is reminded of reviews. If she leaves, the leads are."),
        default="",
    )
    review_months = WholeNumber(
        _l("Months until it is looked through again"),
        default=12,
        validators=[NumberRange(FEWEST_MONTHS, MOST_MONTHS, _l("Type a number of months from 1 to 60."))],
    )
    lived_experience = RadioField(
        _l("Lived experience"),
        description=_l("Who they are is asked nowhere."),
        choices=[SelectChoice(each.value, each.value) for each in LivedExperience],
        default=LivedExperience.NOT_SAID.value,
    )
    leaving = RadioField(
        _l("May it leave the network?"),
        choices=[SelectChoice(each.value, each.value) for each in Leaving],
        default=Leaving.ASK.value,
    )
    licence = SelectField(_l("Licence"), default="network")
    credit = StringField(
        _l("Credit"),
        description=_l("How to name who made it. Name nobody who has not agreed."),
        filters=[tidied],
        validators=[Text(LONGEST_CREDIT)],
    )

    def offer_lists(self, lists: Catalogue, stewards: Iterable[tuple[UUID, str]]) -> "AboutForm":
        """Give the lists of the house, with what is kept now even where it is offered no more; what is typed makes no choice."""
        for field, name in ((self.kind, "document_kind"), (self.language, "language"), (self.licence, "licence")):
            field.choices = _choices(lists, name, (field.object_data,))
        self.topics.choices = _choices(lists, "topic", self.topics.object_data or ())
        self.steward_id.choices = [SelectChoice("", _l("Nobody named: the leads do")), *_people(stewards)]
        for field, words in ((self.lived_experience, LIVED_EXPERIENCE), (self.leaving, LEAVING)):
            field.choices = [SelectChoice(code.value, say(text)) for code, text in words.items()]
        return self

    def to_about(self) -> AboutDraft:
        """What holds for all versions as one value."""
        return AboutDraft(
            kind=self.kind.data,
            topics=tuple(self.topics.data or ()),
            language=self.language.data,
            licence=self.licence.data,
            credit=self.credit.data or "",
            leaving=Leaving(self.leaving.data),
            lived_experience=LivedExperience(self.lived_experience.data),
            steward_id=UUID(self.steward_id.data) if self.steward_id.data else None,
            review_months=self.review_months.data or 0,
        )


class BeginForm(Form):
    """A document to begin: what must be known at once. The rest is said later, on its own page."""

    new_id = Once()
    title = _title()
    kind = SelectField(_l("Kind"), validators=[InputRequired(_l("Choose a kind."))])
    space = SelectField(
        _l("Whose shelf it stands on"),
        description=_l("While it is a draft, only those who keep it read it. Later everybody of this space does."),
        validators=[InputRequired(_l("Choose a space."))],
    )
    organization_id = SelectField(_l("Who keeps it"), description=_l("They edit it and are reminded of reviews."))
    language = SelectField(_l("Language"), default="en")
    topics = SelectMultipleField(
        _l("Topics"), description=_l("Up to eight."), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    summary = _summary()

    def offer(self, lists: Catalogue, spaces: Iterable[tuple[str, str]], keepers: Iterable[tuple[str, str]]) -> "BeginForm":
        """Give the lists of the house, the spaces in which she may put something, and for whom she can write."""
        self.kind.choices = _choices(lists, "document_kind", ())
        self.language.choices = _choices(lists, "language", ())
        self.topics.choices = _choices(lists, "topic", ())
        self.space.choices = [SelectChoice(code, name) for code, name in spaces]
        self.organization_id.choices = [SelectChoice(code, name) for code, name in keepers]
        return self

    def to_draft(self) -> DocumentDraft:
        """The document as one value."""
        place = place_of(self.space.data)
        assert place is not None  # it is one of those offered
        about = AboutDraft(self.kind.data, tuple(self.topics.data or ()), self.language.data)
        keeper = self.organization_id.data
        organization_id = None if keeper == NETWORK else UUID(keeper)
        return DocumentDraft(self.new_id.data, place, organization_id, self.title.data, self.summary.data or "", about)


class TextForm(Form):
    """A draft. `revision` is the one that was read, `prints` stand for its passages."""

    revision = HiddenField(validators=[InputRequired(), Regexp(r"\d{1,9}\Z")])
    prints = HiddenField(validators=[Regexp(rf"[0-9a-f.]{{0,{MOST_PRINTS * 11}}}\Z")])
    title = _title()
    summary = _summary()
    text = TextAreaField(
        _l("Text"),
        description=_l("An empty line parts paragraphs. Your page’s title is said already."),
        filters=[markdown_lines],
        validators=[Text(LONGEST_TEXT)],
    )
    what_changed = TextAreaField(
        _l("What is new in this version"),
        description=_l("One or two sentences. They stand in the list of versions for ever."),
        filters=[tidied_lines],
        validators=[Text(LONGEST_CHANGED)],
    )
    size = RadioField(
        _l("How much changed"),
        choices=[SelectChoice(each.value, each.value) for each in ChangeSize],
        default=ChangeSize.MEDIUM.value,
    )

    def worded(self) -> "TextForm":
        """With the sizes in the reader's words."""
        self.size.choices = [SelectChoice(code.value, say(text)) for code, text in SIZES.items()]
        return self

    def to_draft(self) -> TextDraft:
        """The text as one value."""
        return TextDraft(
            title=self.title.data,
            summary=self.summary.data or "",
            text=self.text.data or "",
            revision=int(self.revision.data),
            size=ChangeSize(self.size.data),
            what_changed=self.what_changed.data or "",
        )


class FromForm(Form):
    """With which text a new version begins."""

    from_number = HiddenField(validators=[InputRequired(), Regexp(r"\d{1,4}\Z")])


def _choices(lists: Catalogue, name: str, chosen: Iterable[str | None]) -> list[SelectChoice]:
    codes = dict.fromkeys((*(entry.code for entry in lists.offered(name)), *(each for each in chosen if each)))
    return [SelectChoice(code, lists.label(name, code)) for code in codes]


def _people(people: Iterable[tuple[UUID, str]]) -> list[SelectChoice]:
    return [SelectChoice(str(id), name) for id, name in people]
