"""A word processor's file becomes the text of a draft: put into the field, with what was lost by name, and not yet saved."""

from uuid import UUID

from flask_babel import gettext

from network.accounts.views.turns import paced
from network.kernel.refusals import Conflict, Invalid
from network.kernel.words import words
from network.library.forms.taking import PaperForm
from network.library.rules.life import MOVED
from network.library.views.room import Page, blueprint
from network.library.views.texts import draft_of, form_of, page_of
from network.office import Converted, Kind, Unreadable, read
from network.storage.transaction import rest
from network.web.forms import status_of
from network.web.gate import actor

KINDS = {"docx": Kind.DOCX, "odt": Kind.ODT}
NO_FILE = words("Choose a file first.")
OTHER_FILE = words("Choose a DOCX or ODT file. Save older or other files in one of these first.")


@blueprint.post("/<uuid:document_id>/paper")
@paced("upload")
def read_paper(document_id: UUID) -> Page:
    """The draft's form with the text of the file in it, below what is saved."""
    draft, *saved = draft_of(actor(), document_id)
    if draft is None:
        raise Conflict(MOVED)
    form, paper = form_of(draft, *saved, formdata=None), PaperForm()
    found = paper.attempt(lambda: _converted(paper))
    if not found:
        return status_of(page_of(form, draft, document_id, paper=paper))
    saved_text = saved[1].rstrip()
    form.text.data = f"{saved_text}\n\n{found.markdown}" if saved_text else found.markdown
    said = gettext("The text of the file is in the field. Nothing is saved yet.")
    return page_of(form, draft, document_id, brought=said, losses=found.losses)


def _converted(paper: PaperForm) -> Converted:
    """Read apart, outside any transaction."""
    sent = paper.paper.data
    name = getattr(sent, "filename", "") or ""
    if not name:
        raise Invalid("paper", NO_FILE)
    kind = KINDS.get(name.rpartition(".")[2].casefold())
    if kind is None:
        raise Invalid("paper", OTHER_FILE)
    rest()
    try:
        return read(sent.read(), kind)
    except Unreadable as why:
        raise Invalid("paper", why.message) from why
