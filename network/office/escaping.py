"""Runs of text as a line of Markdown that a reader of Markdown reads as the same."""

import re
import unicodedata
from collections.abc import Sequence

from network.markdown.addresses import lead
from network.markdown.inline import words_of as words_read
from network.markdown.limits import TooIntricate
from network.markdown.parsing import PARSER, cleaned
from network.office.content import PLAIN, Look, Losses, Run, joined
from network.office.document import LossCode

_SIGNS = re.compile(r"[\\`*~|<]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|!(?=\[|\Z)|\[(?=\^|[ xX]\]|[^\]\n]*\][(:\[])")
_BEGINNINGS = re.compile(r"(?m)^(#{1,6}(?=\s|$)|>|[-+](?=\s|$|-)|=(?==*\s*$)|:(?=-))")
_NUMBERS = re.compile(r"(?m)^(\d{1,9})([.)])(?=\s|$)")
_SPACES = re.compile(r"[ \t\x0b\x0c\u2028\u2029]+")
_CLOSED = re.compile(r"[\s()<>\\]")
_NOTES = re.compile(r"(?<!\\)\[\^\d+\]")
_TICKS = re.compile(r"`+")


def line_of(runs: Sequence[Run], losses: Losses, *, breaks: str = "\\\n") -> str:
    """One paragraph's Markdown. `breaks` is what a line break becomes. What can't be said is counted as lost."""
    tidy = _tidied(runs, breaks)
    line = _written(tidy, losses)
    said = "".join(run.text for run in tidy)
    if any(run.look != PLAIN for run in tidy) and _read(line) != " ".join(said.split()):
        losses.add(LossCode.EMPHASIS, sum(run.look != PLAIN for run in tidy))
        line = _written(joined([Run(run.text, Look(), run.note) for run in tidy]), losses)
    return _begun(line).replace("\n", breaks)


def _begun(line: str) -> str:
    return _NUMBERS.sub(r"\1\\\2", _BEGINNINGS.sub(r"\\\1", line))


def _read(line: str) -> str:
    try:
        tokens = PARSER.parse(cleaned(_begun(_NOTES.sub("", line)).replace("\n", "\\\n")), {})
    except TooIntricate:
        return "\0"
    return " ".join("".join(words_read(token.children or ()) for token in tokens if token.type == "inline").split())


def _tidied(runs: Sequence[Run], breaks: str) -> tuple[Run, ...]:
    """Single spaces, none at the edges of lines, looks without the space around them."""
    apart: list[Run] = []
    for run in joined(runs):
        text = _SPACES.sub(" ", cleaned(run.text))
        if "\n" not in breaks:
            text = text.replace("\n", " ")
        core = text.strip(" \n")
        if run.note or run.look == PLAIN or not core:
            apart.append(Run(text, PLAIN, run.note))
            continue
        at = text.index(core)
        apart += [Run(text[:at]), Run(core, run.look), Run(text[at + len(core) :])]
    return _trimmed(joined(apart))


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    kept: list[Run] = []
    before = "\n"
    for at, run in enumerate(runs):
        text = re.sub(r" *\n[ \n]*", "\n", run.text)
        if before.endswith((" ", "\n")):
            text = text.lstrip(" \n")
        if at == len(runs) - 1:
            text = text.rstrip(" \n")
        if text or run.note:
            kept.append(Run(text, run.look, run.note))
            before = text or "x"
    return joined(kept)


def _written(runs: Sequence[Run], losses: Losses) -> str:
    line = ""
    for at, run in enumerate(runs):
        if run.note:
            line += f"[^{run.note}]"
            continue
        after = runs[at + 1].text[:1] if at + 1 < len(runs) and not runs[at + 1].note else ("[" if at + 1 < len(runs) else "")
        line += _dressed(run, line[-1:], after, losses)
    return line


def _dressed(run: Run, before: str, after: str, losses: Losses) -> str:
    look, shown = run.look, _core(run)
    if look.href:
        to = lead(look.href)
        if to is None or look.href.startswith(("/", "#")) or _CLOSED.search(look.href):
            losses.add(LossCode.LINKS)
        else:
            shown = f"[{shown.replace('[', chr(92) + '[').replace(']', chr(92) + ']') if not look.code else shown}]({look.href})"
    for wanted, marks in ((look.strike, ("~~",)), (look.italic, ("*", "_")), (look.bold, ("**", "__"))):
        if not wanted:
            continue
        mark = next((each for each in marks if _fits(each, before, shown, after)), None)
        if mark is None:
            losses.add(LossCode.EMPHASIS)
        else:
            shown = f"{mark}{shown}{mark}"
    return shown


def _core(run: Run) -> str:
    if not run.look.code:
        return _SIGNS.sub(lambda found: "\\" + found[0], run.text)
    longest = max((len(ticks) for ticks in _TICKS.findall(run.text)), default=0)
    fence, text = "`" * (longest + 1), run.text.replace("\n", " ")
    return f"{fence} {text} {fence}" if text.startswith("`") or text.endswith("`") else f"{fence}{text}{fence}"


def _fits(mark: str, before: str, shown: str, after: str) -> bool:
    """Whether a mark here is read as one: it touches words inside, and outside no letter beside a sign."""
    first, last = shown[0], shown[-1]
    if before == mark[0] or (before == "\\" and mark[0] in "*_~"):
        return False
    opens = not _is_sign(first) or first == mark[0] or not before or before.isspace() or _is_sign(before)
    closes = not _is_sign(last) or last == mark[0] or not after or after.isspace() or _is_sign(after)
    if mark[0] == "_":
        within = (before and not before.isspace() and not _is_sign(before)) or (
            after and not after.isspace() and not _is_sign(after)
        )
        return opens and closes and not within
    return opens and closes


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"
