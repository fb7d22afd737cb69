"""The schema's steps on the command line, `flask db`: loaded when they are asked for, since web workers read this file too."""

from typing import Any

import click

from network.kernel.later import later

_theirs = later("flask_migrate.cli")


class Steps(click.Group):
    """Stands for Flask-Migrate's commands until somebody runs one."""

    def make_context(self, *about: Any, **more: Any) -> click.Context:
        theirs: click.Group = _theirs.db
        return theirs.make_context(*about, **more)


steps = Steps("db", help="The steps of the database's schema: upgrade, current, migrate and others.")
