"""The process that reads and writes word processor files: the question is a line about it and bytes, the answer likewise."""

import json
from dataclasses import asdict

from network.confined import serve
from network.office.document import Docx, Kind, Unreadable
from network.office.reading import read_document
from network.office.writing.document import written


def answer_to(question: bytes) -> bytes:
    """To "read": a line of JSON. To "write": the file."""
    head, _, data = question.partition(b"\n")
    asked = json.loads(head)
    if asked["deed"] == "write":
        front = tuple((name, said) for name, said in asked["document"].pop("front"))
        return written(Docx(**asked["document"], front=front))
    try:
        found = read_document(data, Kind(asked["kind"]))
    except Unreadable as refusal:
        return json.dumps({"refused": refusal.code}).encode()
    return json.dumps({"read": asdict(found)}).encode()


if __name__ == "__main__":
    serve(answer_to)
