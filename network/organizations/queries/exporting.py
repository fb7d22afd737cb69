"""The directory as rows of text, for those who may take it away."""

from network.kernel.actor import Actor
from network.organizations.queries.importing.directory import load_directory
from network.organizations.rules.exporting import Wording, columns_for, rows_of
from network.policy import Permission, authorize, can


def rows_for_export(actor: Actor) -> list[list[str]]:
    """The header, and a row for each organization, in the columns that an import reads. Raises `Denied`."""
    authorize(actor, Permission.ORGANIZATION_EXPORT)
    loaded = load_directory(actor)
    directory = loaded.directory
    values = [existing.values for existing in directory.existing]
    wording = Wording(directory.lists, directory.communities, directory.regions, (each.name for each in values))
    columns = columns_for(coordinator=can(actor, Permission.DO_NOT_PAIR), own_labels=tuple(loaded.own_fields))
    return rows_of(values, wording, columns)
