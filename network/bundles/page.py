"""The page of a bundle: its own style, its contents, each document with what is said about it. It asks nobody for anything."""

from collections.abc import Iterator

from markupsafe import Markup

from network.bundles import wording
from network.bundles.style import STYLE
from network.bundles.values import Bundle, Taken
from network.kernel.words import Words
from network.markdown import Say, headings, taken_away

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_HEAD = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n<meta name="referrer" content="no-referrer">\n'
    '<meta name="robots" content="noindex, nofollow, noarchive">\n<meta name="color-scheme" content="light dark">\n'
    "<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
)
_TOP = Markup('<h1 id="top">{title}</h1>\n<p>{made_on}: {day}. {stale}</p>\n')
_NAV = Markup('<nav aria-label="{contents}">\n<h2>{contents}</h2>\n<ol>\n{items}</ol>\n</nav>\n')
_ITEM = Markup('<li><a href="#d{number}">{title}</a>{parts}</li>\n')
_PART = Markup('<li><a href="#d{number}-{name}">{text}</a></li>')
_ARTICLE = Markup(
    '<article aria-labelledby="d{number}">\n<div class="head"><p class="running">{running}</p></div>\n'
    '<div class="body">\n<h2 id="d{number}">{title}</h2>\n{summary}<dl class="facts">{facts}</dl>\n'
)
_END = Markup('{files}<p class="back"><a href="#top">{back}</a></p>\n</div>\n</article>\n')
SHOWN_DEPTH = 2
"""Of headings, in the contents."""


def page(bundle: Bundle, say: Say) -> str:
    """The whole file."""
    return "".join(_pieces(bundle, say))


def _pieces(bundle: Bundle, say: Say) -> Iterator[str]:
    style = Markup("{}").format(Markup(STYLE))  # noqa: S704  our own constant
    yield _HEAD.format(language=bundle.language, policy=_POLICY, title=bundle.title, style=style)
    yield _TOP.format(title=bundle.title, made_on=say(wording.MADE_ON), day=bundle.made_on, stale=say(wording.STALE))
    if bundle.notice:
        yield Markup('<p class="leaving">{}</p>\n').format(bundle.notice)
    items = Markup("").join(_item(number, each) for number, each in enumerate(bundle.documents, start=1))
    yield _NAV.format(contents=say(wording.CONTENTS), items=items)
    for number, document in enumerate(bundle.documents, start=1):
        yield from _article(number, document, bundle, say)
    yield "</main>\n</body>\n</html>\n"


def _item(number: int, document: Taken) -> Markup:
    shown = [each for each in headings(document.text) if each.depth <= SHOWN_DEPTH]
    parts = Markup("").join(_PART.format(number=number, name=each.name, text=each.text) for each in shown)
    return _ITEM.format(number=number, title=document.title, parts=Markup("<ol>{}</ol>").format(parts) if parts else "")


def _article(number: int, document: Taken, bundle: Bundle, say: Say) -> Iterator[str]:
    summary = Markup('<p class="summary">{}</p>\n').format(document.summary) if document.summary else ""
    facts = Markup("").join(_fact(name, said, document, say) for name, said in facts_of(document, bundle))
    yield _ARTICLE.format(
        number=number, title=document.title, running=_running(document, bundle, say), summary=summary, facts=facts
    )
    if document.leaving:
        yield Markup('<p class="leaving">{}</p>\n').format(document.leaving)
    yield taken_away(document.text, say, within=f"d{number}", top=3)
    names = Markup("").join(Markup("<li>{}</li>").format(each.name) for each in document.files)
    files = Markup("<h3>{}</h3>\n<ul>{}</ul>\n").format(say(wording.FILES), names) if names else ""
    yield _END.format(files=files, back=say(wording.TO_CONTENTS))


def _running(document: Taken, bundle: Bundle, say: Say) -> str:
    """What stands at the head of each printed page of a document: what a sheet that was parted from the others must not lose."""
    told = (wording.VERSION, wording.DATED, wording.STATE, wording.REVIEW_DUE, wording.MADE_ON)
    said = [f"{say(name)}: {each}" for name, each in facts_of(document, bundle) if name in told]
    return ". ".join([document.title, *said, *([say(wording.OVERDUE)] if document.is_overdue else [])])


def _fact(name: Words, said: str, document: Taken, say: Say) -> Markup:
    is_late = name is wording.REVIEW_DUE and document.is_overdue
    late = Markup('<br><span class="overdue">{}</span>').format(say(wording.OVERDUE)) if is_late else ""
    return Markup("<dt>{}</dt><dd>{}{}</dd>").format(say(name), said, late)


def facts_of(document: Taken, bundle: Bundle) -> list[tuple[Words, str]]:
    """What is said about a document, as far as there is something to say: on the page and in its own file."""
    said = (
        (wording.VERSION, document.version),
        (wording.DATED, document.dated),
        (wording.STATE, document.state),
        (wording.REVIEW_DUE, document.review_due),
        (wording.STEWARD, document.steward),
        (wording.LICENCE, document.licence),
        (wording.CREDIT, document.credit),
        (wording.MADE_ON, bundle.made_on),
    )
    return [(name, each) for name, each in said if each]
