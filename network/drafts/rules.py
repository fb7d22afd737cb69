"""What of a form is kept when it could not be sent, how much, and for how long."""

import json

from network.kernel.retention import limit_of
from network.kernel.typed import Typed

KEPT_FOR = limit_of("draft")
MOST = 20  # for one person; the oldest gives way
LARGEST = 200_000  # characters of one form
SHORTEST_TEXT = 3  # characters; below, there is nothing to lose
LONGEST_START = 80


def is_worth_keeping(typed: Typed) -> bool:
    """Whether there is text in it, and not more than we keep."""
    return len(spelled(typed)) <= LARGEST and any(is_text(value) for _, value in typed.fields)


def is_text(value: str) -> bool:
    """Whether somebody may have written this: letters, and more than a code of one word."""
    return len(value.strip()) >= SHORTEST_TEXT and any(sign.isspace() for sign in value.strip())


def start_of(typed: Typed) -> str:
    """How the longest text begins, so that its writer knows it again."""
    text = max((value for _, value in typed.fields if is_text(value)), key=len, default="")
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_START else line[: LONGEST_START - 1].rstrip() + "…"


def spelled(typed: Typed) -> str:
    """As it is sealed."""
    return json.dumps({"page": typed.page, "action": typed.action, "fields": typed.fields}, ensure_ascii=False)


def read(text: str) -> Typed:
    """What was sealed."""
    found = json.loads(text)
    return Typed(found["page"], found["action"], tuple((name, value) for name, value in found["fields"]))
