"""Taking the directory away as a file: what is taken is not kept here, only that it was."""

from network.journal.command import command, record
from network.kernel.actor import Actor
from network.organizations.events import OrganizationsExported
from network.organizations.queries.exporting import rows_for_export
from network.policy import Permission, authorize


@command
def export_organizations(actor: Actor, kind: str) -> list[list[str]]:
    """The directory as rows of text; `kind` is the sort of file that is made of them."""
    authorize(actor, Permission.ORGANIZATION_EXPORT)
    rows = rows_for_export(actor)
    record(actor, OrganizationsExported(organizations=len(rows) - 1, kind=kind))
    return rows
