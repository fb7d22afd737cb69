"""Whom an organization would like to work with."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "preference",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_preference_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["organization.id"], name=op.f("fk_preference_other_id_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "other_id", name=op.f("pk_preference")),
    )
    op.create_index(op.f("ix_preference_other_id"), "preference", ["other_id"])


def downgrade():
    op.drop_table("preference")
