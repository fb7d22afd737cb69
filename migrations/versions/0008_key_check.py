"""Known values by which a start sees whether its keys are the right ones."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "key_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("accounts", sa.Text(), nullable=True),
        sa.Column("safety", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_check")),
    )


def downgrade():
    op.drop_table("key_check")
