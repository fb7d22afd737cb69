"""What a browser may send to the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired
from wtforms.widgets import HiddenInput

from network.places.queries import RegionView
from network.search.queries import Narrowed
from network.search.rules.asking import MOST_LETTERS
from network.settings.rules import Catalogue
from network.web.forms import Form, Text, WholeNumber, tidied, tidied_lines

NAMES = ("q", "kind", "topic", "region", "language")


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen from, each as (code, label)."""

    kinds: Sequence[tuple[str, str]]
    lists: Catalogue
    regions: Sequence[RegionView]

    def choices(self, name: str) -> Sequence[tuple[str, str]]:
        """The choices by the name of what they narrow."""
        if name == "kind":
            return self.kinds
        if name == "region":
            return tuple((each.code, each.name) for each in self.regions)
        return self.lists.pairs(name)


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """What is searched for. What isn't offered narrows nothing; what can't be read is left out, never refused."""

    q: str = ""
    kind: str = ""
    topic: str = ""
    region: str = ""
    language: str = ""

    @classmethod
    def read(cls, sent: Mapping[str, str], offered: Offered) -> "SearchAsked":
        """Out of an address or a form, whoever wrote it."""
        chosen = {name: sent.get(name, "") for name in NAMES[1:]}
        known = {name: code for name, code in chosen.items() if code in dict(offered.choices(name))}
        return cls(tidied("".join(map(_readable, sent.get("q", "")[: MOST_LETTERS * 4])))[: MOST_LETTERS * 2], **known)

    @property
    def narrowed(self) -> Narrowed:
        """The choices, as the query wants them."""
        return Narrowed(self.kind, self.topic, self.region, self.language)

    @property
    def plain(self) -> dict[str, str]:
        """What is not empty, by name."""
        return {name: value for name in NAMES if (value := getattr(self, name))}

    def without(self, name: str) -> "SearchAsked":
        """The same, narrowed by one choice less."""
        return replace(self, **{name: ""})


def _readable(sign: str) -> str:
    return sign if sign.isprintable() or sign in "\u200c\u200d" else " "


class SynonymsForm(Form):
    """The words of one group, a line each."""

    words = TextAreaField(
        _l("Words that mean the same"),
        description=_l("One word or a few words on each line. Accents and endings don’t matter."),
        filters=[tidied_lines],
        validators=[DataRequired(_l("Type the words.")), Text(2_000)],
        render_kw={"rows": 8},
    )
    version = WholeNumber(widget=HiddenInput(), default=0)

    def lines(self) -> tuple[str, ...]:
        """The words, one by one."""
        return tuple(line for each in (self.words.data or "").split("\n") if (line := tidied(each)))
