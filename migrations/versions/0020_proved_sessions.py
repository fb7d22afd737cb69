"""What a session was proved by and when, whether its computer is shared, and a coarse name for it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proved_by", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("is_shared", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("browser", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("system", sa.String(length=80), nullable=False, server_default=""))


def downgrade():
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        for name in ("system", "browser", "is_shared", "proved_at", "proved_by"):
            batch_op.drop_column(name)
