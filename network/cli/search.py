"""Make the index of the search anew."""

import click
from flask.cli import AppGroup

from network.cli.installed import insist_installed
from network.kernel.actor import SYSTEM
from network.search import jobs
from network.search.commands.indexing import empty_index

search = AppGroup("search", help="The index of the search.")


@search.command("rebuild")
def rebuild() -> None:
    """Throw the index away and make it anew. Meanwhile searches find less. The house can stay open."""
    insist_installed()
    empty_index(SYSTEM)
    jobs.keep_index(SYSTEM)
    jobs.mend_index(SYSTEM)
    click.echo("The index is made anew.")
