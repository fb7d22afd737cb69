"""What a browser may say of an organization's services: one choice for each that it has."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from network.organizations.queries import ServiceLine
from network.organizations.rules.services import STATE_WORDS, ServiceState
from network.settings.rules import Catalogue
from network.web.forms import Form
from network.web.templates import say

PREFIX = "service-"


class ServicesForm(Form):
    """One field for each service, named after its code."""

    def states(self) -> dict[str, ServiceState]:
        """What was said, by code."""
        mine = ((name.removeprefix(PREFIX), field.data) for name, field in self._fields.items() if name.startswith(PREFIX))
        return {code: ServiceState(state) for code, state in mine}


def services_form(lines: Iterable[ServiceLine], lists: Catalogue) -> ServicesForm:
    """The form for these services; one of which nobody has said anything counts as running."""
    choices = [SelectChoice(state.value, say(text)) for state, text in STATE_WORDS.items()]
    fields = {
        PREFIX + line.code: SelectField(
            lists.label("service", line.code),
            choices=choices,
            default=line.state or ServiceState.RUNNING.value,
            validators=[InputRequired(_l("Choose one."))],
        )
        for line in lines
    }
    made: type[ServicesForm] = type("ServicesForm", (ServicesForm,), fields)
    return made()
