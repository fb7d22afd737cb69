"""What was refused, tried in vain or only read, counted by the hour."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "noted",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("event", sa.String(length=80), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("hour_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_noted")),
    )
    op.create_index(op.f("ix_noted_hour_at"), "noted", ["hour_at"])


def downgrade():
    op.drop_index(op.f("ix_noted_hour_at"), "noted")
    op.drop_table("noted")
