"""Makes a bundle: the process lays it out, here it is packed. The same documents give the same bytes."""

import io
import json
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from network.bundles.names import document_names, file_names
from network.bundles.values import Bundle, Made, Taken
from network.bundles.wording import spoken
from network.confined import Bounds, ask
from network.markdown import Say

CHILD = "network.bundles.child"
BOUNDS = Bounds(memory=1536 * 1024**2, seconds=120, longest=240.0)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def make(bundle: Bundle, say: Say = str, bounds: Bounds = BOUNDS) -> Made:
    """The page and the archive. Raises Overran or BrokeDown. Call it from a job, outside any transaction."""
    question = {"bundle": _plain(bundle), "spoken": dict(spoken(say))}
    answer = json.loads(ask(CHILD, json.dumps(question).encode(), bounds))
    page = answer["page"].encode()
    return Made(page, _packed(page, [b64decode(each) for each in answer["files"]], bundle))


def _plain(bundle: Bundle) -> dict[str, Any]:
    """As JSON can hold it: of the files their names alone, since nothing reads them on the way."""
    documents = [{**asdict(_bare(each)), "files": [file.name for file in each.files]} for each in bundle.documents]
    return {
        "title": bundle.title,
        "made_on": bundle.made_on,
        "notice": bundle.notice,
        "language": bundle.language,
        "documents": documents,
    }


def _bare(document: Taken) -> Taken:
    values = {name: getattr(document, name) for name in Taken.__slots__ if name != "files"}
    return Taken(**values)


def _packed(page: bytes, written: list[bytes], bundle: Bundle) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data, way in _members(page, written, bundle):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type, member.external_attr, member.create_system = way, 0o600 << 16, 3
            archive.writestr(member, data)
    return out.getvalue()


def _members(page: bytes, written: list[bytes], bundle: Bundle) -> Iterator[tuple[str, bytes, int]]:
    """What is packed already is laid in as it is."""
    yield "index.html", page, zipfile.ZIP_DEFLATED
    names = document_names(each.title for each in bundle.documents)
    for name, data in zip(names, written, strict=True):
        yield f"documents/{name}.docx", data, zipfile.ZIP_STORED
    for name, document in zip(names, bundle.documents, strict=True):
        for file, made in zip(document.files, file_names(each.name for each in document.files), strict=True):
            yield f"files/{name}/{made}", file.data, zipfile.ZIP_STORED
