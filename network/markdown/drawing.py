"""How each piece of a text is written as markup, before it is cleaned."""

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import escape

from network.kernel.words import Words, words
from network.markdown.inline import words_of
from network.markdown.parsing import PARSER

TABLE = words("Table")
NOTES = words("Notes")
DONE = words("Done:")
NOT_DONE = words("To do:")


def note(number: int) -> Words:
    """What the number of a footnote is called."""
    return words("Note %(number)s", number=number)


def back(number: int) -> Words:
    """What leads from a footnote to where it hangs."""
    return words("Back from note %(number)s", number=number)


def draw(tokens: Sequence[Token], say: Callable[..., str], within: str) -> str:
    """Markup of settled tokens."""
    _dress_cells(tokens)
    return str(_RENDERER.render(tokens, PARSER.options, {"say": say, "within": within}))


def _dress_cells(tokens: Sequence[Token]) -> None:
    for at, token in enumerate(tokens):
        if token.type not in ("th_open", "td_open"):
            continue
        is_end = "right" in str(token.attrs.get("style", ""))
        token.attrs = {key: value for key, value in token.attrs.items() if key == "id"}
        if is_end:
            token.attrSet("class", "n")
        if token.tag == "th" and not words_of(tokens[at + 1].children or ()).strip():
            token.tag = tokens[at + 2].tag = "td"  # a head without words is none
        elif token.tag == "th":
            token.attrSet("scope", "col")


class _Renderer(RendererHTML):
    """The library's, with what we draw otherwise."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        label = escape(env["say"](TABLE))
        return (
            f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">'
            '<table class="table table--plain table--still">\n'
        )

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def box(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        said = env["say"](DONE if tokens[idx].meta["done"] else NOT_DONE)
        return f'<span class="visually-hidden">{escape(said)} </span>'

    def picture(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<img{self.renderAttrs(tokens[idx])}>"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<pre{self.renderAttrs(tokens[idx])}><code>{escape(tokens[idx].content)}</code></pre>\n"

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.fence(tokens, idx, options, env)

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        number, time = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
        label, within = escape(env["say"](note(number))), env["within"]
        return f'<sup><a href="#{within}-n-{number}" id="{within}-r-{number}-{time}" aria-label="{label}">{number}</a></sup>'

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<section class="notes" aria-label="{escape(env["say"](NOTES))}">\n<ol>\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<li id="{env["within"]}-n-{tokens[idx].meta["id"] + 1}">'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        number, time = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
        label = escape(env["say"](back(number)))
        return f' <a href="#{env["within"]}-r-{number}-{time}" aria-label="{label}">\u21a9\ufe0e</a>'


_RENDERER = _Renderer()
