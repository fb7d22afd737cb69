"""The process that lays out a bundle: the question is its documents as JSON, the answer its page and a file for each."""

import json
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from network.bundles.page import facts_of, page
from network.bundles.values import Attached, Bundle, Taken
from network.bundles.wording import speaking
from network.confined import serve
from network.markdown import Say
from network.office import Docx
from network.office.writing.document import written


def answer_to(question: bytes) -> bytes:
    """The page as text, each document as a DOCX file."""
    asked = json.loads(question)
    bundle, say = _bundle(asked["bundle"]), speaking(asked["spoken"])
    files = [b64encode(written(_docx(each, bundle, say))).decode() for each in bundle.documents]
    return json.dumps({"page": page(bundle, say), "files": files}).encode()


def _bundle(plain: Mapping[str, Any]) -> Bundle:
    documents = tuple(
        Taken(**{**each, "files": tuple(Attached(name, b"") for name in each["files"])}) for each in plain["documents"]
    )
    return Bundle(**{**plain, "documents": documents})


def _docx(document: Taken, bundle: Bundle, say: Say) -> Docx:
    front = tuple((say(name), said) for name, said in facts_of(document, bundle))
    running = ", ".join(filter(None, (f"{say(facts_of(document, bundle)[0][0])} {document.version}", document.dated)))
    return Docx(document.title, document.text, front, document.leaving or bundle.notice, running, bundle.language)


if __name__ == "__main__":
    serve(answer_to)
