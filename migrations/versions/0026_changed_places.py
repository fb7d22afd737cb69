"""When a community was added or corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    # In place, not by a copy of the table: organizations refer to its rows.
    op.add_column("community", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_community_changed_at"), "community", ["changed_at"])


def downgrade():
    op.drop_index(op.f("ix_community_changed_at"), table_name="community")
    op.drop_column("community", "changed_at")
