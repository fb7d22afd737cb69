"""Links and pictures inside a text: which stay, and what is said after them."""

from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token

from network.markdown.addresses import Lead, is_own_picture, lead, misleads
from network.markdown.limits import ADDRESSES, TooIntricate

Through = Callable[[Lead], str]
"""The address that a link to another site gets: of a page before it, or its own."""
_PLAIN = {"text", "code_inline", "text_special"}
_BREAKS = {"softbreak", "hardbreak"}


def words_of(tokens: Sequence[Token]) -> str:
    """What a reader reads."""
    said = []
    for token in tokens:
        if token.type in _PLAIN:
            said.append(token.content)
        elif token.type in _BREAKS:
            said.append("\n")
        elif token.children:
            said.append(words_of(token.children))
    return "".join(said)


class Links:
    """Goes through the lines of a text, one after the other. `places`: what in the text has a name, and its id."""

    def __init__(self, places: Mapping[str, str], through: Through | None = None) -> None:
        self._places, self._through = places, through
        self._spent = 0

    def settle(self, children: Sequence[Token]) -> list[Token]:
        """The same with links that may stay, and pictures that are ours. Raises TooIntricate."""
        kept: list[Token] = []
        at = 0
        while at < len(children):
            token = children[at]
            if token.type == "link_open":
                close = _closing(children, at)
                kept += self._link(token, children[at + 1 : close])
                at = close
            elif token.type == "image":
                kept += self._picture(token)
            else:
                kept.append(token)
            at += 1
        return kept

    def _link(self, opening: Token, inside: Sequence[Token]) -> list[Token]:
        shown = [each for token in inside for each in (_in_words(token) if token.type == "image" else [token])]
        return self._leading(str(opening.attrGet("href") or ""), shown)

    def _leading(self, address: str, shown: list[Token]) -> list[Token]:
        to = self._lead(address)
        if to is None or not shown:
            return shown
        said = words_of(shown)
        opening = Token("link_open", "a", 1, attrs=self._attributes(to, said))
        note = f" ({to.host or to.address})" if misleads(said, to) else ""
        return [opening, *shown, Token("link_close", "a", -1), *([_text(note)] if note else [])]

    def _attributes(self, to: Lead, said: str) -> dict[str, str | int | float]:
        """Where it leads; and for paper, where nothing can be pressed, its own address if its words don't say it."""
        if self._through is None or not to.is_elsewhere:
            return {"href": to.address}
        return {"href": self._through(to), **_for_paper(to, said)}

    def _lead(self, address: str) -> Lead | None:
        self._spent += len(address)
        if self._spent > ADDRESSES:
            raise TooIntricate
        to = lead(address)
        if to is not None and to.address.startswith("#"):
            place = self._places.get(to.address[1:])
            return Lead(f"#{place}") if place else None
        return to

    def _picture(self, token: Token) -> list[Token]:
        address, said = str(token.attrGet("src") or ""), words_of(token.children or ())
        if is_own_picture(address):
            self._spent += len(address)
            return [Token("picture", "img", 0, attrs={"src": address, "alt": said, "loading": "lazy"})]
        return self._leading(address, [_text(said)] if said.strip() else [])


class LinksAway(Links):
    """The same for a text that leaves the house: our pictures and pages are out of reach there, so their words alone stay."""

    def _lead(self, address: str) -> Lead | None:
        to = super()._lead(address)
        return None if to is not None and to.address.startswith("/") else to

    def _attributes(self, to: Lead, said: str) -> dict[str, str | int | float]:
        return {"href": to.address, **(_for_paper(to, said) if to.is_elsewhere else {})}

    def _picture(self, token: Token) -> list[Token]:
        said = words_of(token.children or ())
        shown = [_text(f"[{said}]")] if said.strip() else []
        return shown if is_own_picture(str(token.attrGet("src") or "")) else super()._picture(token)


def _for_paper(to: Lead, said: str) -> dict[str, str | int | float]:
    return {} if said.strip() == to.address else {"data-to": to.address}


def _closing(children: Sequence[Token], opening: int) -> int:
    """Links never stand in links, so the next end is this one's."""
    return next(at for at in range(opening, len(children)) if children[at].type == "link_close")


def _in_words(picture: Token) -> list[Token]:
    said = words_of(picture.children or ())
    return [_text(said)] if said else []


def _text(said: str) -> Token:
    return Token("text", "", 0, content=said)
