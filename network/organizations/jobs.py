"""What happens on the clock: large files are checked, written and undone, old ones forgotten; invitations go again."""

from contextlib import suppress
from datetime import timedelta

from network.accounts import commands as account_commands
from network.accounts import queries as account_queries
from network.accounts.rules.links import Asking
from network.kernel.actor import SYSTEM, Actor
from network.kernel.job import Job
from network.kernel.refusals import Conflict, NotFound
from network.organizations import commands as commands_of_people
from network.organizations.commands import importing as commands
from network.organizations.commands.importing import Claim, ReadyImport, ReadyUndo
from network.organizations.queries import importing as queries
from network.organizations.rules.importing import BROKE_DOWN, GIVEN_UP, Step
from network.organizations.rules.planning import Progress

STEP = 500  # rows between two marks of progress


def work_on_imports(actor: Actor) -> None:
    """Do what the oldest large file waits for: whatever takes long outside any transaction, then all of it in one."""
    claim = commands.claim_import()
    if claim is None:
        return
    if claim.spent:
        commands.fail_import(actor, claim, GIVEN_UP)
        return
    try:
        _WORK[claim.step](actor, claim)
    except NotFound:
        return  # somebody put the file away
    except Exception:
        with suppress(NotFound, Conflict):
            commands.fail_import(actor, claim, BROKE_DOWN[claim.step])
        raise


def _check(actor: Actor, claim: Claim) -> None:
    found = queries.page_of(queries.prepare(actor, claim.batch_id, _progress(claim)))
    commands.keep_check(claim, queries.page_to_plain(found))


def _apply(actor: Actor, claim: Claim) -> None:
    """Write what somebody has looked at; if it would be something else by now, she looks again."""
    prepared = queries.prepare(actor, claim.batch_id, _progress(claim))
    if queries.page_of(prepared).seen != queries.kept_check(actor, claim.batch_id).seen:
        commands.check_again(claim)
        return
    try:
        commands.apply_import(actor, ReadyImport.of(prepared, queries.asked_by(actor, claim.batch_id)))
    except Conflict:
        commands.wait_again(claim)


def _undo(actor: Actor, claim: Claim) -> None:
    prepared = queries.prepare_undo(actor, claim.batch_id)
    commands.keep_progress(claim, len(prepared.decided))
    try:
        commands.undo_import(actor, ReadyUndo.of(prepared, queries.asked_by(actor, claim.batch_id)))
    except Conflict:
        commands.wait_again(claim)


def _progress(claim: Claim) -> Progress:
    def mark(done: int, total: int) -> None:
        if done % STEP == 0 or done == total:
            commands.keep_progress(claim, done)

    return mark


_WORK = {Step.READING: _check, Step.APPLYING: _apply, Step.UNDOING: _undo}


def forget_imports(actor: Actor) -> None:
    """Drop what is no longer needed of files."""
    commands.forget_imports()


def renew_invitations(_actor: Actor) -> None:
    """Send lapsed invitations again to who asked for it, each to the address that it had gone to, and to no other."""
    for asked in account_queries.requests(Asking.INVITATION):
        with suppress(NotFound):
            commands_of_people.renew_invitation(SYSTEM, asked.token_digest, asked.email)
        account_commands.forget_request(asked.id)


JOBS = (
    Job("renew-invitations", timedelta(seconds=5), renew_invitations),
    Job("work-on-imports", timedelta(seconds=2), work_on_imports),
    Job("forget-imports", timedelta(hours=6), forget_imports),
)
