"""Short checks of how a pairing fits; whether a mentee that completed will mentor."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "pairing_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=80), nullable=False),
        sa.Column("moment", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=80), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_pairing_check_pairing_id_pairing"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_check")),
        sa.UniqueConstraint("pairing_id", "side", "moment", name=op.f("uq_pairing_check_pairing_id_side_moment")),
    )
    op.add_column("pairing", sa.Column("will_mentor", sa.String(length=80), nullable=True))


def downgrade():
    op.drop_column("pairing", "will_mentor")  # in place: a table that others refer to can't be made anew
    op.drop_table("pairing_check")
