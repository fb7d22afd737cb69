"""What is kept so that things are found: lines of the table of retention."""

from network.kernel.kept import Kept
from network.kernel.words import words

FOR_SEARCH: tuple[Kept, ...] = (
    Kept(
        ("search_entry", "search_mark"),
        words("Words of what members can read here, folded and cut, so that it is found"),
        words("to find what is searched for; what anybody searched for is not kept"),
        words("until what they are of is gone"),
        is_personal=False,
    ),
    Kept(
        ("synonym_group", "synonym"),
        words("Words that mean the same to this network"),
        words("to find what goes by another word"),
        words("as long as the network runs"),
        is_personal=False,
    ),
)
