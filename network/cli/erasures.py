"""Erase again who came back with a restored back-up."""

from pathlib import Path

import click
from flask.cli import AppGroup

from network.cli.installed import insist_installed
from network.kernel.actor import SYSTEM
from network.privacy.commands.erasing import erase_person, keep_list
from network.privacy.queries import come_back, erase_list
from network.privacy.rules.erasing import written_list
from network.storage.forgetting import forget_for_good

erasures = AppGroup("erasures", help="Accounts that were erased, after a restore.")


@erasures.command("apply")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def apply(file: Path | None) -> None:
    """Erase again everybody on the list who is here: that of the instance folder, or the copy in FILE."""
    insist_installed()
    found = come_back(file)
    for person_id in found:
        erase_person(SYSTEM, person_id)
    keep_list()
    if not forget_for_good():
        click.echo("The database is in use. Deleted bytes leave its files within the hour.")
    click.echo(f"{len(found)} erased again." if found else "Nobody on the list is here.")


@erasures.command("list")
def print_list() -> None:
    """Print the list, to be kept apart from back-ups: digests that name nobody, with the day of completion."""
    insist_installed()
    click.echo(written_list(erase_list()), nl=False)
