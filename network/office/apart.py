"""Reads and writes word processor files in a process of its own: a web worker never loads what that takes."""

import json
from dataclasses import asdict

from network.confined import Bounds, BrokeDown, Overran, ask
from network.office.document import Converted, Docx, Kind, Loss, LossCode, Refused, Unreadable

CHILD = "network.office.child"
BOUNDS = Bounds(memory=1024**3, seconds=30, longest=60.0)
LARGEST = 20_000_001
"""Bytes that are handed over: one more than may be read."""


def read(data: bytes, kind: Kind, bounds: Bounds = BOUNDS) -> Converted:
    """A DOCX or ODT file as text in Markdown, and what was lost.

    Raises Unreadable with words for the person who chose the file. Call it outside any transaction: it takes 0.3 s and more.
    """
    question = json.dumps({"deed": "read", "kind": kind}).encode() + b"\n" + data[:LARGEST]
    try:
        answer = json.loads(ask(CHILD, question, bounds))
    except Overran:
        raise Unreadable(Refused.TOO_MUCH) from None
    except BrokeDown:
        raise Unreadable(Refused.BROKE_DOWN) from None
    if "refused" in answer:
        raise Unreadable(Refused(answer["refused"]))
    found = answer["read"]
    losses = tuple(Loss(LossCode(each["code"]), each["count"], each["where"]) for each in found["losses"])
    return Converted(found["markdown"], losses, found["title"])


def write(document: Docx, bounds: Bounds = BOUNDS) -> bytes:
    """A DOCX file; the same bytes for the same document. Raises Overran or BrokeDown. Call it outside any transaction."""
    return ask(CHILD, json.dumps({"deed": "write", "document": asdict(document)}).encode() + b"\n", bounds)
