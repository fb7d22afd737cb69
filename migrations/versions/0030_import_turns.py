"""How often the clock began the same work on an import."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("import_batch", sa.Column("turn", sa.SmallInteger(), server_default="0", nullable=False))


def downgrade():
    op.drop_column("import_batch", "turn")
