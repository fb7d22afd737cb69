"""Say what an installation must say about privacy before it may open."""

import click
from flask.cli import AppGroup

from network.cli.installed import insist_installed
from network.kernel.actor import SYSTEM
from network.privacy.queries import privacy_facts
from network.privacy.rules.facts import ASKED, unsaid
from network.settings.commands import choose
from network.settings.rules import SETTING_NAMES

privacy = AppGroup("privacy", help="Who answers for personal data, back-ups, providers.")
LONGEST = 300


@privacy.command("set")
@click.argument("key", type=click.Choice([*ASKED, "complaints_to"]))
@click.argument("value")
def set_fact(key: str, value: str) -> None:
    """Say one fact. Administrators can change it later under Settings."""
    insist_installed()
    said = value.strip()
    if key == "backup_days":
        if not (said.isascii() and said.isdigit() and 0 < int(said) <= 3_650):
            raise click.ClickException("Say a number of days from 1 to 3650.")
        choose(SYSTEM, key, int(said))
    elif not said or len(said) > LONGEST:
        raise click.ClickException(f"Say it in 1 to {LONGEST} characters.")
    else:
        choose(SYSTEM, key, said)
    click.echo(f"{SETTING_NAMES[key]}: {said}")


@privacy.command("show")
def show() -> None:
    """Show what is said, and what is still to be said."""
    insist_installed()
    facts = privacy_facts()
    click.echo(f"Privacy officer   {facts.officer}")
    click.echo(f"How to reach her  {facts.contact}")
    click.echo(f"Back-ups live     {facts.backup_days} days")
    for each in facts.providers:
        click.echo(f"Provider          {each}")
    click.echo(f"Complaints        {facts.complaints_to}")
    for sentence in unsaid(facts):
        click.echo(sentence)
