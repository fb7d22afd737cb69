"""Cleans a file, and reads its words, in a process of its own, so that no file, however made, holds or fills the server."""

import json
from dataclasses import dataclass
from pathlib import Path

from network.cleaning.kinds import Kind
from network.confined import Bounds, BrokeDown, Handed, Overran, ask

CHILD, READER = "network.cleaning.child", "network.cleaning.reader"
MEGABYTE = 1024 * 1024
BOUNDS = Bounds(memory=1024 * MEGABYTE, seconds=40, longest=90.0, written=64 * MEGABYTE)
LONGEST_TEXT = MEGABYTE
"""Bytes of a file's words that are kept."""
READING = Bounds(memory=768 * MEGABYTE, seconds=20, longest=40.0, written=LONGEST_TEXT + 8)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A code of why it is refused, or codes of what was taken out and of what could not be."""

    refusal: str = ""
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def clean(source: Path, result: Path, kind: Kind, bounds: Bounds = BOUNDS) -> Cleaned:
    """Write a clean copy of `source` to `result`, which is made. Call it outside any transaction: it takes 0.3 s and more."""
    question = json.dumps({"kind": kind.code}).encode()
    try:
        answer = json.loads(ask(CHILD, question, bounds, Handed(source, result)))
    except Overran:
        return Cleaned("too_much")
    except BrokeDown:
        return Cleaned("broke_down")
    return Cleaned(answer["refusal"], tuple(answer["removed"]), tuple(answer["left"]))


def text_of(source: Path, result: Path, kind: Kind, bounds: Bounds = READING) -> str:
    """The words of a clean file, up to a megabyte of them; none where none can be read. `result` is made, for the way back."""
    try:
        ask(READER, json.dumps({"kind": kind.code, "most": LONGEST_TEXT}).encode(), bounds, Handed(source, result))
    except (Overran, BrokeDown):
        return ""
    return result.read_bytes().decode("utf-8", "ignore")
