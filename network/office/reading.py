"""From the bytes of a word processor's file to text in Markdown, and to what was lost. Runs in a process of its own."""

from network.office.archive import Archive
from network.office.content import Losses
from network.office.document import Converted, Kind, Refused, Unreadable
from network.office.markdown import written
from network.office.opendocument.reading import read_odt
from network.office.word.reading import read_docx


def read_document(data: bytes, kind: Kind) -> Converted:
    """The file as text. Raises Unreadable."""
    archive, losses = Archive(data, kind), Losses()
    try:
        content = (read_docx if kind is Kind.DOCX else read_odt)(archive, losses)
    except RecursionError:
        raise Unreadable(Refused.TOO_DEEP) from None
    losses.at("")
    return Converted(written(content, losses), losses.all(), content.title)
