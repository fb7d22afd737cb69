"""The schema's steps: where they lie, how far a database has come, and the tool that makes them, loaded when it is asked for.

A web worker only asks how far the database has come. Loading the tool for that would make each start a third longer.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import inspect, text

from network.config import ROOT
from network.kernel.later import later
from network.storage.db import db

FOLDER = ROOT / "migrations"

_flask_migrate = later("flask_migrate")


class Steps:
    """What Flask-Migrate's commands find in the application until the first of them asks; then Flask-Migrate's own."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.directory = str(FOLDER)
        app.extensions["migrate"] = self

    @cached_property
    def migrate(self) -> Any:
        return _flask_migrate.Migrate(self._app, db, directory=self.directory, render_as_batch=True, compare_type=True)


def newest() -> str:
    """The number of the last step. The files are numbered and chained, which a test sees to."""
    return max(file.name[:4] for file in Path(FOLDER, "versions").glob("[0-9]*.py"))


def reached() -> str | None:
    """The number of the step that the database has come to, None before the first."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
        return found
