"""A process that renders every heavy text, for a test that gives it so much time and no more."""

from network.confined import serve
from network.markdown import rendered
from tests.markdown.corpus import HEAVY


def answer_to(_question: bytes) -> bytes:
    """How many texts it got through."""
    return str(sum(bool(rendered(text)) or True for text in HEAVY.values())).encode()


if __name__ == "__main__":
    serve(answer_to)
