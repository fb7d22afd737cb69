"""From a text in Markdown to a page's markup: the same for the page, its preview, and whatever is taken away."""

import re
from collections.abc import Callable, Mapping, Sequence

import nh3
from markdown_it.token import Token
from markupsafe import Markup, escape

from network.kernel.words import Words, words
from network.markdown.drawing import draw
from network.markdown.inline import Links, LinksAway, Through
from network.markdown.limits import TooIntricate
from network.markdown.outline import outlined
from network.markdown.parsing import cleaned, parsed
from network.markdown.passages import placed

Making = Callable[[Mapping[str, str]], Links]
Say = Callable[[Words], str]
"""Words in the reader's language: `network.web.templates.say`, or `str`."""

AS_TYPED = words("This text is too long or too intricate to be laid out. It is shown as it was typed.")
_WITHIN = re.compile(r"[a-z][a-z0-9-]*\Z")

TAGS = frozenset(
    {
        "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "code", "pre", "blockquote", "hr", "br", "a",
        "img", "table", "thead", "tbody", "tr", "th", "td", "div", "section", "sup", "span",
    }
)  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "id", "aria-label", "data-to"},
    "img": {"src", "alt", "loading"},
    "ol": {"start"},
    "div": {"aria-label"},
    "section": {"aria-label"},
    **{tag: {"id"} for tag in ("p", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "tr")},
    "li": {"id", "value"},
}
VALUES = {"div": {"role": {"region"}, "tabindex": {"0"}}, "th": {"scope": {"col"}}}
CLASSES = {
    "div": {"table-scroll"},
    "table": {"table", "table--plain", "table--still"},
    "th": {"n"},
    "td": {"n"},
    "ul": {"ticks"},
    "ol": {"ticks"},
    "li": {"is-done", "is-open"},
    "section": {"notes"},
    "span": {"visually-hidden"},
    "p": {"hint"},
    "pre": {"as-typed"},
}
REL = "noopener noreferrer nofollow"

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    allowed_classes=CLASSES,
    link_rel=REL,
    url_schemes={"http", "https", "mailto", "tel"},
    strip_comments=True,
)


def rendered(text: str, say: Say = str, within: str = "text", top: int = 2, through: Through | None = None) -> Markup:
    """The text as markup. All ids in it begin with `within` and a hyphen: give each text on a page its own.

    `top` is the level of its highest headings, `through` gives the page that stands before another site. What is too long or
    intricate comes as it was typed, with a note.
    """
    return _laid_out(text, say, within, (top, lambda places: Links(places, through)))


def taken_away(text: str, say: Say = str, within: str = "text", top: int = 2) -> Markup:
    """The same for a file that leaves the house: without our pictures, and without links to our pages."""
    return _laid_out(text, say, within, (top, LinksAway))


def _laid_out(text: str, say: Say, within: str, how: tuple[int, Making]) -> Markup:
    assert _WITHIN.match(within), "an id of our own, in small letters"
    typed = cleaned(text)
    try:
        tokens = parsed(typed)
        settle(tokens, within, *how)
    except TooIntricate:
        said, shown = str(escape(say(AS_TYPED))), str(escape(typed))
        typed_out = f'<p class="hint">{said}</p><pre class="as-typed">\n{shown}</pre>'
        return Markup(_CLEANER.clean(typed_out))  # noqa: S704  cleaned just now
    # The parser lets no markup of the text's own through; the cleaner would take out what it let through all the same.
    return Markup(_CLEANER.clean(draw(tokens, say, within)))  # noqa: S704  cleaned just now


def settle(tokens: Sequence[Token], within: str, top: int, links_of: Making) -> None:
    """Give headings their level, passages their id, and leave those links and pictures that may be there."""
    places: dict[str, str] = {}
    for at, heading in outlined(tokens):
        tag = f"h{min(top + heading.depth - 1, 6)}"
        tokens[at].tag = tokens[at + 2].tag = tag
        places[heading.name] = places[heading.name.removeprefix("h-")] = f"{within}-{heading.name}"
    for at, passage in placed(tokens):
        tokens[at].attrSet("id", f"{within}-{passage.anchor}")
    links = links_of(places)
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = links.settle(token.children)
