"""What happens to files on the clock: large ones are checked, old ones forgotten."""

from datetime import timedelta

from network.kernel.actor import Actor
from network.kernel.job import Job
from network.organizations.commands import importing as commands
from network.organizations.queries import importing as queries

STEP = 500  # rows between two marks of progress


def read_imports(actor: Actor) -> None:
    """Check the oldest large file that waits, outside any transaction, and keep what was found."""
    claimed = commands.claim_import()
    if claimed is None:
        return
    batch_id, version = claimed

    def progress(done: int, total: int) -> None:
        if done % STEP == 0:
            commands.keep_progress(batch_id, version, done)

    try:
        found = queries.page_of(queries.prepare(actor, batch_id, progress))
    except Exception:
        commands.fail_import(batch_id, version)
        raise
    commands.keep_check(batch_id, version, queries.page_to_plain(found))


def forget_imports(actor: Actor) -> None:
    """Drop what is no longer needed of files."""
    commands.forget_imports()


JOBS = (
    Job("read-imports", timedelta(seconds=2), read_imports),
    Job("forget-imports", timedelta(hours=6), forget_imports),
)
