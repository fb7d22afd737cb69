"""The process that cleans a file which somebody sent: it reads one, writes its clean copy, and opens nothing else."""

import json
from collections.abc import Callable
from typing import BinaryIO

from network.cleaning import images, office, opendocument, pages, plain
from network.cleaning.kinds import BY_CODE, HEAD, Family, Kind
from network.cleaning.notes import Notes, Refused
from network.confined import serve_files

Cleaner = Callable[[Kind, BinaryIO, BinaryIO], Notes]
CLEANERS: dict[Family, Cleaner] = {
    Family.TEXT: plain.clean,
    Family.IMAGE: images.clean,
    Family.PDF: pages.clean,
    Family.OFFICE: office.clean,
    Family.OPEN: opendocument.clean,
}


def answer_to(question: bytes, source: BinaryIO, result: BinaryIO) -> bytes:
    """Codes of what was done, or of why it is refused, as JSON."""
    kind = BY_CODE[json.loads(question)["kind"]]
    head = source.read(HEAD)
    source.seek(0)
    try:
        if not kind.begins_like(head):
            raise Refused("other_kind")
        notes = CLEANERS[kind.family](kind, source, result)
        result.flush()
    except Refused as refusal:
        return json.dumps({"refusal": refusal.code, "removed": [], "left": []}).encode()
    return json.dumps({"refusal": "", "removed": sorted(notes.removed), "left": sorted(notes.left)}).encode()


def warm() -> None:
    """Load whatever is loaded at the first use: afterwards nothing can be opened any more."""
    images.warm()
    plain.warm()


if __name__ == "__main__":
    warm()
    serve_files(answer_to)
