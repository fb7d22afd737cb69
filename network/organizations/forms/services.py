"""What a browser may say of an organization's services: one choice for each that it has."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from network.organizations.queries import ServiceLine
from network.organizations.rules.services import SAYABLE, STATE_WORDS, ServiceState
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
    """The form for these services; one of which it has not said anything itself counts as running."""
    choices = [SelectChoice(state.value, say(STATE_WORDS[state])) for state in SAYABLE]
    fields = {
        PREFIX + line.code: SelectField(
            lists.label("service", line.code),
            choices=choices,
            default=line.state if line.state in SAYABLE else ServiceState.RUNNING.value,
            validators=[InputRequired(_l("Choose one."))],
        )
        for line in lines
    }
    made: type[ServicesForm] = type("ServicesForm", (ServicesForm,), fields)
    return made()
