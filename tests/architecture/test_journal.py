"""Every fact can be told in words, and every field of it has a name."""

from dataclasses import fields
from importlib import import_module

from network.audit.rules.fields import LABELS
from network.audit.rules.sentences import SENTENCES
from network.kernel.event import Event
from tests.architecture.code import MODULES, PACKAGE

for module in MODULES:
    if "events" in module.with_suffix("").relative_to(PACKAGE).parts:
        import_module(".".join(("network", *module.with_suffix("").relative_to(PACKAGE).parts)).removesuffix(".__init__"))

EVENTS = {kind.name(): kind for kind in Event.__subclasses__() if kind.__module__.startswith("network.")}


def test_every_event_has_its_words_and_no_words_are_without_an_event() -> None:
    assert set(SENTENCES) == set(EVENTS), "say it in network/audit/rules/sentences.py"


def test_every_field_of_a_fact_has_a_label() -> None:
    nameless = {(event, field.name) for event, kind in EVENTS.items() for field in fields(kind) if field.name not in LABELS}
    assert not nameless, "name it in network/audit/rules/fields.py"


def test_every_event_is_called_something_else() -> None:
    said = [str(each.text) for each in SENTENCES.values()]
    assert len(said) == len(set(said))
