"""C33, C35: every field that takes text says how long it may be, and refuses signs that no reader sees."""

import importlib
import pkgutil
from collections.abc import Iterator

from wtforms import HiddenField, IntegerField, PasswordField, StringField
from wtforms.fields.core import UnboundField

import network
from network.web.forms import Form, Text

# Buttons, which carry the ids of a pair and are read as nothing else.
PRESSED = {
    "ChoiceForm.lock",
    "ChoiceForm.move",
    "ChoiceForm.lock_second",
    "ChoiceForm.move_second",
    "ChoiceForm.forbid",
    "ChoiceForm.free",
}


def fields() -> Iterator[tuple[str, UnboundField]]:
    """Every field of every form."""
    for module in pkgutil.walk_packages(network.__path__, "network."):
        if ".forms" in module.name:
            importlib.import_module(module.name)
    for form in kinds_of(Form):
        for name in dir(form):
            field = getattr(form, name, None)
            if isinstance(field, UnboundField):
                yield f"{form.__name__}.{name}", field


def kinds_of(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from kinds_of(each)


def test_c33_every_text_has_a_limit_and_holds_only_what_can_be_read() -> None:
    lacking = []
    for name, field in fields():
        is_text = issubclass(field.field_class, StringField) and not issubclass(field.field_class, HiddenField | PasswordField)
        checks = field.kwargs.get("validators") or (field.args[1] if len(field.args) > 1 else ())
        if is_text and name not in PRESSED and not any(isinstance(check, Text) for check in checks):
            lacking.append(name)
    assert not lacking, f"give them Text(most): {lacking}"


def test_c33_no_number_is_larger_than_a_column() -> None:
    """A plain IntegerField takes a number of 400 digits, and then fails while it compares."""
    assert not [name for name, field in fields() if field.field_class is IntegerField]
