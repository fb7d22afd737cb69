"""What coordinators note about a pairing, when its sides were asked last, and how it is changed: paused, extended, ended."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "pairing_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_pairing_note_pairing_id_pairing"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_note")),
    )
    op.create_index(op.f("ix_pairing_note_pairing_id"), "pairing_note", ["pairing_id"])
    with op.batch_alter_table("pairing") as table:
        table.add_column(sa.Column("nudged_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("paused_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("resumed_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("ended_why", sa.String(length=80), nullable=True))


def downgrade():
    for name in ("ended_why", "ends_on", "resumed_on", "paused_until", "nudged_on"):
        op.drop_column("pairing", name)  # in place: a table that others refer to can't be made anew
    op.drop_table("pairing_note")
