"""Every form of every page against what people, spreadsheets and attackers type (C22, C28, C33, C35).

One test for all forms, found by looking at the pages: never a fault, never half of it kept; refused with the error beside the
field and what was typed still there, or taken and shown back without doing anything. The quick run takes a sample of values for
each field, the same in each run unless CORPUS_SEED says otherwise; `slow` takes all of them.
"""

import os
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.doors.corpus import EXTRA, TEXTS
from tests.doors.crawl import UNSEEN, Found, forms_by_rule
from tests.doors.pages import TEXT_KINDS, Field, Form, encoded, forms_of, path_of
from tests.doors.world import QUIET, World, contents

SEED = os.environ.get("CORPUS_SEED", "larch")
SPARED = 0.7  # of the fields that are chosen from, in the quick run
TWICE = "twice"  # the field's own value, and then another of the same name
TAKEN, REFUSED = {200, 303}, {403, 404, 409, 413, 422, 429}
NO_WIDTH = "\u200b\u200e\u200f\u2060\ufeff\u00ad\u2800"
Sent = dict[str, list[str | bytes]]


@dataclass(frozen=True)
class Try:
    """One value in one field of one form."""

    rule: str
    found: Found
    name: str
    value: str
    typed: str | bytes

    @property
    def where(self) -> str:
        return f"{self.rule} {self.name} = {self.value}"

    @property
    def texts(self) -> set[str]:
        """What the server may read: bytes that are no text come with a sign in their place, or spelled out."""
        if isinstance(self.typed, str):
            return {tidied(self.typed)}
        return {
            tidied(self.typed.decode(errors="replace")),
            tidied("".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in self.typed)),
        }


def tries(forms: dict[str, Found], is_whole: bool) -> Iterator[Try]:
    """Each field of each form with one value, in the long run with all; over all fields, each value has its turn."""
    pick = random.Random(SEED)
    names = [*TEXTS, TWICE]
    pick.shuffle(names)
    turn = 0
    for rule, found in forms.items():
        for name, each in found.form.fields.items():
            if name == "csrf_token" or each.kind == "file":
                continue
            is_text = each.kind in TEXT_KINDS
            if not is_whole and (re.search(r"-[1-9]\d*(-|$)", name) or (not is_text and pick.random() < SPARED)):
                continue  # lines of one kind are alike, and what is chosen is compared with what is offered
            for value in names if is_whole and is_text else [names[turn % len(names)]]:
                yield Try(rule, found, name, value, TEXTS.get(value, ""))
            turn += 1


@pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["sample", "whole"])
def test_c22_c28_c33_c35_no_form_stumbles(world: World, is_whole: bool) -> None:
    forms = forms_by_rule(world)
    world.restore()
    wrong: list[str] = []
    for each in tries(forms, is_whole):
        before = world.version()
        answer = send(world, each)
        wrong += [f"{each.where}: {said}" for said in faults_of(each, answer)]
        if world.version() != before:
            if answer.status_code not in TAKEN and (changed := world.changed()):
                wrong.append(f"{each.where}: {answer.status_code}, and half of it was kept: {changed}")
            if answer.status_code == 303:
                wrong += [f"{each.where}: {said}" for said in shown_back(world, each, answer)]
            world.restore()
    assert not wrong, f"seed {SEED}: {len(wrong)} wrong\n" + "\n".join(wrong[:60])


def send(world: World, each: Try) -> Any:
    """The form as its page would send it, with this one value."""
    sent: Sent = {**each.found.form.filled()}
    sent[each.name] = [*sent.get(each.name, [""]), "canary-of-doubles"] if each.value == TWICE else [each.typed]
    return post(world, each.found, sent)


def post(world: World, found: Found, sent: Sent) -> Any:
    client = world.client(found.kind)
    body, kind = encoded({**sent, "csrf_token": [world.tokens[found.kind]]}, found.form.kind)
    return client.post(found.form.action, data=body, content_type=kind)


def faults_of(each: Try, answer: Any) -> Iterator[str]:
    """What is wrong with an answer: a fault of the server, a refusal that says nothing, or one that lost what was typed."""
    if answer.status_code not in TAKEN | REFUSED:
        yield f"{answer.status_code}"
    if answer.status_code != 422 or answer.mimetype != "text/html":
        return
    html = answer.get_data(as_text=True)
    field = each.found.form.fields[each.name]
    again = same_form(html, each.found.form)
    if again is None:
        if field.kind in TEXT_KINDS and each.rule not in UNSEEN:
            yield "refused without its form"
        return
    if not any(sign in html for sign in ('aria-invalid="true"', 'class="error"', 'role="alert"')):
        yield "refused without a word"
    if field.kind in TEXT_KINDS and field.kind != "password" and each.value != TWICE:
        kept = [tidied(value) for value in again.fields.get(each.name, Field("", "")).values]
        if not each.texts & set(kept):
            yield f"lost what was typed: {kept[:1]!r:.80}"


def same_form(html: str, form: Form) -> Form | None:
    """The form on a page that goes where `form` went."""
    for other in forms_of(html, form.action):
        if path_of(other.action) == path_of(form.action) and set(form.fields) & set(other.fields) > {"csrf_token"}:
            return other
    return None


def tidied(text: str) -> str:
    """As a form may tidy it: composed, without space and unseen signs at the ends, lines as a browser counts them."""
    lines = unicodedata.normalize("NFC", text).replace("\x00", "\ufffd")
    return " ".join(re.sub(f"[{NO_WIDTH}]", " ", lines).split())


def shown_back(world: World, each: Try, answer: Any) -> Iterable[str]:
    """Where it leads, the page is whole; that nothing typed became markup or script, the client looks at in every page."""
    if "://" in answer.location:
        return
    page = world.client(each.found.kind).get(answer.location)
    if page.status_code >= 500:
        yield f"taken, and then {page.status_code} at {path_of(answer.location)}"
    if "1022117" in page.get_data(as_text=True):
        yield "shown back as a sum"


def kept(world: World) -> dict[str, list[str]]:
    """Every row without what differs from time to time: ids, moments, digests."""
    ids, moments = r"UUID\('[^']*'\)|[0-9a-f]{32,}|[0-9a-f-]{36}", r"datetime\.datetime\([^)]*\)+|\d+\.\d{6,}"
    plain = re.compile(rf"{ids}|{moments}|'v1\.[^']*'|'\$argon2id[^']*'")
    return {table: sorted(plain.sub("#", row) for row in rows) for table, rows in contents().items() if table not in QUIET}


def outcome(world: World, found: Found, sent: Sent) -> tuple[int, dict[str, list[str]]]:
    """What a form's answer was and what is kept after it; then everything is put back."""
    status = post(world, found, sent).status_code
    after = kept(world)
    world.restore()
    return status, after


def test_c22_what_a_form_does_not_ask_for_is_not_taken(world: World) -> None:
    """Extra names: the same answer and the same rows as without."""
    forms = forms_by_rule(world)
    world.restore()
    wrong = []
    for rule, found in forms.items():
        plain: Sent = {**found.form.filled()}
        extra = {name: [value] for name, value in EXTRA.items() if name not in found.form.fields}
        right = outcome(world, found, plain)
        if outcome(world, found, {**plain, **extra}) != right:
            wrong.append(f"{rule}: extra names changed the outcome")
    assert not wrong, "\n".join(wrong)


def test_c22_another_shape_than_a_form_is_refused(world: World) -> None:
    """JSON for a form, with lists for texts, deep and doubled: no token in it, so nothing of it is read."""
    forms = forms_by_rule(world)
    world.restore()
    deep = "[" * 100_000
    for rule, found in forms.items():
        client = world.client(found.kind)
        for body in (deep, '{"a": 1, "a": 2}', '{"csrf_token": ["a"], "name": {"$ne": ""}}', "null", "1" * 5_000, "\x00"):
            answer = client.post(found.form.action, data=body, content_type="application/json")
            assert answer.status_code in (422, 303 if rule == "/leave" else 422), f"{rule}: {answer.status_code}"


def test_a_form_sent_twice_has_one_effect_or_is_told_so(world: World) -> None:
    """Double click, back button, a repeated step: never a fault."""
    forms = forms_by_rule(world)
    world.restore()
    for rule, found in forms.items():
        sent: Sent = {**found.form.filled()}
        for _ in range(3):
            status = post(world, found, sent).status_code
            assert status in TAKEN | REFUSED, f"{rule}: {status}"
        world.restore()
