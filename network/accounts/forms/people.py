"""What a browser may send about people and their roles."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, TextAreaField
from wtforms.validators import DataRequired, ValidationError

from network.kernel.actor import Role
from network.web.forms import Form, Text, tidied_lines


class PressForm(Form):
    """A button."""


class RoleForm(Form):
    """Asking for a role for somebody."""

    role = SelectField(_l("Role"), choices=[SelectChoice(value=role.value, label=role.value) for role in Role])
    region = SelectField(_l("Region"), description=_l("A liaison keeps one. Others have none."))
    reason = TextAreaField(
        _l("Why?"), filters=[tidied_lines], validators=[DataRequired(_l("Say why. The second person will read it.")), Text(1_000)]
    )

    def offer(self, roles: Iterable[tuple[str, str]], regions: Iterable[tuple[str, str]]) -> "RoleForm":
        """Fill the choices."""
        self.role.choices = [SelectChoice(value=code, label=label) for code, label in roles]
        self.region.choices = [SelectChoice(value=code, label=label) for code, label in (("", ""), *regions)]
        return self

    def validate_region(self, typed: SelectField) -> None:
        """A liaison's role names a region, the others none."""
        if (self.role.data == Role.LIAISON) != bool(typed.data):
            raise ValidationError(_l("Choose a region for a liaison, and none for others."))
