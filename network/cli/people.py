"""Let the first people in."""

import click
from flask.cli import AppGroup

from network.accounts import rules
from network.accounts.commands import PersonDraft, add_person, give_role
from network.cli.installed import insist_installed
from network.kernel.actor import SYSTEM, Role
from network.kernel.refusals import Refusal
from network.web import passwords

person = AppGroup("person", help="People.")


@person.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice([each.value for each in Role]), required=True)
@click.option("--region", help="The code of a liaison's region.")
@click.password_option(help="Asked for when it is left out, and not shown.")
def add(email: str, name: str, role: str, region: str | None, password: str) -> None:
    """Let the first people in: somebody with a role of the network, who signs in with EMAIL."""
    insist_installed()
    problem = rules.password_problem(password, (name, email.split("@")[0]))
    if problem is not None:
        raise click.ClickException(str(problem))
    digest = passwords.hashed(rules.password_as_hashed(password))
    try:
        give_role(SYSTEM, add_person(SYSTEM, PersonDraft(email, name, digest)), Role(role), region)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{name} can sign in.")
