"""Commands ask and record; touches are few and listed; facts carry no text; tables load nothing behind the page."""

import ast
import inspect
from datetime import date
from importlib import import_module
from types import UnionType
from typing import get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import UniqueConstraint, select

from network import features
from network.journal.command import COMMANDS, TOUCHES, Unguarded, command, record, touch
from network.journal.models import JournalEntry
from network.kernel.actor import SYSTEM
from network.kernel.event import Event
from network.kernel.refusals import Denied, NotFound
from network.policy import Permission, authorize
from network.settings.events import SettingChanged
from network.settings.models import Setting
from network.storage.db import Row, db
from network.storage.transaction import Doomed
from tests.architecture.code import MODULES, PACKAGE
from tests.factories.people import member_of

assert features.BLUEPRINTS

AGREED_TOUCHES = {
    "network.journal.commands.keys.reseal_batch",
    "network.journal.commands.noting.note",
    "network.journal.commands.noting.sum_up_noted",
    "network.journal.commands.runs.claim_run",
    "network.journal.commands.runs.end_run",
    "network.journal.commands.sealing.seal_segment",
    "network.accounts.commands.links.end_links",
    "network.accounts.commands.links.forget_links",
    "network.accounts.commands.links.forget_request",
    "network.accounts.commands.links.mint_link",
    "network.accounts.commands.links.note_request",
    "network.drafts.commands.keep",
    "network.drafts.commands.throw_away",
    "network.drafts.commands.forget_sent",
    "network.drafts.commands.forget_old",
    "network.accounts.commands.apps.begin_app",
    "network.accounts.commands.passwords.keep_digest",
    "network.accounts.commands.proving.make_challenge",
    "network.accounts.commands.proving.use_challenge",
    "network.accounts.commands.erasing.erase_account",
    "network.approvals.commands.forget_person",
    "network.organizations.commands.leaving.leave_all",
    "network.library.commands.attaching.carry_files",
    "network.library.commands.attaching.copy_files",
    "network.library.commands.attaching.free_files",
    "network.library.commands.forgetting.forget_steward",
    "network.library.commands.writers.note_writer",
    "network.pairings.commands.contacts.forget_contact",
    "network.pairings.commands.contacts.forget_gone_contacts",
    "network.privacy.commands.erasing.keep_list",
    "network.accounts.commands.sessions.end_sessions",
    "network.accounts.commands.sessions.renew_session",
    "network.accounts.commands.sessions.mark_seen",
    "network.accounts.commands.sessions.keep_data",
    "network.accounts.commands.sessions.leave",
    "network.accounts.commands.tries.take_turn",
    "network.accounts.commands.tries.forget_tries",
    "network.accounts.commands.tries.know_device",
    "network.accounts.commands.tries.forget_old",
    "network.files.commands.bytes.bury",
    "network.files.commands.bytes.release",
    "network.files.commands.bytes.share",
    "network.files.commands.shredding.bury_unknown",
    "network.files.commands.shredding.forget_staged",
    "network.files.commands.shredding.forget_tombstones",
    "network.files.commands.shredding.note_missing",
    "network.files.commands.shredding.release_unused",
    "network.files.commands.staging.agree",
    "network.files.commands.staging.claim_staged",
    "network.files.commands.staging.discard",
    "network.files.commands.staging.finish_staged",
    "network.files.commands.staging.forget_uploads",
    "network.files.commands.staging.mark_step",
    "network.files.commands.staging.stage",
    "network.files.commands.staging.wait_again",
    "network.files.commands.texts.keep_text",
    "network.organizations.commands.invitations.mint_invitation",
    "network.mentorship.commands.queueing.claim_matching",
    "network.mentorship.commands.queueing.keep_stage",
    "network.mentorship.commands.queueing.wait_again",
    "network.organizations.commands.importing.clockwork.check_again",
    "network.organizations.commands.importing.clockwork.claim_import",
    "network.organizations.commands.importing.clockwork.forget_imports",
    "network.organizations.commands.importing.clockwork.keep_check",
    "network.organizations.commands.importing.clockwork.keep_progress",
    "network.organizations.commands.importing.clockwork.wait_again",
    "network.notifications.commands.inbox.mark_all_read",
    "network.notifications.commands.inbox.mark_read",
    "network.notifications.commands.posting.claim_mail",
    "network.notifications.commands.posting.end_mail",
    "network.notifications.commands.posting.forget_old",
    "network.notifications.commands.posting.give_back",
    "network.notifications.commands.posting.note_trouble",
    "network.notifications.commands.posting.note_working",
    "network.notifications.commands.posting.postpone_mail",
    "network.notifications.commands.relaying.advance",
    "network.notifications.commands.relaying.relay_entry",
    "network.privacy.commands.purging.purge",
    "network.search.commands.indexing.take_in",
}
FEW_ROWS = {("role_holding", "region_code")}  # read by person only
FACT_TYPES = {UUID, int, bool, date, str, type(None), tuple}
CODE_NAMES = {"act", "role", "kind", "list", "code", "key", "state", "status", "side", "strategy", "how", "field"}


def modules_of_commands() -> list[str]:
    """The dotted names of all modules that hold commands, imported so that they are known."""
    found = []
    for module in MODULES:
        parts = module.with_suffix("").relative_to(PACKAGE).parts
        if "commands" in parts:
            found.append(".".join(("network", *parts)).removesuffix(".__init__"))
            import_module(found[-1])
    return found


def test_every_public_function_of_a_commands_module_is_a_command_or_a_touch() -> None:
    for dotted in modules_of_commands():
        for node in ast.parse(inspect.getsource(import_module(dotted))).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert f"{dotted}.{node.name}" in COMMANDS | TOUCHES, f"{dotted}.{node.name} needs @command"


def test_touches_are_those_agreed() -> None:
    modules_of_commands()
    assert {name for name in TOUCHES if name.startswith("network.")} == AGREED_TOUCHES


def test_facts_hold_ids_codes_counts_and_dates_only() -> None:
    modules_of_commands()
    for kind in Event.__subclasses__():
        if not kind.__module__.startswith("network."):
            continue
        for name, hint in get_type_hints(kind).items():
            parts = {get_origin(part) or part for part in (get_args(hint) if get_origin(hint) is UnionType else (hint,))}
            assert parts <= FACT_TYPES, f"{kind.__name__}.{name}: {hint}"
            if str in parts:
                assert name in CODE_NAMES or name.endswith(("_code", "_kind", "_state")), (
                    f"{kind.__name__}.{name} could hold text"
                )


def test_relationships_never_load_behind_the_page() -> None:
    lazy = {f"{m.class_.__name__}.{r.key}": r.lazy for m in Row.registry.mappers for r in m.relationships}
    assert set(lazy.values()) <= {"raise"}, lazy


def test_every_foreign_key_has_an_index() -> None:
    for table in Row.metadata.sorted_tables:
        indexes = [index.columns for index in table.indexes] + [table.primary_key.columns]
        indexes += [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
        led = {next(iter(columns)).name for columns in indexes if len(columns)}
        for key in table.foreign_keys:
            if (table.name, key.parent.name) not in FEW_ROWS:
                assert key.parent.name in led, f"{table.name}.{key.parent.name} has no index"


@command
def _forgets_to_ask(actor: object) -> None:
    db.session.add(Setting(key="half", value=1))
    record(SYSTEM, SettingChanged(key="half"))


@command
def _forgets_to_record(actor: object) -> None:
    authorize(SYSTEM, Permission.SETTING_EDIT)
    db.session.add(Setting(key="half", value=1))


@command
def _is_refused() -> None:
    authorize(SYSTEM, Permission.SETTING_EDIT)
    db.session.add(Setting(key="half", value=1))
    record(SYSTEM, SettingChanged(key="half"))
    raise NotFound("after writing")


@command
def _swallows_a_refusal() -> None:
    authorize(SYSTEM, Permission.SETTING_EDIT)
    record(SYSTEM, SettingChanged(key="outer"))
    try:
        _is_refused()
    except NotFound:
        db.session.add(Setting(key="outer", value=1))


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        (lambda: _forgets_to_ask(SYSTEM), Unguarded),
        (lambda: _forgets_to_record(SYSTEM), Unguarded),
        (_is_refused, NotFound),
        (_swallows_a_refusal, Doomed),
    ],
    ids=["forgets to ask", "forgets to record", "is refused", "swallows a refusal"],
)
def test_a_command_that_breaks_its_promise_leaves_nothing(app: Flask, deed: object, outcome: type[Exception]) -> None:
    with pytest.raises(outcome):
        deed()  # type: ignore[operator]
    assert db.session.scalars(select(Setting)).all() == []
    assert db.session.scalars(select(JournalEntry)).all() == []


def test_a_denied_command_leaves_nothing(app: Flask) -> None:
    @command
    def denied() -> None:
        db.session.add(Setting(key="half", value=1))
        authorize(member_of(UUID(int=1)), Permission.SETTING_EDIT)

    with pytest.raises(Denied):
        denied()
    assert db.session.scalars(select(Setting)).all() == []


def test_a_touch_is_kept_without_a_fact(app: Flask) -> None:
    @touch
    def mark() -> None:
        db.session.add(Setting(key="mark", value=1))

    mark()
    assert db.session.get(Setting, "mark") is not None
    assert db.session.scalars(select(JournalEntry)).all() == []
