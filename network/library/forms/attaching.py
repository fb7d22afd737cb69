"""What a browser may send of a draft's files."""

from flask_babel import lazy_gettext as _l

from network.files.forms import UploadField, UploadsField
from network.web.forms import Form, Once


class AttachForm(Form):
    """One file for the draft. Sent twice, it is one."""

    new_id = Once()
    file = UploadField(_l("File"))


class AttachSeveralForm(Form):
    """Several files for the draft. Sent twice, each is one."""

    new_id = Once()
    several = UploadsField(_l("Files"))
