"""When a text takes comments, and what can become of one."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from network.kernel.refusals import Conflict
from network.kernel.words import Words, words
from network.library.rules.states import VersionState
from network.markdown import Passage

LONGEST_COMMENT = 4_000
_LONGEST_QUOTE = 200


class How(StrEnum):
    """How a comment was settled. `taken_back`: by whoever wrote it, and its words are gone."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"


SETTLING = (How.TAKEN, How.NOT_TAKEN, How.ANSWERED)
"""What keepers can make of one."""
HOW_WORDS: Mapping[How, Words] = MappingProxyType(
    {
        How.TAKEN: words("Taken up"),
        How.NOT_TAKEN: words("Not taken up"),
        How.ANSWERED: words("Answered"),
        How.TAKEN_BACK: words("Taken back"),
    }
)
_OPEN_TO_ALL = frozenset({VersionState.CONSULTATION, VersionState.IN_FORCE})
_OPEN_TO_KEEPERS = frozenset({VersionState.DRAFT, VersionState.REVIEW}) | _OPEN_TO_ALL


def takes_comments(state: str, is_kept: bool) -> bool:
    """Everybody of the space speaks in a consultation and of the text in force; keepers also while they work at it."""
    return state in (_OPEN_TO_KEEPERS if is_kept else _OPEN_TO_ALL)


def is_inside(state: str) -> bool:
    """Whether what is said of a text now stays among its keepers, also when the text leaves their desk."""
    return state == VersionState.DRAFT


def insist_open_text(state: str, is_kept: bool) -> None:
    """Raises Conflict."""
    if not takes_comments(state, is_kept):
        raise Conflict(words("This text takes no comments now. Look at it again."))


def insist_open_comment(how: str) -> None:
    """Raises Conflict for one that is settled or taken back."""
    if how == How.TAKEN_BACK:
        raise Conflict(words("This comment was taken back. Nothing was changed."))
    if how:
        raise Conflict(words("This comment is settled already. Look at it again."))


def insist_unanswered(answers: int) -> None:
    """Raises Conflict: what others answered to must not say something else afterwards."""
    if answers:
        raise Conflict(words("Somebody has answered this. Answer below it instead of changing it."))


def quote_of(passage: Passage) -> str:
    """Its first words, to know it by when it reads otherwise."""
    line = " ".join(passage.text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + "…"
