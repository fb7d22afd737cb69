"""Check the bytes of kept files."""

from collections import Counter

import click
from flask.cli import AppGroup

from network.cli.installed import insist_installed
from network.files.queries.verifying import Bytes, verified
from network.storage.blobs import Unreachable, blobs

files = AppGroup("files", help="Files that people share.")


@files.command("verify")
def verify_files() -> None:
    """Read every file, and name those that are gone or are not as they were kept. Ends with 1 if there are any."""
    insist_installed()
    counts: Counter[Bytes] = Counter()
    try:
        for each in verified():
            counts[each.state] += 1
            if each.state is not Bytes.WHOLE:
                click.echo(f"{each.name}: {each.state.value}")
    except Unreachable:
        raise click.ClickException(f"The store does not answer: {blobs().said()}") from None
    wrong = counts[Bytes.MISSING] + counts[Bytes.CHANGED]
    click.echo(f"{counts[Bytes.WHOLE]} files are as they were kept, {wrong} are not.")
    if wrong:
        raise click.ClickException("Restore the names above from a back-up of the store.")
