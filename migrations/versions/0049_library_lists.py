"""A returned text says why, and an installation that has its lists gets those of the library."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

LISTS = {
    "document_kind": (
        ("guide", "Guide"),
        ("policy", "Policy or procedure"),
        ("template", "Template to fill in"),
        ("training", "Training material"),
        ("tool", "Tool or checklist"),
        ("fact-sheet", "Fact sheet"),
        ("form", "Form or sheet to print"),
        ("job-description", "Job description"),
        ("agreement", "Terms of reference or agreement"),
        ("research", "Research or evaluation"),
        ("letter", "Advocacy letter or submission"),
        ("legal-information", "Legal information"),
        ("other", "Something else"),
    ),
    "licence": (
        ("network", "The network’s own: for its members"),
        ("cc-by", "CC BY 4.0"),
        ("cc-by-sa", "CC BY-SA 4.0"),
        ("cc-by-nc-sa", "CC BY-NC-SA 4.0"),
        ("all-rights", "All rights reserved"),
        ("public-domain", "Public domain"),
    ),
}
entries = sa.table(
    "list_entry",
    sa.column("id", sa.Uuid()),
    sa.column("list", sa.String()),
    sa.column("code", sa.String()),
    sa.column("label", sa.String()),
    sa.column("aliases", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
    sa.column("position", sa.Integer()),
    sa.column("is_offered", sa.Boolean()),
)


def upgrade():
    op.add_column("document_version", sa.Column("returned_why", sa.Text(), nullable=False, server_default=""))
    known = set(op.get_bind().execute(sa.select(entries.c.list).distinct()).scalars())
    if not known:
        return  # a new installation is filled by a command
    op.bulk_insert(
        entries,
        [
            {"id": uuid4(), "list": name, "code": code, "label": label, "aliases": [], "position": position, "is_offered": True}
            for name, its in LISTS.items()
            if name not in known
            for position, (code, label) in enumerate(its)
        ],
    )


def downgrade():
    op.execute(sa.delete(entries).where(entries.c.list.in_(LISTS)))
    op.drop_column("document_version", "returned_why")
