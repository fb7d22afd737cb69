"""Try the way out for mail."""

from uuid import uuid4

import click
from flask.cli import AppGroup

from network import mail as way
from network.cli.installed import insist_installed
from network.kernel import clock
from network.notifications.notices import SAID_WHY
from network.settings.queries import catalogue

mail = AppGroup("mail", help="The way out for mail.")


@mail.command("check")
@click.argument("address", required=False)
def check(address: str | None) -> None:
    """Connect, encrypt, check the certificate and sign in; with ADDRESS, send one mail there that says it is a trial."""
    insist_installed()
    out = way.post()
    if out is None:
        raise click.ClickException("No mail is set up. Set MAIL_HOST and MAIL_SENDER.")
    try:
        with out.open() as session:
            if address:
                text = "This is a trial. There is nothing to do.\n"
                session.send(way.Message(uuid4().hex, address, str(catalogue().get("mail_subject")), text, clock.now()))
    except way.Trouble as trouble:
        raise click.ClickException(str(SAID_WHY[trouble.why])) from None
    except way.Postponed:
        raise click.ClickException("The server doesn't take this mail now. Try again in some minutes.") from None
    except way.Refused:
        raise click.ClickException("The server doesn't know this address.") from None
    click.echo(f"{out.said()}: {'a mail was taken.' if address else 'open.'}")
