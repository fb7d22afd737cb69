"""C28: whatever is typed, its page holds allowed tags and attributes alone, leads nowhere unsaid and asks nobody."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.markdown import headings, passages, plain, rendered
from network.markdown.rendering import ATTRIBUTES, CLASSES, TAGS, VALUES
from tests.markdown.corpus import HEAVY, HOSTILE, SINK

SIGNS = (
    *"[]()*_`<>!#|\\&\"'^~=:-.", "- ", "1. ", "\n", "\n\n", "|-|-|\n", "[^1]", "[^1]: ", "[ ] ", "> ", "    ", "```\n", "---\n",
    "http://a.example", "https://a.example/x", "/files/a.png", "javascript:", "data:", "&lt;", "&#106;", "\x00", "\ud800",
    "\u202e", "<b onload=x>", "<script>", "</p>", "<!--", "a@b.example", "mailto:", "text", "style=",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), max_size=40).map("".join)


class Parts(HTMLParser):
    """What a page holds: its tags with their attributes, as a browser would take them; and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")


def assert_harmless(markup: str) -> Parts:
    found = Parts(markup)
    for tag, attributes in found.tags:
        assert tag in TAGS
        allowed = ATTRIBUTES.get(tag, set()) | set(VALUES.get(tag, {})) | ({"class"} if tag in CLASSES else set())
        assert set(attributes) <= allowed | ({"rel"} if tag == "a" else set())
        for name, value in attributes.items():
            if name == "class":
                assert set((value or "").split()) <= CLASSES[tag]
            elif name == "id":
                assert str(value).startswith("text-")
            elif name == "href":
                assert re.match(r"https?://|mailto:|tel:|/(?![/\\])|#text-", str(value)), value
                assert "@" not in urlsplit(str(value)).netloc
            elif name == "src":
                assert re.match(r"/files/[A-Za-z0-9]", str(value)), value
                assert ".." not in str(value)
        if tag == "a" and "href" in attributes:
            assert attributes["rel"] == "noopener noreferrer nofollow"
    return found


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_c28_nothing_of_the_corpus_gets_through(text: str) -> None:
    assert_harmless(rendered(text))
    assert_harmless(rendered(f"- item\n\n  {text}\n\n> {text}"))
    plain(text), headings(text), passages(text)


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_what_is_heavy_is_harmless_too(text: str) -> None:
    assert_harmless(rendered(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_allowed_tags_and_attributes_alone(text: str) -> None:
    found = assert_harmless(rendered(text))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids)), "an id stands twice"
    leads = {attributes["href"] for tag, attributes in found.tags if tag == "a" and str(attributes.get("href")).startswith("#")}
    assert {str(each)[1:] for each in leads} <= set(ids), "a link leads to no place in the text"


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_preview_says_what_the_page_says(text: str) -> None:
    """A snippet is a piece of what `plain` gives: text, which a template escapes. The page says more: where links lead, notes."""
    shown = iter("".join(Parts(rendered(text)).text.split()).replace("|", ""))
    missing = [sign for sign in "".join(plain(text).split()).replace("|", "") if sign not in shown]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[own.example](https://sink.example/x)", "own.example (sink.example)"),
        ("[https://own.example/a](https://sink.example)", "https://own.example/a (sink.example)"),
        ("[www.own.example](https://sink.example)", "www.own.example (sink.example)"),
        ("[own.example](/leave)", "own.example (/leave)"),
        ("[help@own.example](mailto:x@sink.example)", "help@own.example (sink.example)"),
        ("[**own**.example](https://sink.example)", "own.example (sink.example)"),
        ("[own.example @ sink.example](https://sink.example)", "own.example @ sink.example (sink.example)"),
        ("<https://\u0430pple.example>", "https://\u0430pple.example (xn--pple-43d.example)"),
        ("![own.example](https://sink.example/p.png)", "own.example (sink.example)"),
    ],
)
def test_words_that_look_like_another_address_are_followed_by_the_true_one(text: str, shown: str) -> None:
    assert Parts(rendered(text)).text.strip() == shown


@pytest.mark.parametrize(
    "text",
    [
        "[the guide](https://sink.example/x)",
        "[sink.example](https://sink.example/x)",
        "[https://sink.example/x](https://sink.example/x)",
        "<https://sink.example/x>",
        "[a@sink.example](mailto:a@sink.example)",
        "<a@sink.example>",
        "[Call us](tel:+1-250-555-0100)",
    ],
)
def test_words_that_tell_the_truth_are_left_alone(text: str) -> None:
    assert "(" not in Parts(rendered(text)).text


@pytest.mark.parametrize(
    "address", ["https://sink.example@evil.example", "//sink.example", "javascript:x", "file:///a", "#nowhere", "x"]
)
def test_a_link_that_may_not_be_leaves_its_words(address: str) -> None:
    markup = rendered(f"Before [the words]({address}) after")
    assert "<a" not in markup
    assert "the words" in markup


def test_a_picture_of_ours_is_shown_and_one_from_elsewhere_is_a_link() -> None:
    assert '<img src="/files/5eed/plan.png" alt="The plan" loading="lazy">' in rendered("![The plan](/files/5eed/plan.png)")
    elsewhere = rendered(f"![The plan](https://{SINK}/plan.png)")
    assert "<img" not in elsewhere
    assert f'href="https://{SINK}/plan.png"' in elsewhere
    unknown = rendered("![The plan](data:image/png;base64,xx)")
    assert [tag for tag, _ in Parts(unknown).tags] == ["p"]
    assert "The plan" in unknown
    inside = rendered(f"[![The plan](https://{SINK}/plan.png)](https://a.example)")
    assert SINK not in inside


def test_ids_begin_as_the_page_says() -> None:
    two = rendered("# Same", within="post-1") + rendered("# Same", within="post-2")
    assert 'id="post-1-h-same"' in two
    assert 'id="post-2-h-same"' in two
    with pytest.raises(AssertionError):
        rendered("a", within='x" onload="')
