"""Load places, and fill a new installation with what comes in the box."""

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

import network
from network.accounts.commands import publish_terms
from network.accounts.queries import missing_terms
from network.cli.installed import insist_installed
from network.kernel.actor import SYSTEM
from network.organizations.rules.lists import DEFAULT_LISTS
from network.places.commands import load_places
from network.places.rules.loading import FILES, OUTLINE, DataSet, read_data_set
from network.search.commands.synonyms import load_synonyms
from network.search.rules.defaults import DEFAULT_GROUPS
from network.settings.commands import load_lists

PLACES = Path(network.__file__).parent / "places" / "data" / "british-columbia"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

places = AppGroup("places", help="Places.")


@places.command("load")
@click.argument("folder", type=FOLDER)
def load(folder: Path) -> None:
    """Load the regions, communities and outline in FOLDER into the database."""
    insist_installed()
    load_places(SYSTEM, places_in(folder), (folder / OUTLINE).read_text(encoding="utf-8"))
    click.echo(f"Loaded the places in {folder}.")


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Fill a new installation with the lists, places, words and terms that come in the box. Running it again does no harm."""
    insist_installed()
    load_lists(SYSTEM, DEFAULT_LISTS)
    load_places(SYSTEM, places_in(PLACES), (PLACES / OUTLINE).read_text(encoding="utf-8"))
    load_synonyms(SYSTEM, DEFAULT_GROUPS)
    for audience, text in missing_terms().items():
        publish_terms(SYSTEM, audience, text)
    click.echo("The lists, the places, the words that mean the same and the confidentiality terms are loaded.")


def places_in(folder: Path) -> DataSet:
    """The data set in a folder; what is wrong with it ends the command."""
    files = {name: (folder / name).read_text(encoding="utf-8") for name in FILES if (folder / name).exists()}
    reading = read_data_set(files)
    if reading.data_set is None:
        told = [f"{each.file}, row {each.row}, {each.column or 'whole row'}: {each.message}" for each in reading.problems[:20]]
        raise click.ClickException("These places can't be loaded.\n" + "\n".join(told))
    return reading.data_set
