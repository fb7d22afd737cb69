"""Runs the migrations on the application's own engine, each in one transaction."""

from alembic import context
from flask import current_app

from network.storage.columns import UtcDateTime

database = current_app.extensions["migrate"].db


def render_item(kind, item, _autogenerate):
    """Write our column types as plain ones: a migration must not import the models."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "JSON":
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def include_name(name, kind, _parents):
    """FTS5 keeps tables of its own on SQLite, which no model knows."""
    return not (kind == "table" and str(name).startswith("search_words"))


def run() -> None:
    with database.engine.connect() as connection:
        options = dict(current_app.extensions["migrate"].configure_args)
        options.setdefault("render_item", render_item)
        options.setdefault("include_name", include_name)
        context.configure(connection=connection, target_metadata=database.metadata, transaction_per_migration=True, **options)
        with context.begin_transaction():
            context.run_migrations()


run()
