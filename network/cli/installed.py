"""Whether there is an installation to work on."""

import click
from flask import current_app

MISCONFIGURED = "MISCONFIGURED"


def insist_installed() -> None:
    """End a command that needs the database where none is set up, with what is to be mended."""
    if "PEER" not in current_app.config:
        sentences = current_app.config.get(MISCONFIGURED, ())
        raise click.ClickException("\n".join(("This needs an installation.", *sentences)))
