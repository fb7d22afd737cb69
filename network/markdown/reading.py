"""What a text says, for those who don't show it as a page: search, previews, a list of its contents."""

from network.markdown.limits import TooIntricate
from network.markdown.outline import Heading, outlined
from network.markdown.parsing import cleaned, parsed
from network.markdown.passages import said_in


def plain(text: str) -> str:
    """What a reader reads, without signs; blocks on lines of their own."""
    typed = cleaned(text)
    try:
        return said_in(parsed(typed))
    except TooIntricate:
        return typed


def headings(text: str) -> tuple[Heading, ...]:
    """The headings in their order; none where the text is too intricate to be a page."""
    try:
        tokens = parsed(cleaned(text))
    except TooIntricate:
        return ()
    return tuple(heading for _, heading in outlined(tokens))
