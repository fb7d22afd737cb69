"""Words survive the way into a database or another process."""

import json

from hypothesis import given
from hypothesis import strategies as st

from network.kernel.words import Words, counted, from_json, to_json, words

PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
NAMES = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.deferred(lambda: VALUES), max_size=3)
WORDS = st.builds(Words, st.text(max_size=20), NAMES, st.none() | st.text(max_size=20))
VALUES: st.SearchStrategy[object] = st.recursive(
    PLAIN, lambda inner: WORDS | st.lists(inner, max_size=3).map(tuple), max_leaves=6
)


@given(VALUES)
def test_what_comes_back_is_what_was_put_in(value: object) -> None:
    assert from_json(json.loads(json.dumps(to_json(value)))) == value


def test_the_sentence_stays_the_same() -> None:
    said = words("%(who)s: %(what)s.", who=("Aspen", words("and more")), what=counted("%(num)s place", "%(num)s places", 2))
    assert str(from_json(to_json(said))) == str(said) == "Aspen and and more: 2 places."
