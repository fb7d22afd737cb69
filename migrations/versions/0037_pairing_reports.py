"""Reports on pairings, frozen when they are issued."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade():
    op.create_table(
        "pairing_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("is_outside", sa.Boolean(), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("figures", JSON, nullable=False),
        sa.Column("targets", JSON, nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_report")),
        sa.UniqueConstraint("number", name=op.f("uq_pairing_report_number")),
    )
    op.create_index("ix_pairing_report_first_on_last_on_is_outside", "pairing_report", ["first_on", "last_on", "is_outside"])
    op.create_index("ix_mentoring_session_held_on", "mentoring_session", ["held_on"])


def downgrade():
    op.drop_index("ix_mentoring_session_held_on", "mentoring_session")
    op.drop_table("pairing_report")
