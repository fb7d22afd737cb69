"""Check the journal against its seals."""

import click
from flask.cli import AppGroup

from network.cli.installed import insist_installed
from network.journal.commands.verifying import note_verification
from network.journal.seal.verifying import is_guarded, verify
from network.kernel.actor import SYSTEM

audit = AppGroup("audit", help="The journal.")


@audit.command("verify")
@click.option("--head", is_flag=True, help="Print the newest seal's digest alone, to be noted outside this server.")
@click.option("--noted", default="", metavar="HEAD", help="A head noted earlier: tells whether the end was cut off since.")
def verify_journal(head: bool, noted: str) -> None:
    """Check every entry, and name the first that is not as it was sealed. Ends with 1 if there is one."""
    insist_installed()
    verdict = verify(noted)
    note_verification(SYSTEM, "operator", verdict)
    if verdict.fault is not None:
        raise click.ClickException(f"Entry {verdict.fault.entry_id}: {verdict.fault.message}")
    if head:
        click.echo(verdict.head)
        return
    click.echo(
        f"{verdict.sealed} entries are as they were sealed, {verdict.unsealed} wait for a seal. Head: {verdict.head or 'none'}"
    )
    if not is_guarded():
        raise click.ClickException("The database does not guard the journal any more: a trigger is missing.")
