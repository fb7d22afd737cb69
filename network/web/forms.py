"""What all forms share: where a refusal lands, what text may hold, and that what was typed stays."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, IntegerField, TimeField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.web.templates import say
from network.web.typed import is_put_back

T = TypeVar("T")


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose meaning errors land beside the field that they name, as its shape errors do."""

    form_errors: list[str]

    def refuse(self, refusal: Invalid) -> None:
        """Put a refusal beside its field, or above the form when the field isn't in it."""
        place = self._fields.get(refusal.field)
        if place is None:
            self.form_errors = [*self.form_errors, say(refusal.message)]
        else:
            place.errors = [*place.errors, say(refusal.message)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the shape is right. A form that is only put back is neither right nor wrong: it is shown as it was."""
        return not is_put_back() and bool(super().validate(extra_validators))

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do it if the shape is right; a refusal is put where it belongs. None means that the form must be shown again."""
        if not self.validate_on_submit():
            return None
        try:
            return act()
        except Invalid as refusal:
            self.refuse(refusal)
            return None


class ContestedForm(Form):
    """A form of what others may change meanwhile: who comes second keeps what she typed.

    `is_late`: it was refused for what happened meanwhile; the page shows that beside what was typed, and answers 409.
    """

    is_late = False

    def attempt(self, act: Callable[[], T]) -> T | None:
        try:
            return super().attempt(act)
        except Conflict as refusal:
            self.form_errors, self.is_late = [*self.form_errors, say(refusal.message)], True
            return None


def trimmed(value: Any) -> Any:
    """A filter for text fields: no space around what was typed."""
    return value.strip() if isinstance(value, str) else value


# Seen by nobody, and only in the way at the ends of a text: spaces of no width, marks of order, the blank of Braille.
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff\u00ad\u2800"
# Signs of control, halves of signs, marks that turn the direction of what follows, signs that could not be read.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]")
_MOST_MARKS = 6  # over one letter; no language of the province needs more than three


def tidied(value: Any) -> Any:
    """A filter for text of one line: composed, no space at the ends, single spaces within."""
    return " ".join(_composed(value).split()).strip(_UNSEEN).strip() if isinstance(value, str) else value


def tidied_lines(value: Any) -> Any:
    """A filter for text of several lines: each composed and trimmed, none empty at the ends."""
    if not isinstance(value, str):
        return value
    lines = _composed(value).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").split("\n")
    return "\n".join(line.strip(" \t" + _UNSEEN) for line in lines).strip("\n" + _UNSEEN)


class Text:
    """A validator: at most so many characters, each of them one that a reader can see."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Any, typed: Field) -> None:
        text = typed.data or ""
        if len(text) > self.most:
            said = gettext("Use at most %(most)s characters. You typed %(count)s.", most=self.most, count=len(text))
            raise ValidationError(said)
        if _UNREADABLE.search(text) or _is_piled(text):
            raise ValidationError(gettext("There is a sign in this text that can't be kept. Delete it, or type the text again."))


class WholeNumber(IntegerField):  # type: ignore[misc]
    """A number without a fraction; anything else is told so."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        if not re.fullmatch(r"[+-]?\d{1,9}", text):
            self.data = None
            raise ValueError(gettext("Type a whole number, such as 3. You typed “%(typed)s”.", typed=text[:40]))
        self.data = int(text)


class VersionedForm(ContestedForm):
    """A form that says which version it corrects."""

    version = WholeNumber(widget=HiddenInput(), default=0)

    def takes_place_of(self, version: int) -> None:
        """The page shows what is there now, so what is sent from it is meant to take the place of that."""
        self.version.raw_data, self.version.data = None, version


class Day(DateField):  # type: ignore[misc]
    """A date; anything else is told so."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Type a date as year, month and day, such as 2026-06-02.")) from error


class Hour(TimeField):  # type: ignore[misc]
    """A time of the day; anything else is told so."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Type a time, such as 13:30.")) from error


class Once(HiddenField):  # type: ignore[misc]
    """The id of what this form will make, a new one each time it is shown: sent twice, it makes one thing."""

    data: UUID

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            sent = UUID(valuelist[0]) if valuelist else None
        except ValueError:
            sent = None
        self.data = sent if sent is not None and sent.version == 4 else uuid4()

    def _value(self) -> str:
        return str(self.data if is_put_back() else uuid4())


def status_of(html: str, form: ContestedForm | None = None) -> str | tuple[str, int]:
    """A form that is shown again after it was sent was refused: for what it says, or for what happened meanwhile."""
    if form is not None and form.is_late:
        return html, 409
    return (html, 422) if request.method == "POST" else html


def insist_pressed(form: Form | None = None) -> None:
    """For buttons without a form to show again. Raises Invalid."""
    if not (form or Form()).validate_on_submit():
        raise Invalid("form", words("This can't be read. Go back, load the page again, and press once more."))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _is_piled(text: str) -> bool:
    """Whether marks are heaped over a letter until they hide the lines around it."""
    run = 0
    if text.isascii():
        return False
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MOST_MARKS:
            return True
    return False
