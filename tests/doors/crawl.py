"""Finding the form behind every address that takes one, by looking at the pages of those who may see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.exceptions import HTTPException

from tests.doors.pages import Field, Form, forms_of, path_of
from tests.doors.world import World, rules_of

# Who is asked for a page, the likeliest first.
LOOKING = (
    "coordinator",
    "administrator",
    "lead of A",
    "lead of the mentor side",
    "administrator who asked",
    "anonymous",
)
# What must be asked of a page before it shows its form.
ASKED = {
    "organizations.do_not_pair": "?q=Cedar",
    "mentorship.show_round": "?pair={mentee_id}",
    "pairings.nudges": "?pairing={pairing_id}",
}
# Forms that a page shows only on some days: who would send them, and what they hold.
UNSEEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "/approvals/<uuid:approval_id>/announce": ("administrator who asked", ()),
    "/approvals/<uuid:approval_id>/token": ("administrator who asked", ("token",)),
    "/people/<uuid:person_id>/recovery-sheet/print": ("administrator", ()),
    "/leave": ("lead of A", ()),
    "/pairings/<uuid:pairing_id>/mentoring": ("lead of A", ("capacity",)),
    "/mentorship/rounds/<uuid:round_id>/scenarios": ("coordinator", ("name",)),
    "/pairings/import/apply": ("coordinator", ("file_token", "mark")),
}


@dataclass(frozen=True)
class Found:
    """A form, who sees it, and on which page."""

    kind: str
    page: str
    form: Form


def forms_by_rule(world: World) -> dict[str, Found]:
    """For every rule that takes POST, by its spelling: a form that leads there; looked for once in each world."""
    if not world.forms:
        world.forms.update(_walk(world))
    return dict(world.forms)


def _walk(world: World) -> dict[str, Found]:
    """What is found on all pages, a form of its own page before others."""
    found: dict[str, Found] = {}
    wanted = {rule.rule for rule, method in rules_of(world.app) if method == "POST"}
    for kind in LOOKING:
        for page, html in pages_of(world, kind):
            for form in forms_of(html, page):
                rule = rule_behind(world, form)
                if rule in wanted and (rule not in found or is_own(found[rule], Found(kind, page, form))):
                    found[rule] = Found(kind, page, form)
        if wanted <= set(found):
            break
    for rule, _ in rules_of(world.app):
        if rule.rule in UNSEEN and rule.rule not in found:
            kind, names = UNSEEN[rule.rule]
            token = [world.client(kind) and world.tokens[kind]]
            fields = {"csrf_token": Field("csrf_token", "hidden", token), **{name: Field(name, "text", [""]) for name in names}}
            found[rule.rule] = Found(kind, world.address(rule), Form(world.address(rule), fields=fields))
    return found


def is_own(before: Found, now: Found) -> bool:
    """Whether a form is on the very page that it goes to, and the one found before is not."""
    return path_of(now.page) == path_of(now.form.action) and path_of(before.page) != path_of(before.form.action)


def pages_of(world: World, kind: str) -> Iterator[tuple[str, str]]:
    """Every page of the address map that this actor gets, with its text."""
    client = world.client(kind)
    for rule, method in rules_of(world.app):
        if method != "GET" or rule.endpoint in ("accounts.leave",):
            continue
        address = world.address(rule) + ASKED.get(rule.endpoint, "").format(**world.values)
        answer = client.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield address, answer.get_data(as_text=True)
    if kind == "administrator":
        page = f"/people/{world.people['coordinator']}"
        yield page, client.get(page).get_data(as_text=True)


def rule_behind(world: World, form: Form) -> str:
    """The rule that a form's address leads to, as a post; empty where none does."""
    adapter = world.app.url_map.bind("localhost")
    try:
        rule, _ = adapter.match(path_of(form.action), method="POST", return_rule=True)
    except HTTPException:
        return ""
    return str(rule.rule)
