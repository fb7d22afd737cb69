"""A reader that runs wild in the way that the question names: what no file should bring about, but one might."""

import os
import sys
from pathlib import Path

from network.confined import serve


def answer_to(question: bytes) -> bytes:
    """Loop, eat, write, start another process, break down; or say back what was asked."""
    if question == b"loop":
        while True:
            pass
    if question == b"eat":
        return b"x" * 10**10
    if question == b"write":
        Path("wild.txt").write_bytes(b"x")
    if question == b"secrets":
        return "\n".join(os.environ).encode()
    if question.startswith(b"break"):
        raise ValueError(question)
    sys.stderr.write("nothing wrong")
    return question


if __name__ == "__main__":
    serve(answer_to)
