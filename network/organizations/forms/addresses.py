"""Asks once more when what was typed looks like a street address."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field

from network.organizations.rules.addresses import SURE, addresses_in, doubt
from network.web.forms import Form
from network.web.templates import say

_TEXTS = ("name", "about", "territories", "reach_note", "notes")


class AddressForm(Form):
    """A form whose texts may hold no street address. `kept_texts` were there before: nobody is asked about them again."""

    kept_texts: frozenset[str] = frozenset()
    asks_about_address = False
    no_address = BooleanField(_l("I looked: no street address stands in this entry"))

    def validate(self, extra_validators: Any = None) -> bool:
        """What looks like an address needs a second word; a sure one, of a house that stays hidden, is refused."""
        fine: bool = super().validate(extra_validators)
        texts = dict(self._texts())
        for found in addresses_in(self["kind"].data or "", {field.id: field.data for field in texts.values() if field.data}):
            field = texts[found.field]
            if found.is_refused:
                said = say(SURE)
            elif self.no_address.data or field.data in self.kept_texts:
                continue
            else:
                said = say(doubt(found))
                self.asks_about_address = True
            field.errors = [*field.errors, said]
            fine = False
        return fine

    def _texts(self) -> Iterator[tuple[str, Field]]:
        for name in _TEXTS:
            if name in self:
                yield self[name].id, self[name]
        for line in self["own"]:
            yield line.form.text.id, line.form.text
