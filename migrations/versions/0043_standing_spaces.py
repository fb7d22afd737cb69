"""Spaces of regions, and an index of the kinds: what everybody shares is found by it."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade():
    # No foreign key: SQLite would make the table anew for it, under the feet of all that refers to it.
    op.add_column("space", sa.Column("region_code", sa.String(length=80), nullable=True))
    op.create_index(op.f("ix_space_kind"), "space", ["kind"])


def downgrade():
    op.drop_index(op.f("ix_space_kind"), "space")
    op.drop_column("space", "region_code")
