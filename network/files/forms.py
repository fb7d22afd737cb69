"""A field of any form that takes a file."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField

from network.cleaning.kinds import endings
from network.files.queries import Staged
from network.kernel.words import Words
from network.web.forms import Form

STAGED, AGREED = "-staged", "-agreed"
MOST_NAMED = 40


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


class UploadsField(MultipleFileField):  # type: ignore[misc]
    """Several files at once, each with its own end: `files.views.several.each_received` gives what came.

    `waiting`: uploads that the page shows again, since they are still cleaned or their sender has to agree; `refused`: names
    with what is wrong with each.
    """

    waiting: tuple[Staged, ...] = ()
    refused: tuple[tuple[str, Words], ...] = ()
    accept = ",".join(endings())

    @property
    def sent(self) -> tuple[FileStorage, ...]:
        """The files that came with the form."""
        return tuple(each for each in self.data or () if getattr(each, "filename", ""))

    @property
    def staged_ids(self) -> tuple[UUID, ...]:
        """The uploads that the form names."""
        return _ids(self.name + STAGED)

    @property
    def agreed_ids(self) -> tuple[UUID, ...]:
        """Those that their sender keeps with what could not be removed."""
        return _ids(self.name + AGREED)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """See `UploadField`."""
        super().process(formdata, None, extra_filters)


def _ids(name: str) -> tuple[UUID, ...]:
    found: dict[UUID, None] = {}
    for text in request.form.getlist(name)[:MOST_NAMED]:
        with suppress(ValueError):
            found[UUID(text)] = None
    return tuple(found)


class SendFileForm(Form):
    """One file, to be cleaned."""

    file = UploadField(_l("File"))
