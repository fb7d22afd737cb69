"""The texts of uploads, as they would come into drafts. Word processor files are read in a process of their own."""

from collections.abc import Iterable
from uuid import UUID

from network.confined import Bounds
from network.files.queries import Staged
from network.files.queries.staged import staged_bytes
from network.files.rules.states import Staging
from network.kernel.actor import Actor
from network.kernel.words import words
from network.library.rules.importing.bringing import Brought, brought, not_brought
from network.office import Kind, Unreadable, read, typed
from network.storage.transaction import rest

PAPERS = {"docx": Kind.DOCX, "odt": Kind.ODT}
TEXTS = frozenset({"txt", "md"})
LARGEST = 2 * 1024 * 1024
"""Bytes of a file whose text is brought: many are read while somebody waits."""
QUICK = Bounds(memory=1024**3, seconds=6, longest=10.0)
TOO_LARGE = words("it is too large to be read among many.")


def texts_of(actor: Actor, uploads: Iterable[Staged]) -> dict[UUID, Brought]:
    """The text of each upload that can have one, out of its cleaned bytes. Call it outside any transaction: it takes its time."""
    found = {}
    for each in uploads:
        if each.state is Staging.READY and each.kind in {*PAPERS, *TEXTS}:
            found[each.id] = _text(actor, each)
    return found


def _text(actor: Actor, upload: Staged) -> Brought:
    if upload.size > LARGEST:
        return not_brought(TOO_LARGE)
    data = staged_bytes(actor, upload.id)
    rest()
    if upload.kind in TEXTS:
        text = _decoded(data)
        return brought(text if upload.kind == "md" else typed(text))
    try:
        made = read(data, PAPERS[upload.kind], QUICK)
    except Unreadable as why:
        return not_brought(why.message)
    return brought(made.markdown, tuple(each.said for each in made.losses))


def _decoded(data: bytes) -> str:
    """As it was most likely written."""
    for code in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
