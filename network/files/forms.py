"""A field of any form that takes a file."""

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField

from network.cleaning.kinds import endings
from network.files.queries import Staged
from network.web.forms import Form

STAGED, AGREED = "-staged", "-agreed"


class UploadField(FileField):  # type: ignore[misc]
    """A file: sent with the form, or before it and named by the form. `staged` is what the page shows of it.

    The form with it must be sent as multipart/form-data; `files.views.staging.received` gives what came.
    """

    staged: Staged | None = None
    accept = ",".join(endings())

    @property
    def staged_id(self) -> UUID | None:
        """The upload that the form names."""
        try:
            return UUID(request.form.get(self.name + STAGED, ""))
        except ValueError:
            return None

    @property
    def is_agreed(self) -> bool:
        """Whether its sender keeps what could not be removed."""
        return bool(request.form.get(self.name + AGREED))

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """A field whose file is remembered beside it has no value of its own to be filled with."""
        super().process(formdata, None, extra_filters)


class SendFileForm(Form):
    """One file, to be cleaned."""

    file = UploadField(_l("File"))
