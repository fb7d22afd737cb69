"""What a browser may say of using a document."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Optional

from network.web.forms import Form, Text, tidied


class AdoptForm(Form):
    """That an organization uses a document, and how."""

    note = StringField(
        _l("How you use it"),
        description=_l("One line, such as: every new volunteer reads it. Everybody who sees the document reads this."),
        filters=[tidied],
        validators=[Optional(), Text(300)],
    )
