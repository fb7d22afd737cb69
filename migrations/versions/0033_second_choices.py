"""Second pairs can be locked and moved, and each has its choices with their prices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ONE_MENTOR = "uq_round_choice_one_mentor"
PLACED = sa.text("kind <> 'forbidden'")


def upgrade():
    op.add_column("round_choice", sa.Column("is_second", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("run_second", sa.Column("is_locked", sa.Boolean(), server_default=sa.false(), nullable=False))
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("run_second", sa.Column("choices", kind, server_default="[]", nullable=False))
    _index("round_id", "mentee_id", "is_second")


def downgrade():
    op.execute("delete from round_choice where is_second")  # there was no such choice
    _index("round_id", "mentee_id")
    op.drop_column("run_second", "choices")
    op.drop_column("run_second", "is_locked")
    op.drop_column("round_choice", "is_second")


def _index(*columns):
    op.drop_index(ONE_MENTOR, table_name="round_choice")
    op.create_index(ONE_MENTOR, "round_choice", columns, unique=True, sqlite_where=PLACED, postgresql_where=PLACED)
