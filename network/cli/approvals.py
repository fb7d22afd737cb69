"""Stand for the second person while there is only one."""

from uuid import UUID

import click
from flask.cli import AppGroup

from network.approvals.commands import make_token
from network.cli.installed import insist_installed
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Conflict, Refusal

approvals = AppGroup("approvals", help="Acts that need two people.")


@approvals.command("token")
@click.argument("approval_id", type=click.UUID)
def token(approval_id: UUID) -> None:
    """Make a token for what was asked as APPROVAL_ID. It holds for an hour, once, while nobody else could approve."""
    insist_installed()
    try:
        made = make_token(SYSTEM, approval_id)
    except Refusal as refusal:
        raise click.ClickException(str(refusal) if isinstance(refusal, Conflict) else "There is no such approval.") from None
    click.echo(made)
