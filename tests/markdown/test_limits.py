"""C33: a text costs the server less than a second, whatever it is; honest ones of fifty pages are laid out."""

import cProfile
import pstats

import pytest

from network.confined import Bounds, ask
from network.markdown import LONGEST, headings, passages, plain, rendered
from network.markdown import limits as bounds
from network.markdown.parsing import PARSER, cleaned
from tests.markdown.corpus import HEAVY

MOST_CALLS = 3_500_000
"""Of functions, for one page: about half a second of a processor."""
SIGNS = ("*a ", "[a](/b) ", "`a` ", "- a\n", "|a|b|\n", "> a\n", "a  \n", "<a@", "# a\n", "- [ ] a\n", "[^1] ", "**a_ ", "![a] ")
FIFTY_PAGES = 150_000
HONEST = """## Before you go out

A worker who goes to a **motel** tells somebody where she is. See [the check-in sheet](/files/5eed/sheet.pdf).
It takes *ten minutes*; bring the list[^1].

1. Ask for the room number.
2. Say when you will call.
   - By phone
   - By text

- [ ] Telephone charged
- [x] Somebody knows

| What | Who | When |
|---|---|--:|
| Call | The lead | 21:00 |

> Nobody goes alone on the first night.

"""
BOOK = HONEST * (FIFTY_PAGES // len(HONEST)) + "\n[^1]: Kept in the office.\n"


def calls_of(text: str) -> int:
    """How many functions are called to lay this out. What comes is never many times the text."""
    watched = cProfile.Profile()
    page = watched.runcall(rendered, text)
    assert len(page) < 45 * len(text) + 2_000
    return int(pstats.Stats(watched).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_no_text_asks_for_more_work_than_a_page_may_cost(text: str) -> None:
    assert calls_of(text) < MOST_CALLS


def test_work_grows_with_the_text_and_no_faster() -> None:
    """Of each sort of sign, eight times as many cost at most twelve times as much."""
    for sign in (
        "*a ",
        "[a](/b) ",
        "`a` ",
        "- a\n",
        "|a|b|\n",
        "> a\n",
        "a  \n",
        "<a@",
        "# a\n",
        "- [ ] a\n",
        "[^1] ",
        "**a_ ",
        "![a] ",
    ):
        few, many = (calls_of(sign * times + "\n\n[^1]: b") for times in (90, 720))
        assert many <= 12 * few, sign


def test_all_heavy_texts_together_fit_into_a_second_each() -> None:
    """What counting calls doesn't see, a process with a limit of processor time does."""
    assert ask("tests.markdown.burning", b"", Bounds(1024**3, len(HEAVY), 600.0)) == str(len(HEAVY)).encode()


def test_a_book_of_fifty_pages_is_laid_out() -> None:
    assert FIFTY_PAGES - 1_000 < len(BOOK) < LONGEST
    page = rendered(BOOK)
    assert "as-typed" not in page
    assert page.count("<table") == BOOK.count("|---|---|")
    env: dict[str, int] = {}
    PARSER.parse(cleaned(BOOK), env)
    assert env["work"] < bounds.WORK * 0.8, "the limit is near what people write"


@pytest.mark.parametrize("name", ["too long", "quotes", "a wide table", "footnotes", "stars and letters"])
def test_what_is_too_much_is_shown_as_it_was_typed_with_a_note(name: str) -> None:
    page = rendered(HEAVY[name] + "<b>", say=lambda said: f"«{said}»")
    assert page.startswith('<p class="hint">«This text is too long')
    assert '<pre class="as-typed">' in page
    assert page.endswith("&lt;b&gt;</pre>")
    assert headings(HEAVY[name]) == ()
    assert plain(HEAVY[name]).strip() == HEAVY[name].strip()
    assert len(passages(HEAVY[name])) == sum(bool(line.strip()) for line in HEAVY[name].split("\n"))
