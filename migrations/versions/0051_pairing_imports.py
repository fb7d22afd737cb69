"""What files of pairings brought in, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

TO_PAIRING = "fk_pairing_import_row_pairing_id_pairing"
TO_SESSION = "fk_pairing_import_row_session_id_mentoring_session"
TO_IMPORT = "fk_pairing_import_row_import_id_pairing_import"


def upgrade():
    op.create_table(
        "pairing_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pairing_import"),
    )
    op.create_index("ix_pairing_import_done_at", "pairing_import", ["done_at"])
    op.create_table(
        "pairing_import_row",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("after", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("is_activated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["pairing_import.id"], name=TO_IMPORT, ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=TO_PAIRING, ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["session_id"], ["mentoring_session.id"], name=TO_SESSION, ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("import_id", "row_number", name="pk_pairing_import_row"),
    )
    op.create_index("ix_pairing_import_row_pairing_id", "pairing_import_row", ["pairing_id"])
    op.create_index("ix_pairing_import_row_session_id", "pairing_import_row", ["session_id"])


def downgrade():
    op.drop_table("pairing_import_row")
    op.drop_table("pairing_import")
