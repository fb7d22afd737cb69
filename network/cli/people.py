"""Let the first two administrators in."""

import click
from flask import current_app, url_for
from flask.cli import AppGroup

from network.cli.installed import insist_installed
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Conflict
from network.organizations.commands import make_first_invitation

person = AppGroup("person", help="People.")


@person.command("invite")
def invite() -> None:
    """Print a link for one of the first two administrators. It works once; she chooses her own password.

    With two administrators it prints nothing: they invite others, and give roles together.
    """
    insist_installed()
    try:
        token = make_first_invitation(SYSTEM)
    except Conflict as refusal:
        raise click.ClickException(str(refusal)) from None
    with current_app.test_request_context():
        path = url_for("organizations.show_invitation", token=token)
    click.echo(current_app.config["PEER"].base_url.rstrip("/") + path)
