"""Say what is wrong with an installation, at any time."""

import click
from flask import current_app
from flask.cli import with_appcontext

from network import start
from network.cli.installed import MISCONFIGURED


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Say what is wrong and how to mend it, beside versions, schema, free disk and keys. Ends with 1 if anything is wrong."""
    wrong = list(current_app.config.get(MISCONFIGURED, ()))
    if "PEER" in current_app.config:
        for fact in start.facts():
            click.echo(f"{fact.name:<16}{fact.said}")
        wrong += start.problems()
        wrong += [] if wrong else start.shortages()
    for sentence in wrong:
        click.echo(f"Wrong: {sentence}")
    if wrong:
        raise SystemExit(1)
    click.echo("Nothing is wrong.")
